import { createHmac } from 'node:crypto'
import { startFakeRest } from '@pao/fakes'
import { describe, expect, it } from 'vitest'
import { closing, exerciseConnector, noon, testContext } from '../../contract/index.ts'
import type { WebhookConfig } from './config.ts'
import { webhook } from './connector.ts'

const secrets = { HOOK: 'fake-hook-secret' }
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

  it('is waited for no more often than delivery allows, and rests as it says', async () => {
    const rest = closing(await start())
    rest.switches.failures.push({ status: 503, times: 9 })
    const limited = hook(rest.url, { delivery: { max_attempts: 2, retry_delay: 9 } })

    const first = await webhook.execute(testContext({ secrets }), limited)
    const second = await webhook.execute(testContext({ secrets, attempt: 2 }), limited)

    expect([first, second]).toMatchObject([
      { retryable: true, retryAfterMs: 9000 },
      { retryable: false },
    ])
  })
})
