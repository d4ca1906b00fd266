import { type FakeRest, startFakeRest } from '@pao/fakes'
import { Check } from 'typebox/value'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  exerciseConnector,
  noon,
  testContext,
  type TestContextOptions,
} from '../../contract/index.ts'
import { type Answer, TransportFailure } from '../kit/context.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import { RestApiConfig } from './config.ts'
import { restApi } from './connector.ts'

const secrets = { API_TOKEN: 'very-secret-token' }
const bearer = { type: 'bearer' as const, credentials: { token_ref: 'API_TOKEN' } }
const create = (url: string): RestApiConfig => ({
  endpoint: { url: `${url}/v1/databases`, method: 'POST' },
  authentication: bearer,
  body: { type: 'json', content_template: '{"name":"orders","size":3}' },
  parsing: { extract: [{ path: '$.id', name: 'database_id', required: true }] },
})

exerciseConnector(restApi, {
  config: create('https://api.example.com'),
  async remote() {
    const rest = await startFakeRest({ port: 0, token: secrets.API_TOKEN })
    return {
      config: create(rest.url),
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

let rest: FakeRest
beforeEach(async () => {
  rest = await startFakeRest({ port: 0, operationMs: 60_000 })
})
afterEach(() => rest[Symbol.asyncDispose]())

const run = (config: RestApiConfig, more: TestContextOptions = {}) =>
  restApi.execute(testContext({ secrets, ...more }), config)

/** An answer as if the target gave it. */
function answering(status: number, text: string, headers: Record<string, string> = {}) {
  const answer = { status, url: '', headers: new Headers(headers), text: () => text }
  const json = (): unknown => JSON.parse(text)
  const bytes = () => Buffer.from(text)
  return { send: () => Promise.resolve({ ...answer, bytes, json } satisfies Answer) }
}
const get = (more: Partial<RestApiConfig> = {}): RestApiConfig => ({
  endpoint: { url: 'https://api.example.com/x' },
  ...more,
})

const cluster = (): RestApiConfig => ({
  endpoint: { url: `${rest.url}/v1/clusters`, method: 'POST' },
  body: { content_template: '{}' },
  async: { until: '$[?@.done == true]', interval: 5 },
})
const memoOf = (outcome: Outcome): Outputs => (outcome.kind === 'waiting' ? outcome.memo : {})
const taking = (required: boolean) => ({
  parsing: { extract: [{ path: '$.nope', name: 'nope', required }] },
})

describe('what comes of an answer', () => {
  it('takes values out of JSON and keeps status and body', async () => {
    const outcome = await run(create(rest.url))

    expect(outcome).toMatchObject({
      kind: 'succeeded',
      outputs: {
        status_code: 201,
        database_id: expect.stringMatching(/^database-/),
        body: { name: 'orders' },
      },
    })
  })

  it('takes values out of XML and refuses one with a document type', async () => {
    const parsing = {
      type: 'xml' as const,
      extract: [{ path: '/vm/@id', name: 'id', required: true }],
    }
    const good = await run(get({ parsing }), { http: answering(200, '<vm id="7"/>') })
    const bomb = await run(get({ parsing }), {
      http: answering(200, '<!DOCTYPE a [<!ENTITY b "c">]><vm id="&b;"/>'),
    })

    expect(good).toMatchObject({ kind: 'succeeded', outputs: { id: '7' } })
    expect(bomb).toMatchObject({ kind: 'failed', code: 'rest.answer_invalid' })
  })

  it('fails for good when a required value is missing, and shrugs at an optional one', async () => {
    const http = answering(200, '{}')

    const [needed, optional] = [
      await run(get(taking(true)), { http }),
      await run(get(taking(false)), { http }),
    ]

    expect([needed.kind, optional.kind]).toEqual(['failed', 'succeeded'])
  })

  it.each([
    [{ expected_status: [409] }, 409, 'succeeded', undefined],
    [{ expected_status: [201] }, 200, 'failed', false],
    [{ error_on_non_2xx: false }, 404, 'succeeded', undefined],
    [{ error_on_non_2xx: false }, 500, 'failed', true],
  ])('with %o an answer of %i has %s', async (response, status, kind, retryable) => {
    const outcome = await run(get({ response }), { http: answering(status, '') })

    expect([outcome.kind, 'retryable' in outcome ? outcome.retryable : undefined]).toEqual([
      kind,
      retryable,
    ])
  })

  it.each([
    [{}, true],
    [{ on_timeout: true }, true],
    [{ on_timeout: false }, false],
    [{ max_attempts: 1 }, false],
  ])('with retry %o a timeout is tried again: %s', async (retry, retryable) => {
    const late = new TransportFailure('timeout', 'late', { sent: true })
    const http = { send: () => Promise.reject(late) }

    const outcome = await run(get({ retry }), { http })

    expect(outcome).toMatchObject({ kind: 'failed', class: 'timeout', retryable })
  })

  it('tries a further status again until its tries are spent', async () => {
    const config = get({ retry: { on_status: [409], max_attempts: 2 } })
    const outcomes = await Promise.all(
      [1, 2].map((attempt) => run(config, { attempt, http: answering(409, '') })),
    )

    expect(outcomes).toMatchObject([{ retryable: true }, { retryable: false }])
  })
})

describe('work that goes on after the answer', () => {
  it.each(['/v1/operations/{id}', '/v1/operations/..'])(
    'never climbs out of the status address %s',
    async (status_url) => {
      const config = get({ async: { status_url } })

      const outcome = await run(config, { http: answering(202, '{"id":".."}') })

      expect(outcome).toMatchObject({ kind: 'failed', code: 'config.url_invalid' })
    },
  )

  it('polls the Location until the condition holds, without sending the body again', async () => {
    const until = '$[?@ == "running"]'
    const started = await run(cluster())
    const waiting = await restApi.poll!(testContext(), cluster(), memoOf(started))
    const done = await restApi.poll!(
      testContext(),
      { ...cluster(), async: { until } },
      memoOf(started),
    )

    expect(started).toMatchObject({ kind: 'waiting', until: noon + 5000 })
    expect([waiting.kind, done.kind]).toEqual(['waiting', 'succeeded'])
    expect(rest.effects()).toHaveLength(1)
  })

  it('gives up when its time is over, and fails when the status page says so', async () => {
    const started = await run(cluster())
    const late = await restApi.poll!(
      testContext({ now: noon + 3_700_000 }),
      cluster(),
      memoOf(started),
    )
    const failed = await restApi.poll!(
      testContext(),
      { ...cluster(), async: { failed_when: '$[?@ == "running"]' } },
      memoOf(started),
    )

    expect([late, failed]).toMatchObject([
      { code: 'rest.async_timeout' },
      { code: 'rest.async_failed' },
    ])
  })

  it('waits as long as Retry-After asks, at the start and between two looks', async () => {
    const location = { location: '/x/status', 'retry-after': '40' }
    const config = get({ async: { interval: 5, until: '$[?@ == "done"]' } })

    const started = await run(config, { http: answering(202, '', location) })
    const http = answering(200, '{"state":"running"}', { 'retry-after': '90' })
    const looked = await restApi.poll!(testContext({ http }), config, memoOf(started))

    expect([started, looked]).toMatchObject([{ until: noon + 40_000 }, { until: noon + 90_000 }])
  })

  it('looks for the last time when its time is over, whatever Retry-After asks', async () => {
    const location = { location: '/x/status', 'retry-after': '3000' }

    const started = await run(get({ async: { timeout: 60 } }), {
      http: answering(202, '', location),
    })

    expect(started).toMatchObject({ until: noon + 60_000 })
  })

  it('does not carry its credentials to another host that an answer names', async () => {
    const http = answering(202, '', { location: 'https://evil.example.net/x' })

    const outcome = await run(get({ async: {}, authentication: bearer }), { http })

    expect(outcome).toMatchObject({ kind: 'failed', code: 'rest.status_elsewhere' })
  })
})

describe('how a call is made', () => {
  it('gets an OAuth 2 token once and uses it for the next call', async () => {
    const guarded = await startFakeRest({ port: 0, token: 'only-by-oauth' })
    const credentials = {
      client_id: 'pao',
      client_secret_ref: 'API_TOKEN',
      token_url: `${guarded.url}/oauth/token`,
    }
    const config: RestApiConfig = {
      endpoint: { url: `${guarded.url}/v1/databases` },
      authentication: { type: 'oauth2', credentials },
    }

    const first = testContext({ secrets })
    const second = testContext({ secrets })
    const outcomes = [await restApi.execute(first, config), await restApi.execute(second, config)]
    await guarded[Symbol.asyncDispose]()

    expect(outcomes.map(({ kind }) => kind)).toEqual(['succeeded', 'succeeded'])
    expect([first.calls.length, second.calls.length]).toEqual([2, 1])
  })

  it.each([
    [
      'basic',
      { username: 'u', password_ref: 'API_TOKEN' },
      'authorization',
      `Basic ${btoa('u:very-secret-token')}`,
    ],
    [
      'api-key',
      { api_key_ref: 'API_TOKEN', api_key_header: 'X-Key' },
      'x-key',
      'very-secret-token',
    ],
  ] as const)('shows who we are by %s', async (type, credentials, header, value) => {
    const context = testContext({ secrets, http: answering(200, '{}') })

    await restApi.execute(context, get({ authentication: { type, credentials } }))

    expect(context.calls[0]?.headers?.[header]).toBe(value)
  })

  it('carries an API key in the address, and tells nobody', async () => {
    const context = testContext({ secrets, http: answering(200, '{}') })
    const credentials = { api_key_ref: 'API_TOKEN', api_key_query: 'key' }
    const config = get({ authentication: { type: 'api-key', credentials } })

    const outcome = await restApi.execute(context, config)

    expect(context.calls[0]?.url).toBe('https://api.example.com/x?key=very-secret-token')
    expect(JSON.stringify([outcome, context.lines])).not.toContain('very-secret-token')
  })

  it('keeps an API key out of the address it waits on', async () => {
    const credentials = { api_key_ref: 'API_TOKEN', api_key_query: 'key' }
    const authentication = { type: 'api-key' as const, credentials }
    const config = get({ async: { status_url: '/state' }, authentication })

    const started = await run(config, { http: answering(202, '{}') })
    const looking = testContext({ secrets, http: answering(200, '{}') })
    await restApi.poll!(looking, config, memoOf(started))

    expect(JSON.stringify(started)).not.toContain('very-secret-token')
    expect(looking.calls[0]?.url).toBe('https://api.example.com/state?key=very-secret-token')
  })

  it('hands the client certificate of mtls to the door', async () => {
    const context = testContext({
      secrets: { CERT: 'pem-c', KEY: 'pem-k' },
      http: answering(200, '{}'),
    })
    const credentials = { certificate_ref: 'CERT', key_ref: 'KEY' }

    await restApi.execute(context, get({ authentication: { type: 'mtls', credentials } }))

    expect(context.calls[0]?.tls).toEqual({ certificate: 'pem-c', key: 'pem-k' })
  })

  it.each([
    ['form', 'a=1&b=x%26y', 'application/x-www-form-urlencoded', 'a=1&b=x%26y'],
    ['xml', '<a/>', 'application/xml; charset=utf-8', '<a/>'],
    [
      'multipart',
      'a=1',
      expect.stringMatching(/^multipart\/form-data; boundary=/),
      expect.stringContaining('name="a"'),
    ],
  ] as const)(
    'sends a body of type %s as what it is',
    async (type, content_template, contentType, body) => {
      const context = testContext({ http: answering(200, '{}') })

      await restApi.execute(context, {
        endpoint: { url: 'https://api.example.com/x', method: 'POST' },
        body: { type, content_template },
      })

      expect(context.calls[0]).toMatchObject({ body, headers: { 'content-type': contentType } })
    },
  )

  it('refuses files that would go nowhere', async () => {
    const files = [{ name: 'f', filename: 'f', content: 'x' }]

    const outcome = await run(get({ body: { content_template: '{}', files } }))

    expect(outcome).toMatchObject({ kind: 'failed', code: 'config.body_invalid' })
  })

  it.each([
    'ftp://a.example/x',
    'https://u:p@a.example/x',
    'https://a.example/../admin',
    'https://a.example/%2e%2e/admin',
    String.raw`https:\\evil`,
    'https://a.example/ x',
    '//evil/x',
  ])('refuses the address %s', async (url) => {
    const context = testContext()

    const outcome = await restApi.execute(context, { endpoint: { url } })

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code: 'config.url_invalid' })
    expect(context.calls).toEqual([])
  })

  it.each([
    'Host',
    'content-length',
    'Transfer-Encoding',
    'CONNECTION',
    'Proxy-Authorization',
    'Cookie',
    'X-Bad\r\nX',
  ])('refuses the header %s when the document is read', (name) => {
    const fine = Check(RestApiConfig, get({ headers: { 'X-Team': 'a' } }))
    const refused = Check(RestApiConfig, get({ headers: { [name]: 'a' } }))

    expect([fine, refused]).toEqual([true, false])
  })
})

it('finds the effect of a call whose answer was lost by its key', async () => {
  rest.switches.dropAfterEffect = 1
  const config = { ...create(rest.url) }

  const lost = await run(config)
  const again = await run(config, { attempt: 2 })

  expect(lost).toMatchObject({ kind: 'failed', retryable: true, class: 'connection' })
  expect(again.kind).toBe('succeeded')
  expect(rest.effects()).toHaveLength(1)
})
