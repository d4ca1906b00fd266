import { messageBodies } from '@pao/core/catalog'
import { failedTransport } from '../kit/answers.ts'
import { defineConnector } from '../kit/connector.ts'
import type { ActionContext } from '../kit/context.ts'
import type { Outcome } from '../kit/outcome.ts'
import { NotificationConfig, notificationEffect } from './config.ts'
import { sendMail } from './email.ts'
import { sendPagerduty } from './pagerduty.ts'
import { type Worded, worded } from './messages.ts'
import { recorded } from './recorded.ts'
import { sendSlack } from './slack.ts'
import { sendTeams } from './teams.ts'
import { onceInWindow } from './window.ts'

/**
 * Tells people by Slack, Teams, e-mail or PagerDuty. None can be looked up afterwards; a mail keeps one Message-ID
 * and an alert one key for all tries.
 */
export const notification = defineConnector({
  type: 'notification',
  config: NotificationConfig,
  ...notificationEffect,
  bodies: messageBodies,
  recorded,
  outputs: {
    channel: { description: 'slack, teams, email or pagerduty' },
    message_id: {
      description: 'Slack timestamp, mail Message-ID or key of the alert, where there is one',
    },
    sent: { description: 'false: the same message went to the same place within dedupe.window' },
  },
  async execute(context, config) {
    const words = worded(context, config)
    return 'kind' in words ? words : onceInWindow(context, words, () => tell(context, words))
  },
})

const ways = { slack: sendSlack, teams: sendTeams, email: sendMail, pagerduty: sendPagerduty }

async function tell(context: ActionContext, config: Worded): Promise<Outcome> {
  try {
    return await ways[config.channel](context, config)
  } catch (error) {
    return failedTransport(error)
  }
}
