import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type FakeOidc, startFakeOidc } from '@pao/fakes'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../src/api/app.ts'
import { readIssuers } from '../src/identity/oidc/issuers.ts'
import { readLogoutToken } from '../src/identity/oidc/logout.ts'
import { openProvider } from '../src/identity/oidc/metadata.ts'
import { openSignIns, type SignIns } from '../src/identity/oidc/sign-in.ts'
import { openEndings } from '../src/identity/rights.ts'
import { openSessions, type SignedIn } from '../src/identity/session.ts'
import { parseEgress } from '../src/outbound/egress.ts'
import { createHttp, type OpenHttp } from '../src/outbound/http-client.ts'
import { createCipher } from '../src/store/cipher.ts'
import { fakeDeps, startApi } from './api-world.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { fakeProvider, issuerFrom, issuerUrl, signed, signingKey } from './oidc-world.ts'

const event = 'http://schemas.openid.net/event/backchannel-logout'
const log = pino({ level: 'silent' })
const cipher = createCipher(Buffer.alloc(32, 1))
const limits = { idleMs: 3_600_000, longestMs: 3_600_000 }
let clock = Date.now()
let database: TestDatabase
let key: Awaited<ReturnType<typeof signingKey>>
let app: App
let count = 0

const now = () => clock
const sessionsOn = () => openSessions({ db: database.db, now, log, cipher, limits })
type Sessions = ReturnType<typeof sessionsOn>
let sessions: Sessions

beforeAll(async () => {
  database = await openTestDatabase()
  key = await signingKey('k1')
  sessions = sessionsOn()
  const issuer = issuerFrom(['sign_in: { client_id: portal }', 'access: [{ roles: [developer] }]'])
  const providers = [openProvider({ http: fakeProvider([key.jwk]).http, now, log }, issuer)]
  app = await startApi({
    identity: {
      ...fakeDeps().identity,
      sessions,
      readLogoutToken: (token) => readLogoutToken({ providers, now }, token),
    },
  })
})
afterAll(async () => {
  await app.close()
  await database.close()
})

/** Claims of a good logout token; undefined takes one away. */
function claims(more: Record<string, unknown> = {}) {
  count += 1
  const seconds = Math.floor(clock / 1000)
  const good = {
    iss: issuerUrl,
    aud: 'portal',
    iat: seconds,
    exp: seconds + 120,
    jti: `t-${count}`,
    sub: 'u-1',
    sid: 's-1',
    events: { [event]: {} },
  }
  return Object.fromEntries(
    Object.entries({ ...good, ...more }).filter(([, value]) => value !== undefined),
  )
}

const token = (more?: Record<string, unknown>, head: object = {}) =>
  signed(key, claims(more), { typ: 'logout+jwt', ...head })

const tell = (text: string, name = 'logout_token', on = app) =>
  on.inject({
    method: 'POST',
    url: '/api/v1/session/backchannel-logout',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ [name]: text }).toString(),
  })

function person(more: Partial<SignedIn> = {}): SignedIn {
  return {
    tenant: 'acme',
    id: 'corp:u-1',
    email: 'dana@example.com',
    roles: ['developer'],
    teams: [],
    issuer: 'corp',
    providerSub: 'u-1',
    providerSid: 's-1',
    ...more,
  }
}

