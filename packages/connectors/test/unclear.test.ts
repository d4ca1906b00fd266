import { isAmbiguous } from '@pao/core/engine'
import { describe, expect, it } from 'vitest'
import { testContext, type TestContextOptions } from '../contract/index.ts'
import { notification } from '../src/notification/connector.ts'
import { type Answer, TransportFailure } from '../src/kit/context.ts'
import type { Outcome } from '../src/kit/outcome.ts'
import { restApi } from '../src/rest-api/connector.ts'
import { webhook } from '../src/webhook/connector.ts'

const url = 'https://api.example.com/things'

function answer(status: number, body = '', type = 'application/json'): Answer {
  return {
    status,
    headers: new Headers({ 'content-type': type }),
    url,
    text: () => body,
    bytes: () => Buffer.from(body),
    json: () => JSON.parse(body) as unknown,
  }
}

type Http = NonNullable<TestContextOptions['http']>
const answers = (one: Answer): Http => ({ send: () => Promise.resolve(one) })
const breaks = (...how: ConstructorParameters<typeof TransportFailure>): Http => ({
  send: () => Promise.reject(new TransportFailure(...how)),
})

const slack = (secrets: Readonly<Record<string, string>>) => [
  { name: 'chat', type: 'slack', settings: { channel: 'C1' }, secrets },
]
const message = { channel: 'slack', message: 'ready' } as const
const teams = [{ name: 't', type: 'teams', settings: {}, secrets: { webhook_url: url } }]
const pagerduty = [{ name: 'p', type: 'pagerduty', settings: {}, secrets: { routing_key: 'k' } }]
const extract = { parsing: { extract: [{ path: '$.id', name: 'id', required: true }] } }

const callers: Readonly<Record<string, (http: Http) => Promise<Outcome>>> = {
  'rest-api': (http) =>
    restApi.execute(testContext({ http }), { endpoint: { url, method: 'POST' }, ...extract }),
  webhook: (http) =>
    webhook.execute(testContext({ http }), {
      endpoint: { url },
      validation: { response_schema: { type: 'object', required: ['id'] } },
    }),
  'slack by webhook': (http) =>
    notification.execute(testContext({ http, connections: slack({ webhook_url: url }) }), message),
  'slack by token': (http) =>
    notification.execute(testContext({ http, connections: slack({ token: 'xoxb' }) }), message),
  teams: (http) =>
    notification.execute(testContext({ http, connections: teams }), {
      ...message,
      channel: 'teams',
    }),
  pagerduty: (http) =>
    notification.execute(testContext({ http, connections: pagerduty }), {
      ...message,
      channel: 'pagerduty',
    }),
}

const everywhere: readonly (readonly [string, Http, boolean])[] = [
  ['was refused before it left', breaks('connection', 'refused', { sent: false }), false],
  ['may not go there', breaks('egress_denied', 'denied', { sent: false }), false],
  ['lost its connection', breaks('connection', 'reset', { sent: true }), true],
  ['got no answer in time', breaks('timeout', 'late', { sent: true }), true],
  ['got more than it takes', breaks('too_large', 'large', { sent: true }), true],
  ['was called off under way', breaks('aborted', 'off', { sent: true }), true],
  ...[400, 401, 404, 409, 429].map(
    (status) => [`got ${status}`, answers(answer(status)), false] as const,
  ),
  ...[302, 500, 502, 503, 504].map(
    (status) => [`got ${status}`, answers(answer(status)), true] as const,
  ),
]

describe.each(Object.entries(callers))('%s', (_name, call) => {
  it.each(everywhere)(
    'that %s says whether its effect may exist',
    async (_how, http, ambiguous) => {
      const outcome = await call(http)

      expect(outcome.kind).toBe('failed')
      expect(outcome.kind === 'failed' && isAmbiguous(outcome)).toBe(ambiguous)
    },
  )
})

it.each([
  ['rest-api', answer(200, 'garbage'), true],
  ['rest-api', answer(201, '{"name":"no id"}'), true],
  ['webhook', answer(200, '{}'), true],
  ['slack by token', answer(200, '<html>'), true],
  ['teams', answer(200, '<html>'), true],
  ['pagerduty', answer(200, '<html>'), true],
  ['slack by token', answer(200, '{"ok":false,"error":"internal_error"}'), true],
  ['slack by token', answer(200, '{"ok":false,"error":"channel_not_found"}'), false],
  ['slack by token', answer(200, '{"ok":false,"error":"ratelimited"}'), false],
])('takes a good status of %s for what its body says', async (caller, one, ambiguous) => {
  const outcome = await callers[caller]?.(answers(one))

  expect(outcome?.kind).toBe('failed')
  expect(outcome?.kind === 'failed' && isAmbiguous(outcome)).toBe(ambiguous)
})

it.each([
  ['answers 500', answers(answer(500))],
  ['does not answer', breaks('timeout', 'late', { sent: true })],
])('knows that nothing was made when the token endpoint %s', async (_how, http) => {
  const credentials = {
    client_id: 'a',
    client_secret_ref: 'S',
    token_url: 'https://id.example.com',
  }

  const outcome = await restApi.execute(testContext({ http, secrets: { S: 'very-secret' } }), {
    endpoint: { url, method: 'POST' },
    authentication: { type: 'oauth2', credentials },
  })

  expect(outcome).toMatchObject({ kind: 'failed', retryable: true, made: 'no' })
})
