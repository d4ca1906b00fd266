import { type FakeOidc, startFakeOidc } from '@pao/fakes'
import { SecretUnavailable } from '@pao/connectors'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBearers } from '../src/identity/oidc/bearer.ts'
import { readIssuers } from '../src/identity/oidc/issuers.ts'
import { openProvider } from '../src/identity/oidc/metadata.ts'
import { openSignIns, type SignIns } from '../src/identity/oidc/sign-in.ts'
import { roles } from '../src/identity/principal.ts'
import { createHttp, type OpenHttp } from '../src/outbound/http-client.ts'
import { parseEgress } from '../src/outbound/egress.ts'
import { createCipher } from '../src/store/cipher.ts'

const publicUrl = 'http://localhost:8080'
const callback = `${publicUrl}/api/v1/session/callback`
const log = pino({ level: 'silent' })
const secret = 'a-client-secret-of-the-portal'

const now = () => Date.now()
const cipher = createCipher(Buffer.alloc(32, 2))

let oidc: FakeOidc
let http: OpenHttp
beforeAll(async () => {
  oidc = await startFakeOidc({
    redirectUris: [callback],
    postLogoutRedirectUris: [`${publicUrl}/`],
    clientSecret: secret,
  })
  const egress = parseEgress([new URL(oidc.url).host])
  if (!egress.ok) throw new Error('egress')
  http = createHttp({ egress: egress.value, limits: { timeoutMs: 5_000, maxBytes: 1_000_000 } })
})
afterAll(async () => {
  await http[Symbol.asyncDispose]()
  await oidc[Symbol.asyncDispose]()
})

function open(lines: readonly string[] = [], clientSecret: string | Error = secret) {
  const text = [
    'issuers:',
    '  demo:',
    `    issuer: ${oidc.url}`,
    `    audience: ${oidc.audience}`,
    '    sign_in: { client_id: pao-portal, client_secret_ref: PORTAL }',
    '    teams: { claim: groups }',
    ...lines.map((line) => `    ${line}`),
    ...(lines.length > 0
      ? []
      : [
          '    access:',
          ...roles.map((role) => `      - { when: { roles: ${role} }, roles: [${role}] }`),
        ]),
  ].join('\n')
  const read = readIssuers(text, { demo: true })
  if (!read.ok) throw new Error(read.faults.map(({ message }) => message).join())
  const providers = read.value.map((issuer) => openProvider({ http, now, log }, issuer))
  return {
    bearers: openBearers({ providers, now }),
    signIns: openSignIns({
      providers,
      http,
      now,
      log,
      cipher,
      publicUrl,
      async secretOf() {
        if (clientSecret instanceof Error) throw clientSecret
        return clientSecret
      },
    }),
  }
}

/** Follows the provider's redirects as a browser does, cookies included, until it is sent back to us. */
async function walk(address: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let place = address
  for (let step = 0; step < 10; step += 1) {
    if (place.startsWith(publicUrl)) return new URL(place)
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(place, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`${answer.status}: ${await answer.text()}`)
    place = new URL(location, place).href
  }
  throw new Error('too many redirects')
}

const begin = (signIns: SignIns, hint = 'petra', returnTo = '/requests') =>
  signIns.begin({ issuer: 'demo', returnTo, hint })
const queryOf = (url: URL) => url.search.slice(1)

describe('signing in with a browser', () => {
  it('tells who came back, with the roles and teams of their claims', async () => {
    const { signIns } = open()
    const { address, kept } = await begin(signIns)

    const { person, returnTo } = await signIns.finish(queryOf(await walk(address)), kept)

    expect(returnTo).toBe('/requests')
    expect(person).toMatchObject({
      tenant: 'default',
      id: 'demo:petra',
      email: 'petra.platform@example.com',
      name: 'Petra Platform',
      roles: ['developer', 'platform-team'],
      teams: ['data-platform', 'compute-platform', 'storage-platform'],
      issuer: 'demo',
    })
  })

  it('has somebody in the demo for each role', () => {
    const held = new Set(oidc.people.flatMap((person) => person.roles))

    expect([...held].toSorted()).toEqual([...roles].toSorted())
  })

  it('asks with PKCE, state and nonce, and shows neither verifier nor way back', async () => {
    const { address, kept } = await begin(open().signIns)
    const asked = new URL(address).searchParams

    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('code_challenge')).toMatch(/^[\w-]{43}$/)
    expect(asked.get('state')).toMatch(/^[\w-]{43}$/)
    expect(asked.get('nonce')).toMatch(/^[\w-]{43}$/)
    expect(asked.get('redirect_uri')).toBe(callback)
    expect(Buffer.from(kept, 'base64url').toString('latin1')).not.toContain('requests')
  })

  it('takes no ID token as an access token', async () => {
    const { signIns, bearers } = open()
    const { address, kept } = await begin(signIns)
    const { person } = await signIns.finish(queryOf(await walk(address)), kept)

    expect(person.idToken).toBeDefined()
    expect(await bearers.holder(person.idToken ?? '')).toBeUndefined()
  })

  it('knows where to end the session at the provider', async () => {
    const { signIns } = open()
    const { address, kept } = await begin(signIns)
    const { person } = await signIns.finish(queryOf(await walk(address)), kept)

    const out = new URL((await signIns.signOutAddress('demo', person.idToken)) ?? '')

    expect(out.origin).toBe(oidc.url)
    expect(out.searchParams.get('post_logout_redirect_uri')).toBe(`${publicUrl}/`)
    expect(out.searchParams.get('id_token_hint')).toBe(person.idToken)
    expect(await signIns.signOutAddress('gone', undefined)).toBeUndefined()
  })
})

