import { createHmac, randomUUID } from 'node:crypto'
import { escapeHtml } from '../kit/page.ts'
import type { SlackUser } from './people.ts'

/** Where presses are told, and the secret of the app that signs them. */
export type Interactivity = { url: string; secret: string }

/** A button of a message. */
export type Button = { action: string; label: string; value: string; block: string }

/** One press: whose, of which button, and where an answer to it is taken. */
export type Press = {
  user: SlackUser
  button: Button
  channel: string
  message: { ts: string; text: string }
  responseUrl: string
}

/** Slack waits no longer for the answer to a press (docs.slack.dev, handling user interaction). */
const patienceMs = 3_000

type Json = Readonly<Record<string, unknown>>
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What can be pressed on a message with blocks. */
export function buttonsOf(body: Json): readonly Button[] {
  return list(body['blocks']).flatMap((block) =>
    list(block['elements']).flatMap((one) =>
      one['type'] === 'button'
        ? [
            {
              action: text(one['action_id']),
              label: text((one['text'] as Json | undefined)?.['text']),
              value: text(one['value']),
              block: text(block['block_id']),
            },
          ]
        : [],
    ),
  )
}

/** Tells a press as Slack does: a form field `payload`, signed over the moment and the raw body. Its status; 0 = no answer. */
export async function tellPress({ url, secret }: Interactivity, press: Press): Promise<number> {
  const body = new URLSearchParams({ payload: JSON.stringify(payloadOf(press)) }).toString()
  const at = Math.floor(Date.now() / 1000)
  const mac = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': String(at),
        'x-slack-signature': `v0=${mac}`,
      },
      body,
      signal: AbortSignal.timeout(patienceMs),
    })
    return answer.status
  } catch {
    return 0
  }
}

/** The payload `block_actions` (docs.slack.dev, interaction payloads). */
function payloadOf({ user, button, channel, message, responseUrl }: Press): object {
  return {
    type: 'block_actions',
    user: { id: user.id, username: user.email.split('@')[0], team_id: 'T00000000' },
    api_app_id: 'A00000000',
    team: { id: 'T00000000', domain: 'stand-in' },
    container: { type: 'message', message_ts: message.ts, channel_id: channel },
    channel: { id: channel, name: 'approvals' },
    message: { type: 'message', ts: message.ts, text: message.text },
    trigger_id: randomUUID(),
    response_url: responseUrl,
    actions: [
      {
        type: 'button',
        action_id: button.action,
        block_id: button.block,
        value: button.value,
        text: { type: 'plain_text', text: button.label },
        action_ts: message.ts,
      },
    ],
  }
}

/** A form that presses one of the buttons of the message with this number, as one of these people. */
export function pressForm(
  number: number,
  buttons: readonly Button[],
  people: readonly SlackUser[],
): string {
  if (buttons.length === 0) return ''
  const whom = people
    .map(({ id, name }) => `<option value="${escapeHtml(id)}">${escapeHtml(name)}</option>`)
    .join('')
  const pressed = buttons
    .map(
      ({ action, label }) =>
        `<button name="action" value="${escapeHtml(action)}">${escapeHtml(label)}</button>`,
    )
    .join('')
  return `<form method="post" action="/_fake/press"><input type="hidden" name="message" value="${number}"><label><span>Press as</span><select name="user">${whom}</select></label>${pressed}</form>`
}
