import type { Recorded } from '../kit/recorded.ts'

/** Slack takes the message. Mail has no answer of its own. */
export const recorded: Recorded = [
  {
    method: 'POST',
    path: '/chat.postMessage',
    status: 200,
    body: { ok: true, channel: 'C0123456789', ts: '1767268800.000100' },
    source: 'Slack Web API, chat.postMessage',
  },
  {
    method: 'POST',
    path: '/{**}',
    status: 200,
    body: 'ok',
    source: 'Slack, Sending messages using incoming webhooks',
  },
]