describe('A65: a sign-in that is tampered with is refused', () => {
  const failed = { code: 'auth.sign_in_failed' }

  it.each([
    ['another state', (url: URL) => url.searchParams.set('state', 'x')],
    ['no state', (url: URL) => url.searchParams.delete('state')],
    ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example.com')],
    ['no issuer', (url: URL) => url.searchParams.delete('iss')],
    ['no code', (url: URL) => url.searchParams.delete('code')],
    ['another code', (url: URL) => url.searchParams.set('code', 'x')],
    ['two codes', (url: URL) => url.searchParams.append('code', 'y')],
    ['an error', (url: URL) => url.searchParams.set('error', 'access_denied')],
  ])('%s', async (_name, change) => {
    const { signIns } = open()
    const { address, kept } = await begin(signIns)
    const back = await walk(address)
    change(back)

    await expect(signIns.finish(queryOf(back), kept)).rejects.toMatchObject(failed)
  })

  it.each(['nonce', 'verifier'])('another %s than the one that was sent', async (name) => {
    const { signIns } = open()
    const { address, kept } = await begin(signIns)
    const query = queryOf(await walk(address))
    const underWay = JSON.parse(cipher.open(Buffer.from(kept, 'base64url'), 'sign-in'))
    const changed = JSON.stringify({ ...underWay, [name]: 'x'.repeat(43) })

    const finished = signIns.finish(query, cipher.seal(changed, 'sign-in').toString('base64url'))

    await expect(finished).rejects.toMatchObject(failed)
  })

  it('a code used again', async () => {
    const { signIns } = open()
    const { address, kept } = await begin(signIns)
    const query = queryOf(await walk(address))
    await signIns.finish(query, kept)

    await expect(signIns.finish(query, kept)).rejects.toMatchObject(failed)
  })

  it('another browser’s answer, no cookie, a changed one, one of another key', async () => {
    const { signIns } = open()
    const mine = await begin(signIns)
    const theirs = await begin(signIns, 'ada')
    const query = queryOf(await walk(theirs.address))
    const sealed = createCipher(Buffer.alloc(32, 3)).seal('{}', 'sign-in').toString('base64url')

    for (const kept of [mine.kept, undefined, '', `${theirs.kept.slice(0, -4)}AAAA`, sealed])
      await expect(signIns.finish(query, kept)).rejects.toMatchObject(failed)
  })

  it.each(['//evil.example.com', '/\\evil.example.com', 'https://evil.example.com', '/\t/x', 'x'])(
    'a way back that leads elsewhere: %j',
    async (returnTo) => {
      const { signIns } = open()
      const { address, kept } = await begin(signIns, 'dana', returnTo)

      const finished = await signIns.finish(queryOf(await walk(address)), kept)

      expect(finished.returnTo).toBe('/')
    },
  )

  it('a client that does not know its secret', async () => {
    const { signIns } = open([], 'a-wrong-secret')
    const { address, kept } = await begin(signIns)

    await expect(signIns.finish(queryOf(await walk(address)), kept)).rejects.toMatchObject(failed)
  })

  it('somebody to whom no rule opens anything', async () => {
    const { signIns } = open(['access: [{ when: { roles: admin }, roles: [admin] }]'])
    const { address, kept } = await begin(signIns, 'dana')

    const finished = signIns.finish(queryOf(await walk(address)), kept)

    await expect(finished).rejects.toMatchObject({ code: 'auth.no_access' })
  })

  it('nobody while the client’s secret cannot be looked up; signing out goes on', async () => {
    const { signIns } = open([], new SecretUnavailable('Vault is sealed', { retryable: true }))
    const { address, kept } = await begin(open().signIns)

    const finished = signIns.finish(queryOf(await walk(address)), kept)

    await expect(finished).rejects.toMatchObject({ code: 'auth.provider_away' })
    expect(await signIns.signOutAddress('demo', undefined)).toContain(oidc.url)
  })

  it('an issuer nobody has set up', async () => {
    const begun = open().signIns.begin({ issuer: 'other', returnTo: '/' })

    await expect(begun).rejects.toMatchObject({ code: 'auth.issuer_unknown' })
  })
})
