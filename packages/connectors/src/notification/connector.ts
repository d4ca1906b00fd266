import { failedTransport } from '../kit/answers.ts'
import { defineConnector } from '../kit/connector.ts'
import type { ActionContext } from '../kit/context.ts'
import type { Outcome } from '../kit/outcome.ts'
import { NotificationConfig, notificationEffect } from './config.ts'
import { sendMail } from './email.ts'
import { recorded } from './recorded.ts'
import { sendSlack } from './slack.ts'

/** Tells people by Slack or e-mail. Neither can be looked up afterwards; a mail keeps one Message-ID for all its tries. */
export const notification = defineConnector({
  type: 'notification',
  config: NotificationConfig,
  ...notificationEffect,
  recorded,
  outputs: {
    channel: { description: 'slack or email' },
    message_id: { description: 'Slack timestamp or mail Message-ID, where there is one' },
  },
  execute: tell,
})

async function tell(context: ActionContext, config: NotificationConfig): Promise<Outcome> {
  try {
    return config.channel === 'email'
      ? await sendMail(context, config)
      : await sendSlack(context, config)
  } catch (error) {
    return failedTransport(error)
  }
}