describe('a provider that says somebody signed out', () => {
  it('ends the session of that sid, here at once, and leaves others of the person', async () => {
    const here = await sessions.start(person())
    const other = await sessions.start(person({ providerSid: 's-2' }))
    const stranger = await sessions.start(person({ id: 'corp:u-2', providerSub: 'u-2' }))
    await sessions.find(here.id)

    const answer = await tell(await token())

    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.body).toBe('')
    expect(await sessions.find(here.id)).toBeUndefined()
    expect(await sessions.find(other.id)).toBeDefined()
    expect(await sessions.find(stranger.id)).toBeDefined()
  })

  it('ends every session of the person where it names no sid, in every tenant', async () => {
    const mine = [
      await sessions.start(person()),
      await sessions.start(person({ tenant: 'others', providerSid: 's-9' })),
    ]

    await tell(await token({ sid: undefined }))

    const found = await Promise.all(mine.map(({ id }) => sessionsOn().find(id)))
    expect(found).toEqual([undefined, undefined])
  })

  it('ends a session by its sid alone, and one whose sign-in named none by its person', async () => {
    const bySid = await sessions.start(person({ providerSid: 's-3', providerSub: 'u-3' }))
    const { providerSid: _none, ...nameless } = person({ providerSub: 'u-4' })
    const bySub = await sessions.start(nameless)

    await tell(await token({ sub: undefined, sid: 's-3' }))
    await tell(await token({ sub: 'u-4', sid: 's-4' }))

    expect(await sessions.find(bySid.id)).toBeUndefined()
    expect(await sessions.find(bySub.id)).toBeUndefined()
  })

  it('has what is open closed, and a note of each session in the audit', async () => {
    const ticks: (() => void)[] = []
    const endings = openEndings({
      db: database.db,
      now: () => Date.now(),
      every: (_ms, run) => {
        ticks.push(run)
        return () => undefined
      },
      onError: (error) => {
        throw error
      },
    })
    const { principal } = await sessions.start(person({ id: 'corp:u-5', providerSub: 'u-5' }))
    let closed = 0
    endings.watch(principal, () => (closed += 1))

    await tell(await token({ sub: 'u-5' }))
    ticks.forEach((tick) => tick())

    await expect.poll(() => closed).toBe(1)
    const rows = await database.db
      .selectFrom('audit_pending')
      .select('action')
      .where('actor', '=', 'corp:u-5')
      .execute()
    expect(rows.map(({ action }) => action)).toEqual(['session.started', 'session.ended'])
  })

  it('is heard once: the same token again ends nothing', async () => {
    const again = await token()
    await tell(again)
    const later = await sessions.start(person())

    const answer = await tell(again)

    expect([answer.statusCode, answer.json().code]).toEqual([400, 'session.logout_invalid'])
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(await sessions.find(later.id)).toBeDefined()
  })

  it('may name nobody who is here', async () => {
    expect((await tell(await token({ sub: 'nobody', sid: 'none' }))).statusCode).toBe(200)
  })
})

describe('a logout token that is not good ends nothing', () => {
  it.each<[string, Record<string, unknown>, object?]>([
    ['of another issuer', { iss: 'https://evil.example.com' }],
    ['for another client', { aud: 'pao' }],
    ['that is over', { iat: 1, exp: 2 }],
    ['without an end', { exp: undefined }],
    ['good for a year', { exp: Math.floor(Date.now() / 1000) + 31_536_000 }],
    ['without iat', { iat: undefined }],
    ['without jti', { jti: undefined }],
    ['with a nonce', { nonce: 'n' }],
    ['without events', { events: undefined }],
    ['of another event', { events: { 'https://example.com/other': {} } }],
    ['whose event is no object', { events: { [event]: true } }],
    ['without sid and sub', { sub: undefined, sid: undefined }],
    ['that is an access token', {}, { typ: 'at+jwt' }],
    ['of another key', {}, { kid: 'k2' }],
  ])('%s', async (_name, more, head) => {
    const { id } = await sessions.start(person())

    const answer = await tell(await token(more, head))

    expect([answer.statusCode, answer.json().code]).toEqual([400, 'session.logout_invalid'])
    expect(await sessions.find(id)).toBeDefined()
  })

  it('unsigned, changed, no token, two tokens, none', async () => {
    const [head, body, signature] = (await token()).split('.')
    const none = Buffer.from('{"alg":"none","typ":"logout+jwt"}').toString('base64url')
    const other = Buffer.from(JSON.stringify(claims({ sub: 'u-9' }))).toString('base64url')
    const bad = [`${none}.${body}.`, `${head}.${other}.${signature}`, 'x', '']

    for (const text of bad) expect((await tell(text)).statusCode).toBe(400)
    expect((await tell(await token(), 'id_token')).statusCode).toBe(400)
    const twice = await app.inject({
      method: 'POST',
      url: '/api/v1/session/backchannel-logout',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `logout_token=${await token()}&logout_token=${await token()}`,
    })
    expect(twice.statusCode).toBe(400)
  })

  it('as JSON, or larger than any', async () => {
    const json = await app.inject({
      method: 'POST',
      url: '/api/v1/session/backchannel-logout',
      payload: { logout_token: await token() },
    })

    expect(json.statusCode).toBe(415)
    expect((await tell('x'.repeat(20_000))).statusCode).toBe(413)
  })
})

