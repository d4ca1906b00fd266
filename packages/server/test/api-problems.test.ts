import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { Problem, type ProblemCode, problems } from '@pao/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseStrictJson } from '../src/api/strict-json.ts'
import { as, type callers, fakeDeps, requestId, requestsFake, startApi } from './api-world.ts'

const order = { item: 'alpha', fields: { name: 'orders' } }

describe('a refusal', () => {
  let thrown: Error
  let app: Awaited<ReturnType<typeof startApi>>
  beforeAll(async () => {
    app = await startApi({
      requests: requestsFake({
        list: async () => {
          throw thrown
        },
      }),
    })
  })
  afterAll(() => app.close())

  it.each(Object.keys(problems) as ProblemCode[])('renders %s as problem+json', async (code) => {
    const fault = { code: 'f.x', at: '/a', message: 'm', hint: 'h' }
    thrown = new Problem(code, { item: 'x' }, [fault])

    const answer = await app.inject({
      url: '/api/v1/requests',
      headers: { ...as('dev'), 'x-request-id': 'call-7' },
    })

    expect(answer.statusCode).toBe(problems[code].status)
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.json()).toEqual({
      type: `urn:pao:problem:${code}`,
      title: problems[code].title,
      status: problems[code].status,
      code,
      instance: '/api/v1/requests',
      correlation_id: 'call-7',
      facts: { item: 'x' },
      errors: [{ code: 'f.x', pointer: '/a', message: 'm', hint: 'h' }],
    })
  })

  it('tells nothing of a bug', async () => {
    thrown = new Error('select * from secrets')

    const answer = await app.inject({ url: '/api/v1/requests', headers: as('dev') })

    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toContain('secrets')
    expect(answer.json()).toMatchObject({ code: 'server.failed' })
  })

  it('says that the database is away, and when to come again', async () => {
    thrown = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })

    const answer = await app.inject({ url: '/api/v1/requests', headers: as('dev') })

    expect(answer.statusCode).toBe(503)
    expect(answer.headers['retry-after']).toBe('5')
    expect(answer.json()).toMatchObject({ code: 'database.unavailable' })
  })
})

