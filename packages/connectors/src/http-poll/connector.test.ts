import { type FakeRest, startFakeRest } from '@pao/fakes'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  exerciseConnector,
  noon,
  testContext,
  type TestContextOptions,
} from '../../contract/index.ts'
import { type Answer, TransportFailure } from '../kit/context.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import type { HttpPollConfig } from './config.ts'
import { httpPoll } from './connector.ts'

const secrets = { API_TOKEN: 'very-secret-token' }
const authentication = { type: 'bearer' as const, credentials: { token_ref: 'API_TOKEN' } }
const list = (url: string): HttpPollConfig => ({ url: `${url}/v1/databases`, authentication })

exerciseConnector(httpPoll, {
  config: list('https://api.example.com'),
  async target() {
    const rest = await startFakeRest({ port: 0, token: secrets.API_TOKEN })
    return {
      config: list(rest.url),
      options: { secrets },
      fail(status, retryAfter) {
        const failure = { status, times: 9, ...(retryAfter !== undefined && { retryAfter }) }
        rest.switches.failures = [failure]
      },
      [Symbol.asyncDispose]: () => rest[Symbol.asyncDispose](),
    }
  },
})

const url = 'https://api.example.com/x'
const run = (config: Partial<HttpPollConfig>, more: TestContextOptions = {}) =>
  httpPoll.execute(testContext({ secrets, ...more }), { url, ...config })
const memoOf = (outcome: Outcome): Outputs => (outcome.kind === 'waiting' ? outcome.memo : {})

function answering(status: number, text = '', headers: Record<string, string> = {}) {
  const json = (): unknown => JSON.parse(text)
  const answer: Answer = {
    status,
    url,
    headers: new Headers(headers),
    bytes: () => Buffer.from(text),
    text: () => text,
    json,
  }
  return { http: { send: () => Promise.resolve(answer) } }
}
const silent = (...how: ConstructorParameters<typeof TransportFailure>): TestContextOptions => ({
  http: { send: () => Promise.reject(new TransportFailure(...how)) },
})

describe('what an answer means', () => {
  it.each([
    [{}, 204, '', 'succeeded'],
    [{ expected_status: [404] }, 404, '', 'succeeded'],
    [{ expected_status: [200] }, 202, '', 'waiting'],
    [{ until: '$[?@ == "ready"]' }, 200, '{"state":"ready"}', 'succeeded'],
    [{ until: '$[?@ == "ready"]' }, 200, '{"state":"making"}', 'waiting'],
    [{ until: '$.done' }, 200, '{"done":false}', 'waiting'],
    [{ until: '$.done' }, 200, 'no JSON at all', 'waiting'],
    [{ failed_when: '$.error' }, 200, '{"error":"full"}', 'failed'],
    [{ failed_when: '$.error' }, 409, '{"error":"full"}', 'failed'],
    [{}, 404, '', 'waiting'],
    [{}, 423, '', 'waiting'],
    [{}, 401, '', 'failed'],
    [{}, 403, '', 'failed'],
    [{ pending_status: [403] }, 403, '', 'waiting'],
    [{}, 301, '', 'failed'],
    [{}, 501, '', 'failed'],
  ] as const)('with %o an answer of %i %s has %s', async (config, status, text, kind) => {
    const outcome = await run(
      structuredClone(config) as Partial<HttpPollConfig>,
      answering(status, text),
    )

    expect(outcome.kind).toBe(kind)
  })

  it('takes outputs out of the answer that ends the wait, and fails where a needed one is missing', async () => {
    const parsing = { extract: [{ path: '$.endpoint', name: 'endpoint', required: true }] }
    const json = { 'content-type': 'application/json' }

    const good = await run({ parsing }, answering(200, '{"endpoint":"db.example.com"}', json))
    const bad = await run({ parsing }, answering(200, '{}'))

    const outputs = { endpoint: 'db.example.com', status_code: 200, looks: 1 }
    expect(good).toMatchObject({ kind: 'succeeded', outputs })
    expect(bad).toMatchObject({ kind: 'failed', retryable: false, code: 'poll.answer_invalid' })
  })

  it.each(['until', 'failed_when'])('refuses %s that is no path before it asks', async (name) => {
    const context = testContext()

    const outcome = await httpPoll.execute(context, { url, [name]: '$.[' })

    expect(outcome).toMatchObject({ kind: 'failed', code: 'config.path_invalid' })
    expect(context.calls).toEqual([])
  })

  it.each(['http://u:p@x.example/', 'https://x.example/a/../b', 'file:///etc/passwd'])(
    'refuses the address %s',
    async (address) => {
      const outcome = await run({ url: address })

      expect(outcome).toMatchObject({ kind: 'failed', code: 'config.url_invalid' })
    },
  )
})

