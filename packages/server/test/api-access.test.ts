import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../src/api/app.ts'
import { as, fakeDeps, requestId, startApi } from './api-world.ts'

const plain = (body: string) => body.replaceAll(/0[12]98[0-9a-f-]+/g, 'ID')

const filled = (url: string) =>
  url
    .replace(':id', requestId)
    .replace(':action', 'ticket')
    .replace(':field', 'size')
    .replace(':category', 'databases')
    .replace(':name', 'environments.json')

describe('who may call what', () => {
  let app: Awaited<ReturnType<typeof startApi>>
  beforeAll(async () => {
    app = await startApi()
  })
  afterAll(() => app.close())

  it('lets every route say who may call it', () => {
    const silent = app.routeTable.filter(({ access }) => access === undefined)

    expect(silent).toEqual([])
    expect(app.routeTable.length).toBeGreaterThan(60)
  })

  it('does not start with a route that does not say it', async () => {
    const open = createApp(fakeDeps())
    open.get('/api/v1/forgotten', async () => 'secrets')

    await expect(open.ready()).rejects.toThrow('GET /api/v1/forgotten')
  })

  it('answers 401 to nobody on everything that is not public', async () => {
    const closed = app.routeTable.filter(
      ({ access, method }) => access !== 'public' && method !== 'HEAD',
    )
    const statuses = await Promise.all(
      closed.map(async ({ method, url }) => {
        const { statusCode } = await app.inject({ method: method as 'GET', url: filled(url) })
        return `${method} ${url} ${statusCode}`
      }),
    )

    expect(statuses.filter((line) => !line.endsWith(' 401'))).toEqual([])
    expect(closed.length).toBeGreaterThan(30)
  })

  it('keeps a developer from every route of other roles', async () => {
    const others = app.routeTable.filter(
      ({ access, method }) => Array.isArray(access) && method !== 'HEAD',
    )
    const statuses = await Promise.all(
      others.map(async ({ method, url }) => {
        const call = { method: method as 'GET', url: filled(url), headers: as('dev') }
        return (await app.inject(call)).statusCode
      }),
    )

    expect(new Set(statuses)).toEqual(new Set([403]))
    expect(others.length).toBeGreaterThanOrEqual(6)
  })

  it.each([
    '//api/v1/api-keys',
    '/api/v1/api-keys/',
    '/API/v1/api-keys',
    '/api/v1/./api-keys',
    '/api/v1/api-keys;a=b',
    '/health/..;/api/v1/api-keys',
    '/api/v1/api%2Dkeys',
    '/api/v1/health/../api-keys',
  ])('gives nobody more through the spelling %s', async (url) => {
    const { statusCode } = await app.inject({ url })

    expect([401, 404]).toContain(statusCode)
  })

  it.each(['x-http-method-override', 'x-original-url', 'x-forwarded-user', 'x-rewrite-url'])(
    'ignores %s',
    async (name) => {
      const headers = {
        ...as('dev'),
        [name]: name.includes('method') ? 'DELETE' : '/api/v1/api-keys',
      }
      const { statusCode, json } = await app.inject({ url: '/api/v1/me', headers })

      expect(statusCode).toBe(200)
      expect(json()).toMatchObject({ id: 'dev' })
    },
  )

  it('answers 405 with the methods there are', async () => {
    const answer = await app.inject({ method: 'PUT', url: '/api/v1/requests', headers: as('dev') })

    expect(answer.statusCode).toBe(405)
    expect(answer.headers['allow']).toBe('GET, HEAD, POST')
    expect(answer.json()).toMatchObject({ code: 'route.method_not_allowed' })
  })

  it('tells unknown requests and those of others apart in nothing', async () => {
    const foreign = await app.inject({
      url: `/api/v1/requests/${requestId}`,
      headers: { ...as('audit'), 'x-request-id': 'same' },
    })
    const unknown = await app.inject({
      url: `/api/v1/requests/${requestId.replace('1', '2')}`,
      headers: { ...as('dev'), 'x-request-id': 'same' },
    })

    expect(foreign.statusCode).toBe(404)
    expect(plain(foreign.body)).toBe(plain(unknown.body))
  })
})