describe('a body', () => {
  let app: Awaited<ReturnType<typeof startApi>>
  beforeAll(async () => {
    app = await startApi()
  })
  afterAll(() => app.close())

  const post = (payload: string | Buffer, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: '/api/v1/requests',
      headers: { ...as('dev'), 'content-type': 'application/json', ...headers },
      payload,
    })

  it('is refused with every fault at once, each at its place', async () => {
    const answer = await post(
      JSON.stringify({ item: 7, status: 'completed', tenant: 'other', reason: 1 }),
    )

    expect(answer.statusCode).toBe(400)
    const { code, errors } = answer.json<{
      code: string
      errors: { pointer: string; hint?: string }[]
    }>()
    expect(code).toBe('body.invalid')
    expect(errors.map(({ pointer }) => pointer).toSorted()).toEqual([
      '/fields',
      '/item',
      '/reason',
      '/status',
      '/tenant',
    ])
    expect(errors.find(({ pointer }) => pointer === '/status')?.hint).toContain('Leave it out')
  })

  it('is not coerced: a number is no text', async () => {
    const answer = await post(JSON.stringify({ ...order, reason: 7 }))

    expect(answer.statusCode).toBe(400)
  })

  it.each([33, 8_000, 100_000])('may not be %i levels deep', async (depth) => {
    const answer = await post(`{"item":"alpha","fields":${'['.repeat(depth)}${']'.repeat(depth)}}`)

    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('body.too_deep')
  })

  it.each([
    ['__proto__', '{"item":"alpha","fields":{"__proto__":{"admin":true}}}'],
    ['an escaped __proto__', '{"item":"alpha","fields":{"\\u005f_proto__":1}}'],
    ['constructor.prototype', '{"item":"alpha","fields":{"constructor":{"prototype":{}}}}'],
    ['a doubled key', '{"item":"alpha","item":"beta","fields":{}}'],
    ['1e400', '{"item":"alpha","fields":{"n":1e400}}'],
    ['a number beyond a double', '{"item":"alpha","fields":{"n":12345678901234567890}}'],
    ['-0', '{"item":"alpha","fields":{"n":-0}}'],
    ['NaN', '{"item":"alpha","fields":{"n":NaN}}'],
    ['a byte order mark', '\ufeff{"item":"alpha","fields":{}}'],
    ['half a character', '{"item":"alpha","fields":{"n":"\\ud800"}}'],
    ['half a body', '{"item":"alpha"'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
  ])('is refused with %s', async (_name, text) => {
    const answer = await post(text)

    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'body.invalid' })
  })

  it('is refused when it is not UTF-8', async () => {
    const answer = await post(Buffer.from([0x22, 0xff, 0x22]))

    expect(answer.statusCode).toBe(400)
  })

  it('is refused above one mebibyte', async () => {
    const answer = await post(JSON.stringify({ ...order, reason: 'x'.repeat(1_048_576) }))

    expect(answer.statusCode).toBe(413)
    expect(answer.json()).toMatchObject({ code: 'body.too_large' })
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json garbage',
    'application/jsonx',
    'application/json; charset=utf-16',
    'application/json, text/plain',
  ])('of type %s is refused', async (type) => {
    const answer = await post(JSON.stringify(order), { 'content-type': type })

    expect(answer.statusCode).toBe(415)
    expect(answer.json()).toMatchObject({ code: 'body.unsupported_type' })
  })

  it.each([
    ' application/json',
    'APPLICATION/JSON',
    'application/json\t;a=b',
    'application/json; charset=utf-8',
  ])('of type "%s" is checked like any other', async (type) => {
    const good = await post(JSON.stringify(order), { 'content-type': type })
    const bad = await post(JSON.stringify({ ...order, status: 'x' }), { 'content-type': type })

    expect([good.statusCode, bad.statusCode]).toEqual([202, 400])
  })

  it('that is packed is refused', async () => {
    const answer = await post(JSON.stringify(order), { 'content-encoding': 'gzip' })

    expect(answer.statusCode).toBe(415)
  })
})

