import { createHmac } from 'node:crypto'
import { startFakeRest } from '@pao/fakes'
import { describe, expect, it } from 'vitest'
import { closing, exerciseConnector, noon, testContext } from '../../contract/index.ts'
import { TransportFailure } from '../kit/context.ts'
import type { WebhookConfig } from './config.ts'
import { webhook } from './connector.ts'

const secrets = { HOOK: 'fake-hook-secret', NEXT: 'next-hook-secret' }
const hook = (url: string, more: Partial<WebhookConfig> = {}): WebhookConfig => ({
  endpoint: { url: `${url}/hooks/monitoring` },
  body: { template: '{"database":"orders"}' },
  signature: { secret_ref: 'HOOK', standard: true },
  ...more,
})
const start = (more: { hookSecret?: string } = {}) =>
  startFakeRest({ port: 0, now: () => noon, ...more })

exerciseConnector(webhook, {
  config: hook('https://hooks.example.com'),
  async remote() {
    const rest = await start()
    return {
      config: hook(rest.url),
      options: { secrets },
      fail(status, retryAfter) {
        const failure = { status, times: 9, ...(retryAfter !== undefined && { retryAfter }) }
        rest.switches.failures = [failure]
      },
      effects: () => rest.effects().length,
      [Symbol.asyncDispose]: () => rest[Symbol.asyncDispose](),
    }
  },
})

const body = '{"database":"orders"}'
const sent = async (signature: WebhookConfig['signature']) => {
  const reply = {
    status: 200,
    headers: new Headers(),
    url: '',
    text: () => '',
    bytes: () => new Uint8Array(),
    json: () => undefined,
  }
  const context = testContext({ secrets, http: { send: () => Promise.resolve(reply) } })
  await webhook.execute(
    context,
    hook('https://hooks.example.com', { ...(signature && { signature }) }),
  )
  return context.calls[0]?.headers ?? {}
}
const hex = (text: string) => createHmac('sha256', secrets.HOOK).update(text).digest('hex')
const replying = (text: string) => ({
  send: () =>
    Promise.resolve({
      status: 200,
      headers: new Headers(),
      url: '',
      text: () => text,
      bytes: () => Buffer.from(text),
      json: (): unknown => JSON.parse(text),
    }),
})