describe('a session', () => {
  let app: Awaited<ReturnType<typeof startApi>>
  beforeAll(async () => {
    app = await startApi()
  })
  afterAll(() => app.close())

  const cancel = (headers: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: `/api/v1/requests/${requestId}/cancel`,
      headers: { cookie: 'pao_session=dev', ...headers },
      payload: {},
    })

  it('changes things with its token from its own origin', async () => {
    const answer = await cancel({ origin: 'http://localhost:8080', 'x-csrf-token': 'csrf-token' })

    expect(answer.statusCode).toBe(202)
  })

  it('counts 127.0.0.1 as the same machine', async () => {
    const answer = await cancel({ origin: 'http://127.0.0.1:8080', 'x-csrf-token': 'csrf-token' })

    expect(answer.statusCode).toBe(202)
  })

  it.each([
    ['no token', { origin: 'http://localhost:8080' }],
    ['a wrong token', { origin: 'http://localhost:8080', 'x-csrf-token': 'guess' }],
    ['no origin', { 'x-csrf-token': 'csrf-token' }],
    ['the origin null', { origin: 'null', 'x-csrf-token': 'csrf-token' }],
    ['a longer host', { origin: 'http://localhost:8080.evil.com', 'x-csrf-token': 'csrf-token' }],
    ['another port', { origin: 'http://localhost:8081', 'x-csrf-token': 'csrf-token' }],
    ['https', { origin: 'https://localhost:8080', 'x-csrf-token': 'csrf-token' }],
  ])('changes nothing with %s', async (_name, headers) => {
    const answer = await cancel(headers)

    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({ code: 'auth.cross_site' })
  })

  it('reads without a token', async () => {
    const answer = await app.inject({ url: '/api/v1/me', headers: { cookie: 'pao_session=dev' } })

    expect(answer.json()).toMatchObject({ id: 'dev', csrf: 'csrf-token' })
  })

  it('never answers with an Access-Control header', async () => {
    const answer = await app.inject({
      url: '/api/v1/me',
      headers: { cookie: 'pao_session=dev', origin: 'https://evil.example' },
    })

    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual(
      [],
    )
  })

  it('is not opened for a page of another site', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { origin: 'https://evil.example' },
      payload: { person: 'dana' },
    })

    expect(answer.statusCode).toBe(403)
  })

  it('is opened for a person of the demo, in a cookie scripts cannot read', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { origin: 'http://localhost:8080' },
      payload: { person: 'dana' },
    })

    expect(answer.statusCode).toBe(201)
    expect(answer.headers['set-cookie']).toMatch(/^pao_session=a-session; .*HttpOnly; SameSite=Lax/)
    expect(answer.json()).toMatchObject({ id: 'dana', csrf: 'csrf-token' })
  })

  it('has a __Host- cookie under https', async () => {
    const deps = fakeDeps()
    const secure = await startApi({
      settings: { ...deps.settings, publicUrl: 'https://pao.example.com' },
    })

    const answer = await secure.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { person: 'dana' },
    })
    await secure.close()

    expect(answer.headers['set-cookie']).toMatch(/^__Host-pao_session=.*Path=\/.*Secure/)
    expect(answer.headers['strict-transport-security']).toContain('max-age=31536000')
  })

  it('is not offered where the demo is off', async () => {
    const deps = fakeDeps()
    const real = await startApi({ settings: { ...deps.settings, demo: false } })

    const signIn = await real.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { person: 'dana' },
    })
    const list = await real.inject({ url: '/api/v1/session/people' })
    await real.close()

    expect([signIn.statusCode, list.statusCode]).toEqual([404, 404])
    expect(signIn.json()).toMatchObject({ code: 'auth.sign_in_off' })
  })
})

describe('a key', () => {
  it.each([
    ['in the query', { url: '/api/v1/me?api_key=dev', headers: {} }],
    ['with another scheme', { url: '/api/v1/me', headers: { authorization: 'Basic dev' } }],
    ['that is empty', { url: '/api/v1/me', headers: { authorization: 'Bearer ' } }],
    [
      'beside a good cookie',
      {
        url: '/api/v1/me',
        headers: { authorization: 'Bearer wrong', cookie: 'pao_session=dev' },
      },
    ],
  ])('is not taken %s', async (_name, call) => {
    const app = await startApi()

    const answer = await app.inject(call)
    await app.close()

    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toContain('Bearer')
  })

  it('that is wrong too often is slowed down, and a good one beside it is not', async () => {
    const app = await startApi()
    const attempt = (token: string) =>
      app.inject({ url: '/api/v1/me', headers: { authorization: `Bearer ${token}` } })

    const statuses: number[] = []
    for (let n = 0; n < 70; n += 1) statuses.push((await attempt(`guess-${n}`)).statusCode)
    const good = await attempt('dev')
    await app.close()

    expect(statuses.filter((status) => status === 401)).toHaveLength(60)
    expect(statuses.at(-1)).toBe(429)
    expect(good.statusCode).toBe(200)
  })
})
