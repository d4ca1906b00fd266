import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { permitted } from '../src/identity/permissions.ts'
import { createApp } from '../src/api/app.ts'
import { allScopes, scopeAreas } from '@pao/core/governance'
import { covers } from '../src/identity/scope.ts'
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
      ({ access, method }) =>
        access !== undefined &&
        access !== 'public' &&
        !permitted({ tenant: 'default', roles: ['developer'] }, access).allowed &&
        method !== 'HEAD',
    )
    const statuses = await Promise.all(
      others.map(async ({ method, url }) => {
        const call = { method: method as 'GET', url: filled(url), headers: as('dev') }
        return (await app.inject(call)).statusCode
      }),
    )

    expect(new Set(statuses)).toEqual(new Set([403]))
    expect(others.length).toBeGreaterThanOrEqual(25)
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

  it('is opened for who comes back from the provider, in a cookie scripts cannot read', async () => {
    const begun = await app.inject({
      url: '/api/v1/session/sign-in?issuer=corp&return_to=/requests',
      headers: { host: 'localhost:8080' },
    })
    const back = await app.inject({
      url: '/api/v1/session/callback?code=good',
      headers: { cookie: 'pao_sign_in=kept' },
    })

    expect(begun.headers.location).toBe('https://sso.example.com/authorize')
    expect(begun.headers['set-cookie']).toMatch(/^pao_sign_in=kept; .*HttpOnly; SameSite=Lax/)
    expect([back.statusCode, back.headers.location]).toEqual([303, '/requests'])
    expect([back.headers['set-cookie']].flat()).toEqual([
      expect.stringMatching(/^pao_sign_in=; .*Expires=Thu, 01 Jan 1970/),
      expect.stringMatching(/^pao_session=a-session; .*HttpOnly; SameSite=Lax/),
    ])
  })

  it.each([
    ['without the cookie of this browser', 'code=good', ''],
    ['with another cookie', 'code=good', 'pao_sign_in=other'],
    ['with another code', 'code=bad', 'pao_sign_in=kept'],
  ])('is not opened %s', async (_name, query, cookie) => {
    const back = await app.inject({
      url: `/api/v1/session/callback?${query}`,
      headers: { cookie },
    })

    expect([back.statusCode, back.headers.location]).toEqual([303, '/?refused=auth.sign_in_failed'])
    expect(String(back.headers['set-cookie'])).not.toContain('pao_session')
  })

  it('begins at the public address, whatever name the browser used, and goes there once', async () => {
    const elsewhere = { host: 'pao.internal:8080' }
    const url = '/api/v1/session/sign-in?issuer=corp'

    const moved = await app.inject({ url, headers: elsewhere })
    const there = await app.inject({ url: `${url}&moved=1`, headers: elsewhere })

    expect(moved.headers.location).toBe(`http://localhost:8080${url}&moved=1`)
    expect(there.headers.location).toBe('https://sso.example.com/authorize')
  })

  it('tells a person in the portal where nobody signs in', async () => {
    const answer = await app.inject({
      url: '/api/v1/session/sign-in?issuer=other&moved=1',
    })

    expect(answer.headers.location).toBe('/?refused=auth.issuer_unknown')
  })

  it('has __Host- cookies under https', async () => {
    const deps = fakeDeps()
    const secure = await startApi({
      settings: { ...deps.settings, publicUrl: 'https://pao.example.com' },
    })

    const answer = await secure.inject({
      url: '/api/v1/session/callback?code=good',
      headers: { cookie: '__Host-pao_sign_in=kept' },
    })
    await secure.close()

    expect([answer.headers['set-cookie']].flat()).toEqual([
      expect.stringMatching(/^__Host-pao_sign_in=;.*Path=\/.*Secure/),
      expect.stringMatching(/^__Host-pao_session=a-session;.*Path=\/.*Secure/),
    ])
    expect(answer.headers['strict-transport-security']).toContain('max-age=31536000')
  })

  it('ends here and tells where it ends at the provider', async () => {
    const headers = {
      cookie: 'pao_session=dev',
      origin: 'http://localhost:8080',
      'x-csrf-token': 'csrf-token',
    }

    const answer = await app.inject({ method: 'DELETE', url: '/api/v1/session', headers })

    expect(answer.json()).toEqual({ next: 'https://sso.example.com/logout' })
    expect(answer.headers['set-cookie']).toMatch(/^pao_session=; .*Expires=Thu, 01 Jan 1970/)
  })

  it('is listed for its holder, and one of others cannot be ended', async () => {
    const headers = { cookie: 'pao_session=dev', origin: 'http://localhost:8080' }

    const list = await app.inject({ url: '/api/v1/sessions', headers })
    const ended = await app.inject({
      method: 'DELETE',
      url: '/api/v1/sessions/0123456789abcdef',
      headers: { ...headers, 'x-csrf-token': 'csrf-token' },
    })

    expect(list.json()).toMatchObject({ items: [{ id: '0123456789abcdef', current: true }] })
    expect([ended.statusCode, ended.json<{ code: string }>().code]).toEqual([
      404,
      'session.not_found',
    ])
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

  it('held to parts of the API is let in to these only, whatever its roles', async () => {
    const app = await startApi()
    const closed = app.routeTable.filter(
      ({ access, method }) => access !== 'public' && method !== 'HEAD',
    )
    const open = await Promise.all(
      closed.map(async ({ method, url, scope }) => {
        const call = { method: method as 'GET', url: filled(url), headers: as('reader') }
        const { statusCode, body } = await app.inject(call)
        return statusCode === 403 && body.includes('held to other parts') ? [] : [scope]
      }),
    )
    await app.close()

    expect(new Set(open.flat())).toEqual(new Set(['requests:read', 'catalog:read']))
  })

  it('can be held to the parts that the API has', async () => {
    const app = await startApi()
    const parts = app.routeTable.flatMap(({ scope, access }) =>
      scope === undefined || access === 'public' ? [] : [scope],
    )
    await app.close()

    expect(parts.filter((scope) => !new Set<string>(allScopes).has(scope))).toEqual([])
    expect(new Set(parts.map((scope) => scope.split(':')[0]))).toEqual(new Set(scopeAreas))
  })

  it.each([
    ['requests:read', 'requests:read', true],
    ['requests:read', 'requests:write', false],
    ['requests:write', 'requests:read', true],
    ['*:read', 'catalog:read', true],
    ['*:read', 'catalog:write', false],
    ['*:write', 'catalog:write', true],
    ['catalog:write', 'requests:read', false],
  ])('with the scope %s for %s: %s', (scope, wanted, verdict) => {
    expect(covers([scope], wanted)).toBe(verdict)
  })
})
