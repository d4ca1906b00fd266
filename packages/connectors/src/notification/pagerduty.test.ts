import { startFakeSlack } from '@pao/fakes'
import { describe, expect, it } from 'vitest'
import { closing, exerciseConnector, testContext } from '../../contract/index.ts'
import type { Connection } from '../kit/context.ts'
import type { NotificationConfig } from './config.ts'
import { notification } from './connector.ts'

const stuck: NotificationConfig = { channel: 'pagerduty', message: 'The database is stuck' }
const serviceAt = (url: string, routing_key: string): Connection => ({
  name: 'oncall',
  type: 'pagerduty',
  settings: { url },
  secrets: { routing_key },
})
async function service() {
  const fake = closing(await startFakeSlack({ port: 0 }))
  const { url, routingKey, alerts } = fake.pagerduty
  const connections = [serviceAt(url, routingKey)]
  const say = (config: Partial<NotificationConfig>, idempotencyKey = 'r/a/1') =>
    notification.execute(testContext({ connections, idempotencyKey }), { ...stuck, ...config })
  return { fake, url, alerts, say }
}

describe('by PagerDuty', () => {
  exerciseConnector(notification, {
    config: stuck,
    // One alert for the whole request, so that a later action can resolve it.
    carriesKey: ({ body }, key) => String(body).includes(`pao/${key.split('/')[0] ?? ''}`),
    async remote() {
      const fake = await startFakeSlack({ port: 0 })
      const { url, routingKey, alerts } = fake.pagerduty
      return {
        config: stuck,
        options: { connections: [serviceAt(url, routingKey)] },
        fail(status, retryAfter) {
          const failure = { status, times: 9, ...(retryAfter !== undefined && { retryAfter }) }
          fake.switches.failures = [failure]
        },
        effects: () => alerts().length,
        [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
      }
    },
  })
})

it('opens one alert, and later actions of the request acknowledge and resolve it', async () => {
  const { alerts, say } = await service()

  await say({ subject: 'Stuck', alert: { severity: 'critical' } }, 'r/fail/1')
  const opened = structuredClone(alerts())
  await say({ alert: { action: 'acknowledge' } }, 'r/seen/1')
  await say({ alert: { action: 'resolve' } }, 'r/well/1')

  expect(opened).toMatchObject([{ state: 'triggered', summary: 'Stuck', severity: 'critical' }])
  expect(alerts()).toMatchObject([{ state: 'resolved', dedupKey: 'pao/0199-request' }])
})

it('keeps alerts apart that are named', async () => {
  const { alerts, say } = await service()

  await say({ alert: { dedup_key: 'db/disk' } })
  await say({ alert: { dedup_key: 'db/memory' } })

  expect(alerts().map(({ dedupKey }) => dedupKey)).toEqual(['db/disk', 'db/memory'])
})

it.each([
  ['cuts the connection', { dropAfterEffect: 1 }],
  ['answers 502', { spoilAfterEffect: [{ status: 502, times: 1 }] }],
  ['answers with a page', { garbage: 1 }],
])('opens no second alert when PagerDuty %s after it opened one', async (_how, trouble) => {
  const { fake, alerts, say } = await service()
  Object.assign(fake.switches, trouble)

  const first = await say({})
  const second = await say({})

  expect(first.kind).toBe('failed')
  expect(second).toMatchObject({ kind: 'succeeded', outputs: { message_id: 'pao/0199-request' } })
  expect(alerts()).toHaveLength(1)
})

it('keeps summary and event within what PagerDuty takes', async () => {
  const { alerts, say } = await service()

  const outcome = await say({ message: `two\nlines ${'x'.repeat(1_000_000)}` })

  expect(outcome.kind).toBe('succeeded')
  expect(alerts()[0]?.summary).toHaveLength(1_024)
  expect(alerts()[0]?.summary).toMatch(/^two lines x/)
})

it('says why PagerDuty refuses an event, and never the key', async () => {
  const { url } = await service()
  const context = testContext({ connections: [serviceAt(url, 'canary-routing-key-4711')] })

  const outcome = await notification.execute(context, stuck)

  expect(outcome).toMatchObject({
    kind: 'failed',
    retryable: false,
    code: 'pagerduty.event_invalid',
    message: expect.stringContaining('integration key'),
  })
  expect(JSON.stringify([outcome, context.lines])).not.toContain('canary-routing-key')
})

it('rests a minute where PagerDuty throttles without saying for how long', async () => {
  const { fake, say } = await service()
  fake.switches.failures = [{ status: 429, times: 1 }]

  const outcome = await say({})

  expect(outcome).toMatchObject({ kind: 'failed', retryable: true, retryAfterMs: 60_000 })
})