describe('a signed call', () => {
  it('carries X-Signature-256 over the body', async () => {
    const headers = await sent({ secret_ref: 'HOOK' })

    expect(headers['x-signature-256']).toBe(`sha256=${hex(body)}`)
  })

  it('signs the moment too when asked', async () => {
    const headers = await sent({ secret_ref: 'HOOK', include_timestamp: true })

    const seconds = String(noon / 1000)
    expect(headers['x-timestamp']).toBe(seconds)
    expect(headers['x-signature-256']).toBe(`sha256=${hex(`${seconds}.${body}`)}`)
  })

  it('follows Standard Webhooks, key of whsec_ decoded', async () => {
    const headers = await sent({ secret_ref: 'HOOK', standard: true })

    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    const mac = createHmac('sha256', secrets.HOOK).update(signed).digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${mac}`)
  })

  it.each([
    ['by Standard Webhooks', { standard: true }],
    ['by X-Signature-256', {}],
    ['by X-Signature-256 with its moment', { include_timestamp: true }],
  ])('is taken %s by receivers with the old and with the new secret', async (_how, form) => {
    const signature = { secret_ref: 'NEXT', previous_secret_ref: 'HOOK', ...form }
    const receivers = [
      closing(await start({ hookSecret: secrets.HOOK })),
      closing(await start({ hookSecret: secrets.NEXT })),
    ]

    const outcomes = await Promise.all(
      receivers.map(({ url }) =>
        webhook.execute(testContext({ secrets }), hook(url, { signature })),
      ),
    )

    expect(outcomes.map(({ kind }) => kind)).toEqual(['succeeded', 'succeeded'])
  })

  it('is refused by the receiver when the secret differs', async () => {
    const rest = closing(await start({ hookSecret: 'another' }))

    const outcome = await webhook.execute(testContext({ secrets }), hook(rest.url))

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, status: 401 })
  })
})

describe('the answer', () => {
  const schema = {
    type: 'object',
    required: ['received'],
    properties: { received: { const: true } },
  }
  const config = hook('https://hooks.example.com', { validation: { response_schema: schema } })

  it.each([
    ['{"received":true}', 'succeeded'],
    ['{"received":false}', 'failed'],
    ['no json', 'failed'],
  ])('%s against its schema has %s', async (text, kind) => {
    const outcome = await webhook.execute(testContext({ secrets, http: replying(text) }), config)

    expect(outcome.kind).toBe(kind)
  })
})

const troubled = async (status: number, retryAfter?: number) => {
  const rest = closing(await start())
  const failure = { status, times: 9, ...(retryAfter !== undefined && { retryAfter }) }
  rest.switches.failures.push(failure)
  return (delivery: WebhookConfig['delivery'], attempt = 1) =>
    webhook.execute(
      testContext({ secrets, attempt }),
      hook(rest.url, { ...(delivery && { delivery }) }),
    )
}

describe('delivery over time', () => {
  it('is tried no more often than delivery allows, and rests as it says', async () => {
    const deliver = await troubled(503)
    const delivery = { max_attempts: 2, retry_delay: 9 }

    const outcomes = [await deliver(delivery), await deliver(delivery, 2)]

    expect(outcomes).toMatchObject([{ retryable: true, retryAfterMs: 9000 }, { retryable: false }])
  })

  it('follows its schedule, and ends with it', async () => {
    const deliver = await troubled(503)
    const delivery = { schedule: [5, 300] }

    const outcomes = [
      await deliver(delivery, 1),
      await deliver(delivery, 2),
      await deliver(delivery, 3),
    ]

    expect(outcomes).toMatchObject([
      { retryable: true, retryAfterMs: 5_000 },
      { retryable: true, retryAfterMs: 300_000 },
      { retryable: false },
    ])
  })

  it('follows its schedule also when no answer came', async () => {
    const late = new TransportFailure('timeout', 'late', { sent: true })
    const http = { send: () => Promise.reject(late) }
    const config = hook('https://hooks.example.com', { delivery: { schedule: [60] } })

    const outcome = await webhook.execute(testContext({ secrets, http }), config)

    expect(outcome).toMatchObject({ retryable: true, class: 'timeout', retryAfterMs: 60_000 })
  })

  it('rests longer where the receiver asks for it', async () => {
    const deliver = await troubled(429, 120)

    expect(await deliver({ schedule: [5, 300] })).toMatchObject({ retryAfterMs: 120_000 })
  })

  it('stops for good when the receiver is gone, whatever is to be tried again', async () => {
    const deliver = await troubled(410)

    const outcome = await deliver({ schedule: [5], on_status: [404, 410] })

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code: 'webhook.gone' })
  })

  it('tries further statuses again when told to', async () => {
    const deliver = await troubled(404)

    const outcomes = [await deliver({}), await deliver({ on_status: [404] })]

    expect(outcomes).toMatchObject([{ retryable: false }, { retryable: true }])
  })

  it('is one message to the receiver however often it is tried', async () => {
    const rest = closing(await start())
    rest.switches.spoilAfterEffect = [{ status: 502, times: 1 }]
    const first = testContext({ secrets })
    const second = testContext({ secrets, attempt: 2, now: noon + 5_000 })

    await webhook.execute(first, hook(rest.url))
    await webhook.execute(second, hook(rest.url))

    const ids = [first, second].map((one) => one.calls[0]?.headers?.['webhook-id'])
    expect(ids[0]).toMatch(/^msg_/)
    expect(ids[1]).toBe(ids[0])
    expect(rest.effects()).toHaveLength(1)
  })
})
