import { createHash } from 'node:crypto'
import type { ActionContext } from '../kit/context.ts'
import type { Outcome } from '../kit/outcome.ts'
import { settingText } from '../kit/setting-text.ts'
import { permanent } from '../kit/target.ts'
import type { Worded } from './messages.ts'
import { oneLine, textOf } from './text.ts'

/** Plain addr-spec (RFC 5321 without quoted local parts); names, groups and comments are not addresses. */
const address =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/

/** Sends one mail to all recipients; without `to` it goes to the requester. */
export async function sendMail(context: ActionContext, config: Worded): Promise<Outcome> {
  const connection = context.connection('smtp', config.connection)
  const to = config.to ?? [context.request.requester.email]
  const wrong = to.filter((one) => !address.test(one))
  if (wrong.length > 0 || to.length === 0)
    return permanent(
      'notification.address_invalid',
      `Not an e-mail address: ${oneLine(wrong.join(', ')) || 'none given'}`,
    )
  const from = settingText(connection, 'from')
  const domain = from.split('@')[1]?.replaceAll(/[^A-Za-z0-9.-]/g, '') ?? 'localhost'
  const id = createHash('sha256').update(context.idempotencyKey).digest('hex').slice(0, 40)
  const messageId = `<${id}@${domain}>`
  const subject = oneLine(config.subject ?? `${context.request.item.name}: ${context.action.name}`)
  await context.mail.send(
    connection,
    { to, subject, text: textOf(context, config), messageId },
    context.signal,
  )
  context.log(`mail accepted for ${to.length} recipients`)
  return { kind: 'succeeded', outputs: { channel: 'email', message_id: messageId, sent: true } }
}
