import { failedAnswer } from '../kit/answers.ts'
import type { ActionContext, Answer, Connection } from '../kit/context.ts'
import { type Outcome, withMade } from '../kit/outcome.ts'
import { settingText } from '../kit/setting-text.ts'
import { permanent } from '../kit/target.ts'
import type { NotificationConfig } from './config.ts'
import type { Worded } from './messages.ts'
import { oneLine, textOf } from './text.ts'

/** Slack cuts longer texts (docs.slack.dev, chat.postMessage). */
const longestText = 39_000
/** Slack's own words for "try again" in an answer 200 with ok:false. */
const transient = new Set([
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
])

/** Of these Slack says that the message may have been posted all the same. */
const unsure = new Set(['internal_error', 'fatal_error', 'request_timeout'])

/** Sends one message, by incoming webhook or, with a token, by chat.postMessage. */
export async function sendSlack(context: ActionContext, config: Worded): Promise<Outcome> {
  const connection = context.connection('slack', config.connection)
  const title = config.subject === undefined ? '' : `*${escaped(oneLine(config.subject))}*\n`
  const text = `${title}${escaped(textOf(context, config))}`.slice(0, longestText)
  const message = { text, ...(config.decide && { blocks: withButtons(text, config.decide) }) }
  const webhook = connection.secrets['webhook_url']
  return webhook === undefined
    ? post(context, connection, { ...message, channel: config.to?.[0] })
    : hook(context, webhook, message)
}

/** The three characters Slack reads as markup: no mention, link or command can be made by an answer. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

type Message = { text: string; blocks?: readonly object[] }

/** Longest text of a section (docs.slack.dev, section block). */
const longestSection = 3_000

/** The message with two buttons; what they carry comes back signed when somebody presses one. */
function withButtons(
  text: string,
  decide: NonNullable<NotificationConfig['decide']>,
): readonly object[] {
  const button = (action_id: string, label: string, style: string) => ({
    type: 'button',
    action_id,
    style,
    text: { type: 'plain_text', text: label },
    value: JSON.stringify(decide),
  })
  return [
    { type: 'section', text: { type: 'mrkdwn', text: text.slice(0, longestSection) } },
    {
      type: 'actions',
      elements: [
        button('approval_approve', 'Approve', 'primary'),
        button('approval_reject', 'Reject', 'danger'),
      ],
    },
  ]
}

/** The address is the secret: it must not stand in any message. */
async function hook(context: ActionContext, url: string, message: Message): Promise<Outcome> {
  const answer = await context.http.send({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(message),
    signal: context.signal,
  })
  context.log(`Slack answered ${answer.status}`)
  if (answer.status === 200) return taken(answer)
  const gone = answer.status === 404 || answer.status === 410
  return failedAnswer(answer, context.now, {
    code: `slack.http_${answer.status}`,
    message: gone
      ? 'The Slack webhook does not exist any more; ask the operator'
      : `Slack answered ${answer.status}`,
  })
}

/** Slack says `ok` to what it posted; anything else with 200 is no answer of Slack, a proxy's page for one. */
function taken(answer: Answer): Outcome {
  if (answer.text().trim() === 'ok')
    return { kind: 'succeeded', outputs: { channel: 'slack', sent: true } }
  const message = 'What answered is not Slack, so nobody knows whether the message was posted'
  return withMade(permanent('slack.answer_unreadable', message), 'maybe')
}

async function post(
  context: ActionContext,
  connection: Connection,
  { channel: wanted, ...message }: Message & { channel: string | undefined },
): Promise<Outcome> {
  const token = connection.secrets['token']
  const channel = wanted ?? connection.settings['channel']
  if (token === undefined)
    return permanent(
      'connection.missing',
      `The connection ${connection.name} has neither webhook_url_ref nor token_ref`,
    )
  if (typeof channel !== 'string')
    return permanent(
      'notification.channel_missing',
      'A Slack connection with a token needs a channel id in "to"',
    )
  const base = settingText(connection, 'api_url', 'https://slack.com/api')
  const answer = await context.http.send({
    method: 'POST',
    url: `${base}/chat.postMessage`,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ channel, ...message }),
    signal: context.signal,
  })
  context.log(`Slack answered ${answer.status}`)
  return answer.status === 200
    ? said(answer)
    : failedAnswer(answer, context.now, { code: `slack.http_${answer.status}` })
}

/** A 200 is not a success before its body says so. */
function said(answer: Answer): Outcome {
  const body = bodyOf(answer)
  if (body.ok === true)
    return {
      kind: 'succeeded',
      outputs: {
        channel: 'slack',
        sent: true,
        ...(typeof body.ts === 'string' && { message_id: body.ts }),
      },
    }
  const named = body.ok === false && typeof body.error === 'string'
  const error =
    typeof body.error === 'string' && /^[a-z_]{1,60}$/.test(body.error) ? body.error : 'unknown'
  const again = transient.has(error)
  return {
    kind: 'failed',
    retryable: again,
    class: again ? '5xx' : 'permanent',
    code: `slack.${error}`,
    message: `Slack refused the message: ${error}`,
    status: answer.status,
    made: named && !unsure.has(error) ? 'no' : 'maybe',
  }
}

function bodyOf(answer: Answer): { ok?: unknown; ts?: unknown; error?: unknown } {
  try {
    const body: unknown = answer.json()
    return typeof body === 'object' && body !== null ? body : {}
  } catch {
    return {}
  }
}
