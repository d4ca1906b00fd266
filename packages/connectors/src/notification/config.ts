import type { Static } from 'typebox'
import { choice, closed, flag, maybe, text, whole, words } from '../kit/config.ts'
import { type EffectRule, literal } from '../kit/repeat.ts'

/** Settings of `notification`. */
export const NotificationConfig = closed('A message to people', {
  channel: choice('Way of the message', ['slack', 'email']),
  connection: maybe(text('Name of the Slack or SMTP connection; the only one when left out')),
  to: maybe(words('Addresses (email) or one channel id (slack with a token)', { maxItems: 50 })),
  subject: maybe(text('Subject (email) or bold first line (slack)')),
  message: text('The message, plain text or simple Markdown', { minLength: 1 }),
  include_link: maybe(flag('Add the link to the request', { default: true })),
})
export type NotificationConfig = Static<typeof NotificationConfig>

/** A mail keeps its Message-ID, by which a repeat is recognised; Slack cannot tell one. */
export const notificationEffect: EffectRule = {
  repeat: (config) => (literal(config, 'channel') === 'email' ? 'safe' : 'never'),
}

/** Settings of a `slack` connection: a webhook address, or a token. */
export const SlackConnection = closed('One Slack workspace', {
  webhook_url_ref: maybe(
    text('Secret with the incoming webhook address', { 'x-pao-secret': true }),
  ),
  token_ref: maybe(text('Secret with the bot token (chat:write)', { 'x-pao-secret': true })),
  api_url: maybe(text('Address of the Web API', { default: 'https://slack.com/api' })),
  channel: maybe(text('Channel id used when the action names none')),
})

/** Settings of an `smtp` connection. */
export const SmtpConnection = closed('One mail server', {
  host: text('Host name', { minLength: 1 }),
  port: maybe(whole('Port', { minimum: 1, maximum: 65535, default: 587 })),
  secure: maybe(flag('TLS from the first byte (port 465); STARTTLS is used otherwise')),
  require_tls: maybe(flag('Refuse to send without TLS', { default: false })),
  user: maybe(text('User name')),
  password_ref: maybe(text('Secret with the password', { 'x-pao-secret': true })),
  from: text('Sender address', { minLength: 3 }),
})
