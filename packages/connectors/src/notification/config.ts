import { messageNames } from '@pao/core/engine'
import type { Static } from 'typebox'
import { amount, choice, closed, flag, maybe, text, textMap, whole, words } from '../kit/config.ts'
import { type EffectRule, literal } from '../kit/repeat.ts'

const alert = closed('pagerduty: what happens to which alert', {
  action: maybe(
    choice('What is said of it', ['trigger', 'acknowledge', 'resolve'], { default: 'trigger' }),
  ),
  dedup_key: maybe(
    text('Name of the alert; one alert for the whole request when left out', {
      minLength: 1,
      maxLength: 255,
    }),
  ),
  severity: maybe(
    choice('How bad it is', ['critical', 'error', 'warning', 'info'], { default: 'error' }),
  ),
  source: maybe(text('What it is about; the item and environment when left out')),
  component: maybe(text('Part of the source')),
  group: maybe(text('Group of parts')),
  class: maybe(text('Kind of trouble')),
})

const dedupe = closed('The same message goes to the same place once in a while', {
  window: amount('Seconds in which it goes out once, whichever request says it', {
    exclusiveMinimum: 0,
    maximum: 2_592_000,
  }),
  key: maybe(text('What makes two messages the same; subject and message when left out')),
})

/** Settings of `notification`. */
export const NotificationConfig = closed(
  'A message to people',
  {
    channel: choice('Way of the message', ['slack', 'teams', 'email', 'pagerduty']),
    connection: maybe(
      text('Name of the slack, teams, smtp or pagerduty connection; the only one when left out'),
    ),
    to: maybe(
      words(
        'Addresses (email), one channel id (slack with a token), or the name of the connection (teams, pagerduty)',
        { maxItems: 50 },
      ),
    ),
    subject: maybe(text('Subject (email), bold first line (slack, teams) or summary (pagerduty)')),
    message: maybe(
      text('The message, plain text or simple Markdown; needed without `template`', {
        minLength: 1,
      }),
    ),
    template: maybe(
      choice(
        'A message whose words are given; `subject` and `message` replace its own',
        messageNames,
      ),
    ),
    facts: maybe(textMap('Label to value, below the message', { maxProperties: 30 })),
    decide: maybe(
      closed('Buttons to decide on an approval (slack)', {
        id: text('The approval', { maxLength: 200 }),
        digest: text('Of what is shown', { maxLength: 200 }),
        stage: text('Stage that is asked', { maxLength: 80 }),
      }),
    ),
    include_link: maybe(flag('Add the link to the request', { default: true })),
    alert: maybe(alert),
    dedupe: maybe(dedupe),
  },
  { anyOf: [{ required: ['message'] }, { required: ['template'] }] },
)
export type NotificationConfig = Static<typeof NotificationConfig>

/** A mail keeps its Message-ID and an alert its key, by which a repeat is recognised; Slack and Teams tell none. */
export const notificationEffect: EffectRule = {
  repeat: (config) => {
    const channel = literal(config, 'channel')
    return channel === 'email' || channel === 'pagerduty' ? 'safe' : 'never'
  },
}

/** Settings of a `slack` connection: a webhook address, or a token. */
export const SlackConnection = closed('One Slack workspace', {
  webhook_url_ref: maybe(
    text('Secret with the incoming webhook address', { 'x-pao-secret': true }),
  ),
  token_ref: maybe(
    text('Secret with the bot token (chat:write; users:read.email for approvals)', {
      'x-pao-secret': true,
    }),
  ),
  signing_secret_ref: maybe(
    text('Secret that Slack signs what people press with (approvals)', { 'x-pao-secret': true }),
  ),
  users: maybe(textMap('Slack user id to e-mail, for workspaces whose token may not look them up')),
  api_url: maybe(text('Address of the Web API', { default: 'https://slack.com/api' })),
  channel: maybe(text('Channel id used when the action names none')),
})

/** Settings of a `teams` connection: one flow posts to one channel or chat. */
export const TeamsConnection = closed('One channel of Microsoft Teams', {
  webhook_url_ref: text('Secret with the address of the flow that posts what it receives', {
    'x-pao-secret': true,
  }),
})

/** Settings of a `pagerduty` connection: one integration of one service. */
export const PagerdutyConnection = closed('One service of PagerDuty', {
  routing_key_ref: text('Secret with the integration key (Events API v2)', {
    'x-pao-secret': true,
  }),
  url: maybe(
    text('Address of the Events API; https://events.eu.pagerduty.com in the EU', {
      pattern: '^https?://',
      default: 'https://events.pagerduty.com',
    }),
  ),
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