describe('between two looks', () => {
  it('rests the interval, or longer where Retry-After asks for it', async () => {
    const config = { interval: 5, expected_status: [200] }
    const usual = await run(config, answering(202))
    const asked = await run(config, answering(202, '', { 'retry-after': '60' }))

    expect([usual, asked]).toMatchObject([{ until: noon + 5000 }, { until: noon + 60_000 }])
  })

  it('looks a last time when its time is over, then gives up', async () => {
    const config = { url, timeout: 7, interval: 5 }
    const first = await run(config, answering(404))
    const second = await httpPoll.poll!(
      testContext({ now: noon + 5000, ...answering(404) }),
      config,
      memoOf(first),
    )
    const last = await httpPoll.poll!(
      testContext({ now: noon + 7000, ...answering(404) }),
      config,
      memoOf(second),
    )

    expect([first, second]).toMatchObject([{ until: noon + 5000 }, { until: noon + 7000 }])
    expect(last).toMatchObject({ kind: 'failed', retryable: false, code: 'poll.timeout' })
    expect('message' in last && last.message).toContain('the last answer was 404')
  })

  it('looks at most so often', async () => {
    const config = { url, max_attempts: 2 }
    const first = await run(config, answering(404))

    const last = await httpPoll.poll!(testContext(answering(404)), config, memoOf(first))

    expect([first.kind, last]).toMatchObject(['waiting', { code: 'poll.timeout' }])
  })

  it.each(['timeout', 'connection'] as const)('takes silence (%s) for "not yet"', async (kind) => {
    const outcome = await run({}, silent(kind, 'nothing came', { sent: true }))

    expect(outcome).toMatchObject({ kind: 'waiting', memo: { looks: 1 } })
  })

  it('does not count what an open breaker kept from being asked', async () => {
    const held = { target: 'api.example.com', forMs: 30_000 }

    const outcome = await run({}, silent('breaker_open', 'open', { sent: false, held }))

    expect(outcome).toMatchObject({ kind: 'waiting', until: noon + 30_000, memo: { looks: 0 } })
  })

  it.each(['egress_denied', 'too_large', 'invalid_request'] as const)(
    'ends at once where the door says %s',
    async (kind) => {
      const outcome = await run({}, silent(kind, 'no', { sent: false }))

      expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code: `transport.${kind}` })
    },
  )
})

describe('over real HTTP', () => {
  let rest: FakeRest
  beforeEach(async () => {
    rest = await startFakeRest({ port: 0, operationMs: 60_000 })
  })
  afterEach(() => rest[Symbol.asyncDispose]())

  it('outlasts trouble of every kind and changes nothing', async () => {
    const config: HttpPollConfig = {
      url: `${rest.url}/v1/databases`,
      until: '$.items',
      request_timeout: 0.2,
    }
    const troubles: (() => void)[] = [
      () => (rest.switches.failures = [{ status: 503, times: 1, retryAfter: 3 }]),
      () => (rest.switches.failures = [{ status: 429, times: 1, retryAfter: 3 }]),
      () => (rest.switches.slowMs = 600),
      () => {
        rest.switches.slowMs = 0
        rest.switches.garbage = 1
      },
      () => undefined,
    ]
    const kinds: string[] = []
    let memo: Outputs | undefined
    for (const trouble of troubles) {
      trouble()
      const outcome: Outcome = memo
        ? await httpPoll.poll!(testContext(), config, memo)
        : await httpPoll.execute(testContext(), config)
      kinds.push(outcome.kind)
      memo = memoOf(outcome)
    }

    expect(kinds).toEqual(['waiting', 'waiting', 'waiting', 'waiting', 'succeeded'])
    expect(rest.effects()).toEqual([])
  })

  it('keeps secrets and answers out of what it remembers and logs', async () => {
    const canary = 'canary-1f3a5c7e'
    await fetch(`${rest.url}/v1/databases`, { method: 'POST', body: `{"name":"${canary}"}` })
    const context = testContext({ secrets: { API_TOKEN: canary } })

    const outcome = await httpPoll.execute(context, { ...list(rest.url), until: '$.nothing' })

    expect(outcome.kind).toBe('waiting')
    expect(JSON.stringify([outcome, context.lines])).not.toContain(canary)
  })
})