const real = () => Date.now()
const secretOf = async () => ''

describe('signing out, with a certified provider', () => {
  const publicUrl = 'http://localhost:8080'
  let oidc: FakeOidc
  let http: OpenHttp
  let door: Server
  let whole: App
  let signIns: SignIns
  const heard: number[] = []

  beforeAll(async () => {
    clock = Date.now()
    const hear = async (text: string, response: ServerResponse) => {
      const { statusCode } = await tell(text, 'logout_token', whole)
      heard.push(statusCode)
      response.writeHead(statusCode).end()
    }
    door = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const text = new URLSearchParams(Buffer.concat(chunks).toString()).get('logout_token') ?? ''
        void hear(text, response)
      })
    })
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
    const { port } = door.address() as AddressInfo
    oidc = await startFakeOidc({
      redirectUris: [`${publicUrl}/api/v1/session/callback`],
      postLogoutRedirectUris: [`${publicUrl}/`],
      backchannelLogoutUri: `http://127.0.0.1:${port}/`,
    })
    const egress = parseEgress([new URL(oidc.url).host])
    const read = readIssuers(
      `issuers:
  demo:
    issuer: ${oidc.url}
    audience: ${oidc.audience}
    sign_in: { client_id: ${oidc.clients.portal} }
    access: [{ roles: [developer] }]
`,
      { demo: true },
    )
    if (!egress.ok || !read.ok) throw new Error('the world is wrong')
    http = createHttp({ egress: egress.value, limits: { timeoutMs: 5_000, maxBytes: 1_000_000 } })
    const providers = read.value.map((one) => openProvider({ http, now: real, log }, one))
    signIns = openSignIns({ providers, http, now: real, log, cipher, publicUrl, secretOf })
    whole = await startApi({
      identity: {
        ...fakeDeps().identity,
        sessions,
        readLogoutToken: (text) => readLogoutToken({ providers, now: real }, text),
      },
    })
  })
  afterAll(async () => {
    await whole.close()
    await http[Symbol.asyncDispose]()
    await oidc[Symbol.asyncDispose]()
    door.closeAllConnections()
    door.close()
  })

  it('there ends the session here, and the browser comes back to us', async () => {
    const browser = openBrowser(publicUrl)
    const begun = await signIns.begin({ issuer: 'demo', returnTo: '/', hint: 'dana' })
    const back = await browser.follow(begun.address)
    const finished = await signIns.finish(back.search.slice(1), begun.kept)
    const { id } = await sessions.start(finished.person)
    await sessions.find(id)
    const out = (await signIns.signOutAddress('demo', finished.person.idToken)) ?? ''

    const page = await browser.get(out)
    const secret = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const home = await browser.follow(`${oidc.url}/session/end/confirm`, {
      xsrf: secret,
      logout: 'yes',
    })

    expect(home.href.split('?')[0]).toBe(`${publicUrl}/`)
    expect(heard).toEqual([200])
    expect(await sessions.find(id)).toBeUndefined()
  })
})

/** As much of a browser as signing in and out needs: cookies, redirects, one form. */
function openBrowser(home: string) {
  const cookies = new Map<string, string>()
  async function ask(place: string, form?: Record<string, string>): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(place, {
      redirect: 'manual',
      headers: { cookie },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return answer
  }
  return {
    get: async (place: string) => (await ask(place)).text(),
    async follow(address: string, form?: Record<string, string>): Promise<URL> {
      let place = address
      for (let step = 0; step < 10; step += 1) {
        if (place.startsWith(home)) return new URL(place)
        const answer = await ask(place, step === 0 ? form : undefined)
        const location = answer.headers.get('location')
        if (location === null) throw new Error(`${answer.status}: ${await answer.text()}`)
        place = new URL(location, place).href
      }
      throw new Error('too many redirects')
    },
  }
}
