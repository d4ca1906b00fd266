import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createApp } from '../src/api/app.ts'
import type { ApiDeps } from '../src/api/deps.ts'
import { item } from './catalog-documents.ts'
import { as, callers, catalogOf, fakeDeps, forAll } from './api-world.ts'

type Asked = { method?: 'HEAD'; headers?: Record<string, string> }
type Fact = Parameters<ApiDeps['operations']['answered']>[0]

/** A listening app whose keys are known at once, with what the framework saw and what was counted. */
async function listening(over: Partial<ApiDeps> = {}) {
  const framework: string[] = []
  const counted: Omit<Fact, 'seconds'>[] = []
  const gone = new Set<string>()
  const usual = fakeDeps()
  const app = createApp({
    ...usual,
    identity: {
      ...usual.identity,
      authenticate: ({ bearer }) => {
        const principal = bearer === undefined ? undefined : callers[bearer]
        if (bearer === undefined) return { kind: 'nobody' }
        if (principal === undefined || gone.has(bearer)) return { kind: 'invalid' }
        return { kind: 'caller', caller: { principal } }
      },
    },
    operations: {
      ...usual.operations,
      answered: ({ seconds, ...fact }) => {
        expect(seconds).toBeGreaterThanOrEqual(0)
        counted.push(fact)
      },
    },
    ...over,
  })
  const usualWay = app.routing
  app.routing = (request, response) => {
    framework.push(`${request.method} ${request.url}`)
    usualWay(request, response)
  }
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const ask = async (path: string, init: Asked = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      ...init,
      headers: { ...as('dev'), ...init.headers },
    })
    return { status: answer.status, headers: answer.headers, body: await answer.text() }
  }
  return { app, ask, framework, counted, gone }
}

/** All headers but those that differ from one call or connection to the next. */
function lasting(headers: Headers): Record<string, string> {
  const passing = ['date', 'connection', 'keep-alive', 'x-request-id', 'ratelimit']
  return Object.fromEntries([...headers].filter(([name]) => !passing.includes(name)))
}

const limited = (ratePerMinute: number, publicUrl = 'https://pao.example.com') => ({
  settings: { ...fakeDeps().settings, ratePerMinute, publicUrl },
})