const begin = (config: HttpPollConfig) => httpPoll.execute(testContext({ secrets }), config)

describe('waiting for a webhook', () => {
  const wait_for = { source: 'generic' as const, connection: 'shop', key: 'order-7' }
  const alone = { wait_for, timeout: 600 }
  const resume = async (config: HttpPollConfig, signal: Outputs, more: TestContextOptions = {}) =>
    httpPoll.resume?.(testContext(more), config, memoOf(await begin(alone)), signal)

  it('asks nothing and waits under its key to the end of its time', async () => {
    const context = testContext()
    const outcome = await httpPoll.execute(context, alone)

    expect(context.calls).toEqual([])
    expect(outcome).toMatchObject({
      kind: 'waiting',
      key: 'generic:shop:order-7',
      until: noon + 600_000,
    })
  })

  it.each<[Partial<HttpPollConfig>, Outputs, string]>([
    [{}, { source: 'generic', data: { state: 'running' } }, 'succeeded'],
    [{ until: '$[?@ == "done"]' }, { source: 'generic', data: { state: 'running' } }, 'waiting'],
    [{ until: '$[?@ == "done"]' }, { source: 'generic', data: { state: 'done' } }, 'succeeded'],
    [{ failed_when: '$.error' }, { source: 'generic', data: { error: 'x' } }, 'failed'],
    [{}, { source: 'jira', status: 'Done' }, 'waiting'],
  ])('%j reads %j as %s', async (more, signal, kind) => {
    const outcome = await resume({ ...alone, ...more }, signal)

    expect(outcome?.kind).toBe(kind)
  })

  it.each([
    ['firing', 'waiting'],
    ['resolved', 'succeeded'],
  ])('takes an alert that is %s as %s', async (status, kind) => {
    const alert = { ...alone, wait_for: { ...wait_for, source: 'monitoring' as const } }

    const outcome = await resume(alert, { source: 'monitoring', status })

    expect(outcome?.kind).toBe(kind)
  })

  it('gives what the delivery told, and what is taken out of it', async () => {
    const parsing = { extract: [{ path: '$.host', name: 'host', required: true }] }
    const outcome = await resume(
      { ...alone, parsing },
      { source: 'generic', data: { host: 'db-1' } },
    )

    expect(outcome).toEqual({
      kind: 'succeeded',
      outputs: { body: { host: 'db-1' }, looks: 1, host: 'db-1' },
    })
  })

  it('with an address only looks there, whatever the delivery says', async () => {
    const looking = { ...alone, url, until: '$[?@ == "ready"]' }

    const outcome = await resume(
      looking,
      { source: 'generic', data: { state: 'ready' } },
      {
        ...answering(200, '{"state":"building"}'),
      },
    )

    expect(outcome).toMatchObject({ kind: 'waiting', key: 'generic:shop:order-7' })
  })

  it('gives up at its end, and refuses to wait for nothing', async () => {
    const late = { now: noon + 600_000 }
    const memo = memoOf(await begin(alone))

    const outcomes = [await httpPoll.poll?.(testContext(late), alone, memo), await begin({})]

    expect(outcomes).toMatchObject([
      { kind: 'failed', code: 'poll.timeout' },
      { kind: 'failed', code: 'config.nothing_to_wait_for' },
    ])
  })
})
