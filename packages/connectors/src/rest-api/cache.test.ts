import { describe, expect, it } from 'vitest'
import { noon, testContext } from '../../contract/index.ts'
import type { Answer, HttpCall } from '../kit/context.ts'
import type { RestApiConfig } from './config.ts'
import { restApi } from './connector.ts'

let count = 0
/** An address no other test has asked. */
const freshUrl = () => `https://api.example.com/cached/${(count += 1)}`

type Said = { status?: number; text?: string; headers?: Record<string, string> }

/** A target that answers in this order, the last one again and again, and what it was asked. */
function target(...said: Said[]) {
  const asked: HttpCall[] = []
  const http = {
    async send(call: HttpCall): Promise<Answer> {
      asked.push(call)
      const {
        status = 200,
        text = `{"n":${asked.length}}`,
        headers = {},
      } = said[Math.min(asked.length, said.length) - 1] ?? {}
      const all = { 'content-type': 'application/json', ...headers }
      const bytes = () => Buffer.from(text)
      const json = (): unknown => JSON.parse(text)
      return { status, url: call.url, headers: new Headers(all), text: () => text, bytes, json }
    },
  }
  return { asked, http }
}

type Look = { now?: number; tenant?: string; token?: string }

/** Asks like one action; what it found of the body. */
function looker(config: RestApiConfig, http: ReturnType<typeof target>['http']) {
  return async ({ now = noon, tenant = 'acme', token }: Look = {}) => {
    const context = testContext({ now, http, secrets: { A: 'a', B: 'b' } })
    const asked = { ...context, request: { ...context.request, tenant } }
    const authentication = { type: 'bearer' as const, credentials: { token_ref: token ?? 'A' } }
    const outcome = await restApi.execute(asked, { ...config, authentication })
    return outcome.kind === 'succeeded' ? outcome.outputs['body'] : outcome
  }
}
const cachedFor = (ttl?: number): RestApiConfig => ({
  endpoint: { url: freshUrl() },
  caching: { enabled: true, ...(ttl !== undefined && { ttl }) },
})

describe('how long an answer is remembered', () => {
  it.each([
    ['its ttl', 60, {}, 60],
    ['five minutes without one', undefined, {}, 300],
    ['max-age where there is no ttl', undefined, { 'cache-control': 'private, max-age=90' }, 90],
    ['max-age where it is shorter', 600, { 'cache-control': 'max-age=30' }, 30],
    ['its ttl where max-age is longer', 60, { 'cache-control': 'max-age=9000' }, 60],
    ['max-age less its age', 600, { 'cache-control': 'max-age=100', age: '40' }, 60],
  ])('is %s', async (_what, ttl, headers, seconds) => {
    const { asked, http } = target({ headers })
    const look = looker(cachedFor(ttl), http)

    await look()
    await look({ now: noon + seconds * 1000 - 1 })
    const before = asked.length
    await look({ now: noon + seconds * 1000 })

    expect([before, asked.length]).toEqual([1, 2])
  })

  it.each([{ 'cache-control': 'no-store' }, { 'cache-control': 'no-cache' }, { vary: '*' }])(
    'is not at all with %o',
    async (headers) => {
      const { asked, http } = target({ headers })
      const look = looker(cachedFor(600), http)

      await look()
      await look()

      expect(asked).toHaveLength(2)
    },
  )

  it('is not at all when the answer is very large', async () => {
    const { asked, http } = target({ text: JSON.stringify('x'.repeat(300_000)) })
    const look = looker(cachedFor(600), http)

    await look()
    await look()

    expect(asked).toHaveLength(2)
  })

  it('is not at all when the answer is no good one', async () => {
    const { asked, http } = target({ status: 404 })
    const look = looker(cachedFor(600), http)

    await look()
    await look()

    expect(asked).toHaveLength(2)
  })
})

describe('whose answers are remembered', () => {
  it.each([
    ['another tenant', { tenant: 'globex' }],
    ['other credentials', { token: 'B' }],
  ])('never gives them to %s', async (_who, other) => {
    const { asked, http } = target({})
    const look = looker(cachedFor(600), http)

    const bodies = [await look(), await look(other), await look()]

    expect(asked).toHaveLength(2)
    expect(bodies).toEqual([{ n: 1 }, { n: 2 }, { n: 1 }])
  })
})

describe('asking whether an answer is still good', () => {
  it('sends its ETag, and goes on with what it knows after a 304', async () => {
    const { asked, http } = target({ headers: { etag: '"v1"' } }, { status: 304, text: '' })
    const look = looker(cachedFor(60), http)

    await look()
    const second = await look({ now: noon + 61_000 })
    const third = await look({ now: noon + 62_000 })
    await look({ now: noon + 130_000 })

    expect(asked[2]?.headers?.['if-none-match']).toBe('"v1"')
    expect(asked[0]?.headers).not.toHaveProperty('if-none-match')
    expect(asked[1]?.headers?.['if-none-match']).toBe('"v1"')
    expect([second, third, asked.length]).toEqual([{ n: 1 }, { n: 1 }, 3])
  })

  it('asks every time with no-cache, and takes what is new', async () => {
    const headers = { etag: '"v1"', 'cache-control': 'no-cache' }
    const { asked, http } = target({ headers }, { headers: { ...headers, etag: '"v2"' } })
    const look = looker(cachedFor(60), http)

    const bodies = [await look(), await look()]
    await look()

    expect(bodies).toEqual([{ n: 1 }, { n: 2 }])
    expect(asked.map((call) => call.headers?.['if-none-match'])).toEqual([
      undefined,
      '"v1"',
      '"v2"',
    ])
  })

  it('sends the date where there is no ETag', async () => {
    const modified = 'Thu, 01 Jan 2026 10:00:00 GMT'
    const { asked, http } = target({ headers: { 'last-modified': modified } })
    const look = looker(cachedFor(60), http)

    await look()
    await look({ now: noon + 61_000 })

    expect(asked[1]?.headers?.['if-modified-since']).toBe(modified)
  })
})