describe('a query', () => {
  it.each([
    'filter[__proto__][x]=1',
    'sort=created_at;--',
    'sort=fields.password',
    'limit=201',
    'limit=0',
    'limit=ten',
    'state=completed,gone',
    'from=yesterday',
    'nonsense=1',
    'item=a&item=b',
  ])('%s is refused', async (query) => {
    const app = await startApi()

    const answer = await app.inject({ url: `/api/v1/requests?${query}`, headers: as('dev') })
    await app.close()

    expect(answer.statusCode).toBe(400)
    const { code, errors } = answer.json<{ code: string; errors: { pointer: string }[] }>()
    expect(code).toBe('query.invalid')
    expect(errors[0]?.pointer).toMatch(/^\/query\//)
  })

  it('takes a good one and hands it on converted', async () => {
    const asked: unknown[] = []
    const app = await startApi({
      requests: requestsFake({
        list: async (_principal, ask) => {
          asked.push(ask)
          return { items: [] }
        },
      }),
    })

    const url =
      '/api/v1/requests?state=failed,cancelled&limit=7&from=2026-01-01T00:00:00Z&children=true'
    const answer = await app.inject({ url, headers: as('dev') })
    await app.close()

    expect(answer.json()).toEqual({ items: [], next_cursor: null })
    const from = Date.UTC(2026, 0, 1)
    expect(asked).toEqual([
      { limit: 7, filter: { state: ['failed', 'cancelled'], from, children: true } },
    ])
  })
})

describe('ids of calls', () => {
  it.each([
    ['a plain one comes back', 'abc-123', 'abc-123'],
    ['a long one is replaced', 'x'.repeat(10_240), 'id-1-1'],
    ['one with a line break is replaced', 'a\tb', 'id-1-1'],
    ['none gets one', undefined, 'id-1-1'],
  ])('%s', async (_name, given, wanted) => {
    const app = await startApi()

    const answer = await app.inject({
      url: '/api/v1/version',
      headers: given === undefined ? {} : { 'x-request-id': given },
    })
    await app.close()

    expect(answer.headers['x-request-id']).toBe(wanted)
  })
})

describe('limits of calls', () => {
  it('answers 429 with the time to wait, for that caller only', async () => {
    const deps = fakeDeps()
    let now = 0
    const app = await startApi({
      settings: { ...deps.settings, ratePerMinute: 2 },
      now: () => now,
    })
    const me = (id: keyof typeof callers) => app.inject({ url: '/api/v1/me', headers: as(id) })

    const first = await me('dev')
    await me('dev')
    const third = await me('dev')
    const other = await me('oper')
    const probe = await app.inject({ url: '/health/live' })
    now = 30_000
    const later = await me('dev')
    await app.close()

    expect(first.headers['ratelimit']).toBe('"default";r=1;t=30')
    expect(first.headers['ratelimit-policy']).toBe('"default";q=2;w=60')
    expect(third.statusCode).toBe(429)
    expect(third.headers['retry-after']).toBe('30')
    expect([other.statusCode, probe.statusCode, later.statusCode]).toEqual([200, 200, 200])
  })

  it('does not believe X-Forwarded-For', async () => {
    const deps = fakeDeps()
    const app = await startApi({ settings: { ...deps.settings, ratePerMinute: 1 } })
    const ask = (from: string) =>
      app.inject({ url: '/api/v1/schemas', headers: { 'x-forwarded-for': from } })

    await ask('10.0.0.1')
    const second = await ask('10.0.0.2')
    await app.close()

    expect(second.statusCode).toBe(429)
  })
})

describe('a stopping server', () => {
  it('takes nothing new, still answers reads, and says it is not ready', async () => {
    const { operations } = fakeDeps()
    const app = await startApi({ operations: { ...operations, draining: () => true } })
    const headers = as('dev')

    const placing = { method: 'POST' as const, url: '/api/v1/requests', headers, payload: order }
    const write = await app.inject(placing)
    const read = await app.inject({ url: `/api/v1/requests/${requestId}`, headers })
    const ready = await app.inject({ url: '/health/ready' })
    await app.close()

    expect([write.statusCode, read.statusCode, ready.statusCode]).toEqual([503, 200, 503])
    expect(write.json()).toMatchObject({ code: 'server.draining' })
  })
})

describe('what is not even a call', () => {
  it('gets 431 for endless headers, as a problem', async () => {
    const app = await startApi()
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo

    const answer = await new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(`GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(40_000)}\r\n\r\n`),
      )
      let text = ''
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.on('close', () => resolve(text))
      socket.on('error', () => undefined)
    })
    await app.close()

    expect(answer).toMatch(/^HTTP\/1.1 431 /)
    expect(answer).toContain('application/problem+json')
  })
})

describe('strict JSON', () => {
  it('takes what every parser reads alike', () => {
    const value = { a: [1, -2.5e3, 'x"\\y', null, true, { b: {} }], '': 'empty', ü: '😀' }

    expect(parseStrictJson(Buffer.from(JSON.stringify(value)))).toEqual({ ok: true, value })
  })

  it('places a fault where it is', () => {
    const read = parseStrictJson(Buffer.from('{"a":[{"k/1":{"x":1,"x":2}}]}'))

    expect(read).toMatchObject({
      ok: false,
      faults: [{ code: 'body.key_doubled', at: '/a/0/k~11/x' }],
    })
  })

  it('reads a mebibyte of escaped quotes in less than a second', () => {
    const text = `"${'\\"'.repeat(524_000)}`
    const before = performance.now()

    const read = parseStrictJson(Buffer.from(text))

    expect(read.ok).toBe(false)
    expect(performance.now() - before).toBeLessThan(1_000)
  })
})