describe('a known read', () => {
  let running: Awaited<ReturnType<typeof listening>> | undefined
  const start = async (over?: Partial<ApiDeps>) => (running = await listening(over))
  afterEach(async () => {
    await running?.app.close()
    running = undefined
  })

  it('leaves no refusal of a key unheard where nobody needs one', async () => {
    const unheard: unknown[] = []
    const hear = (reason: unknown) => void unheard.push(reason)
    process.prependListener('unhandledRejection', hear)
    const { ask } = await start({
      identity: { ...fakeDeps().identity, authenticate: async () => ({ kind: 'invalid' }) },
    })

    const { status } = await ask('/health', { headers: { authorization: 'Bearer not-a-key' } })
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', hear)

    expect(status).toBe(200)
    expect(unheard).toEqual([])
  })

  it.each([
    '/catalog?limit=2',
    '/catalog/databases',
    '/catalog/categories',
    '/catalog/tags',
    '/catalog/items/alpha',
    '/catalog/items/alpha/schema',
  ])(
    'of %s differs in nothing from the first answer, and the framework never sees it',
    async (path) => {
      const { ask, framework } = await start(limited(60))

      const first = await ask(path)
      const second = await ask(path)

      expect(framework).toEqual([`GET /api/v1${path}`])
      expect([second.status, second.body]).toEqual([200, first.body])
      expect(lasting(second.headers)).toEqual(lasting(first.headers))
      expect([...second.headers.keys()]).toEqual([...first.headers.keys()])
      expect(first.headers.get('ratelimit')).toMatch(/^"default";r=59;/)
      expect(second.headers.get('ratelimit')).toMatch(/^"default";r=58;/)
      expect(first.headers.get('strict-transport-security')).toMatch(/^max-age=/)
    },
  )

  it.each([
    ['HEAD', 200, { method: 'HEAD' }],
    ['a call that has it', 304, { headers: { 'if-none-match': '*' } }],
  ] as const)('is answered to %s as the framework would', async (_name, status, init: Asked) => {
    const { app, ask, framework } = await start(limited(60))
    const headers = { ...as('dev'), ...init.headers }
    await ask('/catalog')

    const usual = await app.inject({
      url: '/api/v1/catalog',
      method: init.method ?? 'GET',
      headers,
    })
    const known = await ask('/catalog', init)

    expect(framework).toHaveLength(1)
    expect([usual.statusCode, known.status]).toEqual([status, status])
    expect(lasting(known.headers)).toEqual(
      lasting(new Headers(usual.headers as Record<string, string>)),
    )
    expect(known.body).toBe('')
  })

  it('bears the id of its call, given or new', async () => {
    const { ask } = await start()
    const first = await ask('/catalog')

    const given = await ask('/catalog', { headers: { 'x-request-id': 'mine-1' } })
    const unfit = await ask('/catalog', { headers: { 'x-request-id': 'not mine' } })

    expect(given.headers.get('x-request-id')).toBe('mine-1')
    expect(unfit.headers.get('x-request-id')).toMatch(/^id-1-/)
    expect(unfit.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'))
  })

  it('is counted under the same route as the first', async () => {
    const { ask, counted, app } = await start()
    await ask('/catalog/items/alpha')
    await ask('/catalog/items/alpha')
    await ask('/catalog/items/alpha', { method: 'HEAD' })
    await ask('/catalog/items/alpha', { headers: { 'if-none-match': '*' } })

    await app.close()

    const route = '/api/v1/catalog/items/:id'
    expect(counted).toEqual([
      { route, method: 'GET', status: 200 },
      { route, method: 'GET', status: 200 },
      { route, method: 'HEAD', status: 200 },
      { route, method: 'GET', status: 304 },
    ])
  })

  it('is not given to nobody, nor to a key that was revoked', async () => {
    const { ask, gone } = await start()
    await ask('/catalog')
    await ask('/catalog')

    const nobody = await ask('/catalog', { headers: { authorization: 'Basic ZGV2' } })
    const unknown = await ask('/catalog', { headers: { authorization: 'Bearer who' } })
    gone.add('dev')
    const revoked = await ask('/catalog')

    expect([nobody.status, unknown.status, revoked.status]).toEqual([401, 401, 401])
  })

  it('is made anew for readers who see something else', async () => {
    const { ask, framework } = await start()
    await ask('/catalog')

    const operator = await ask('/catalog', { headers: as('oper') })

    expect(operator.body).toContain('gamma')
    expect(framework).toHaveLength(2)
  })

  it('is refused once the caller has no calls left', async () => {
    const { ask, framework } = await start(limited(2))
    await ask('/catalog')
    const second = await ask('/catalog')

    const third = await ask('/catalog')

    expect([second.status, third.status]).toEqual([200, 429])
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(framework).toHaveLength(2)
  })

  it('is made anew when the catalog changed', async () => {
    const before = catalogOf([item('alpha')])
    const after = catalogOf([item('alpha', { name: 'Renamed' })])
    let served = { etag: '"before"', get: before.get }
    const { ask } = await start({
      catalog: forAll({
        ...before,
        get etag() {
          return served.etag
        },
        get: (...asked) => served.get(...asked),
      }),
    })
    await ask('/catalog/items/alpha')

    served = { etag: '"after"', get: after.get }
    const changed = await ask('/catalog/items/alpha')

    expect(changed.body).toContain('Renamed')
  })

  it('asks once who is calling, also when that takes time', async () => {
    let asked = 0
    const usual = fakeDeps().identity
    const { ask, framework } = await start({
      identity: {
        ...usual,
        authenticate: (credentials) => {
          asked += 1
          return usual.authenticate(credentials)
        },
      },
    })
    const first = await ask('/catalog')

    const second = await ask('/catalog')

    expect(asked).toBe(2)
    expect(framework).toHaveLength(2)
    expect(second.body).toBe(first.body)
  })

  it('goes the usual way while the process stops', async () => {
    let draining = false
    const { ask, framework } = await start({
      operations: { ...fakeDeps().operations, draining: () => draining },
    })
    await ask('/catalog')

    draining = true
    const last = await ask('/catalog')

    expect(last.status).toBe(200)
    expect(framework).toHaveLength(2)
  })
})
