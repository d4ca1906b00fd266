import type { Recorded } from '../kit/recorded.ts'

const flow = 'Microsoft Learn, webhooks with Workflows for Microsoft Teams: the trigger answers 202'

/** What each channel says of a message it takes. Mail has no answer of its own. */
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
    path: '/workflows/{}/triggers/manual/paths/invoke',
    status: 202,
    source: flow,
  },
  {
    method: 'POST',
    path: '/powerautomate/automations/direct/workflows/{}/triggers/manual/paths/invoke',
    status: 202,
    source: flow,
  },
  {
    method: 'POST',
    path: '/v2/enqueue',
    status: 202,
    body: { status: 'success', message: 'Event processed', dedup_key: 'pao/preview' },
    source: 'PagerDuty Events API v2, send an event',
  },
  {
    method: 'POST',
    path: '/{**}',
    status: 200,
    body: 'ok',
    source: 'Slack, Sending messages using incoming webhooks',
  },
]
