import type { Recorded } from '../kit/recorded.ts'
import type { NotificationConfig } from './config.ts'

/** What each channel says of a message it takes. Mail has no answer of its own. */
const byChannel: Readonly<Record<NotificationConfig['channel'], Recorded>> = {
  email: [],
  slack: [
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
  ],
  teams: [
    {
      method: 'POST',
      path: '/{**}',
      status: 202,
      source:
        'Microsoft Learn, webhooks with Workflows for Microsoft Teams: the trigger answers 202',
    },
  ],
  pagerduty: [
    {
      method: 'POST',
      path: '/v2/enqueue',
      status: 202,
      body: { status: 'success', message: 'Event processed', dedup_key: 'pao/preview' },
      source: 'PagerDuty Events API v2, send an event',
    },
  ],
}

/** The answers of the channel that the config names. */
export function recorded({ channel }: NotificationConfig): Recorded {
  return byChannel[channel]
}
