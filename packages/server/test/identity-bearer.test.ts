import { createHmac } from 'node:crypto'
import { exportSPKI } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  bearersOf,
  claimsAt,
  fakeProvider,
  issuerFrom,
  issuerUrl,
  noon,
  signed,
  signingKey,
} from './oidc-world.ts'

type Key = Awaited<ReturnType<typeof signingKey>>

let first: Key
let second: Key
let rsa: Key
beforeAll(async () => {
  first = await signingKey('k1')
  second = await signingKey('k2')
  rsa = await signingKey('r1', 'RS256')
})

const good = () => claimsAt(noon)
const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(good()).filter(([name]) => !names.includes(name)))

async function holderOf(token: string, lines?: readonly string[], at = noon) {
  return bearersOf(fakeProvider([first.jwk, rsa.jwk]), { now: at }, issuerFrom(lines)).holder(token)
}

const plain = (claims: object) => signed(first, { ...good(), ...claims }, { typ: 'JWT' })

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('an access token', () => {
  it('lets its holder in by issuer and subject, never by e-mail', async () => {
    const claims = { ...good(), email: 'ada.admin@example.com', name: 'Una' }

    const holder = await holderOf(await signed(first, claims))

    expect(holder).toEqual({
      tenant: 'default',
      id: 'corp:u-1',
      email: expect.stringMatching(/^[0-9a-f]{16}@corp[.]pao[.]invalid$/),
      name: 'Una',
      roles: ['developer'],
      teams: [],
      via: 'oidc',
    })
  })

  it('has its e-mail where the provider has checked it', async () => {
    const claims = { ...good(), email: 'una@example.com', email_verified: true }

    expect(await holderOf(await signed(first, claims))).toMatchObject({ email: 'una@example.com' })
  })

  it('gives roles and teams by the rules of the operator only', async () => {
    const claims = {
      ...good(),
      roles: ['admin'],
      realm_access: { roles: ['pao-ops'] },
      groups: ['/team-payments', '/team-', '/other', 'team-\u0000'],
    }
    const lines = [
      'teams: { claim: groups, prefix: /team- }',
      'access:',
      '  - { roles: [developer] }',
      '  - { when: { realm_access.roles: pao-ops }, roles: [operator], teams: [operations] }',
      '  - { when: { groups: /admins }, roles: [admin] }',
    ]

    expect(await holderOf(await signed(first, claims), lines)).toMatchObject({
      roles: ['developer', 'operator'],
      teams: ['operations', 'payments'],
    })
  })

  it('goes to the tenant its claims say, and to none where none fits', async () => {
    const lines = [
      'access: [{ roles: [developer] }]',
      'tenants: [{ when: { org: [a, b] }, tenant: acme }]',
    ]

    const inside = await holderOf(await signed(first, { ...good(), org: 'b' }), lines)
    const outside = holderOf(await signed(first, { ...good(), org: 'c' }), lines)

    expect(inside).toMatchObject({ tenant: 'acme' })
    await expect(outside).rejects.toMatchObject({ code: 'auth.no_access' })
  })

  it('is told that nothing is open where no rule gives a role', async () => {
    const lines = ['access: [{ when: { groups: staff }, roles: [developer] }]']

    const refused = holderOf(await signed(first, { ...good(), groups: ['guests'] }), lines)

    await expect(refused).rejects.toMatchObject({ code: 'auth.no_access' })
  })

  it.each([
    ['algorithms: [RS256]', 'RS256 only'],
    ['algorithms: [EdDSA]', 'another algorithm'],
  ])('is refused when its algorithm is not listed: %s', async (line) => {
    const lines = ['access: [{ roles: [developer] }]', line]

    expect(await holderOf(await signed(first, good()), lines)).toBeUndefined()
  })
})

describe('A61: a token whose algorithm is confused', () => {
  it.each(['none', 'nOnE', 'NONE', ''])('is refused: alg %j', async (alg) => {
    const head = base64({ alg, typ: 'at+jwt', kid: 'k1' })

    expect(await holderOf(`${head}.${base64(good())}.`)).toBeUndefined()
    expect(await holderOf(`${head}.${base64(good())}.AA`)).toBeUndefined()
  })

  it('is refused: HS256 with the public key as PEM, as JWK, and with nothing', async () => {
    const secrets = [await exportSPKI(rsa.publicKey), JSON.stringify(rsa.jwk), '']
    const lines = ['access: [{ roles: [developer] }]']
    const body = `${base64({ alg: 'HS256', typ: 'at+jwt', kid: 'r1' })}.${base64(good())}`

    for (const secret of secrets) {
      const mac = createHmac('sha256', secret).update(body).digest('base64url')
      expect(await holderOf(`${body}.${mac}`, lines)).toBeUndefined()
    }
  })

  it('is refused: a symmetric key among the published ones', async () => {
    const secret = 'a-secret-of-thirty-two-bytes-here'
    const key = {
      kty: 'oct',
      k: Buffer.from(secret).toString('base64url'),
      kid: 'h1',
      alg: 'HS256',
    }
    const body = `${base64({ alg: 'HS256', typ: 'at+jwt', kid: 'h1' })}.${base64(good())}`
    const mac = createHmac('sha256', secret).update(body).digest('base64url')
    const bearers = bearersOf(fakeProvider([key]), { now: noon })

    expect(await bearers.holder(`${body}.${mac}`)).toBeUndefined()
  })

  it('cannot be switched on: a symmetric algorithm is no setting', () => {
    expect(() => issuerFrom(['access: [{ roles: [developer] }]', 'algorithms: [HS256]'])).toThrow(
      /algorithms/,
    )
  })
})

describe('A62: a token that brings its own key', () => {
  it.each([
    ['jwk', async () => ({ jwk: second.jwk })],
    ['jku', async () => ({ jku: 'https://canary.example.com/keys' })],
    ['x5u', async () => ({ x5u: 'https://canary.example.com/chain' })],
    ['x5c', async () => ({ x5c: ['MIIB'] })],
    ['kid as a path', async () => ({ kid: '../../keys' })],
    ['kid as SQL', async () => ({ kid: "' or 1=1 --" })],
    ['kid of nobody', async () => ({ kid: 'k9' })],
    ['no kid', async () => ({ kid: undefined })],
  ])('is refused and nothing is fetched: %s', async (_name, head) => {
    const provider = fakeProvider([first.jwk])
    const token = await signed(second, good(), await head())

    expect(await bearersOf(provider, { now: noon }).holder(token)).toBeUndefined()
    expect(provider.asked.every((url) => url.startsWith(issuerUrl))).toBe(true)
  })

  it('is refused when it demands an extension nobody knows', async () => {
    const head = base64({ alg: 'ES256', typ: 'at+jwt', kid: 'k1', crit: ['exp2'], exp2: 1 })
    const [, body, signature] = (await signed(first, good())).split('.')

    expect(await holderOf(`${head}.${body}.${signature}`)).toBeUndefined()
  })

  it('is refused when its body is changed or cut', async () => {
    const [head, , signature] = (await signed(first, good())).split('.')

    expect(await holderOf(`${head}.${base64({ ...good(), sub: 'root' })}.${signature}`)).toBe(
      undefined,
    )
    expect(await holderOf(`${head}.${signature}`)).toBeUndefined()
  })
})

describe('A63: a token with wrong claims', () => {
  const seconds = noon / 1000
  it.each([
    ['no exp', () => without('exp')],
    ['no iat', () => without('iat')],
    ['no sub', () => without('sub')],
    ['expired', () => ({ ...good(), exp: seconds - 31 })],
    ['exp as a text', () => ({ ...good(), exp: String(seconds + 300) as never })],
    ['not yet valid', () => ({ ...good(), nbf: seconds + 31 })],
    ['another audience', () => ({ ...good(), aud: 'other' })],
    ['ours among others', () => ({ ...good(), aud: ['pao', 'other'] })],
    ['no audience', () => without('aud')],
    ['another issuer', () => ({ ...good(), iss: `${issuerUrl}/` })],
    ['issuer as a list', () => ({ ...good(), iss: [issuerUrl] as never })],
    ['no issuer', () => without('iss')],
    ['a nonce, as ID tokens have', () => ({ ...good(), nonce: 'n' })],
    ['a subject with control characters', () => ({ ...good(), sub: 'a\nb' })],
    ['an endless subject', () => ({ ...good(), sub: 'a'.repeat(300) })],
  ])('is refused: %s', async (_name, claims) => {
    expect(await holderOf(await signed(first, claims()))).toBeUndefined()
  })

  it.each(['JWT', 'jwt', undefined, 'id+jwt', 'dpop+jwt', 'logout+jwt'])(
    'is refused when its type is %s, not an access token’s',
    async (typ) => {
      expect(await holderOf(await signed(first, good(), { typ }))).toBeUndefined()
    },
  )

  it('may be a plain JWT where the operator says so, but no ID or refresh token', async () => {
    const lines = ['access: [{ roles: [developer] }]', 'token_types: [jwt]']

    expect(await holderOf(await plain({}), lines)).toBeDefined()
    expect(await holderOf(await plain({ typ: 'Bearer' }), lines)).toBeDefined()
    expect(await holderOf(await plain({ typ: 'ID' }), lines)).toBeUndefined()
    expect(await holderOf(await plain({ typ: 'Refresh' }), lines)).toBeUndefined()
    expect(await holderOf(await plain({ at_hash: 'x' }), lines)).toBeUndefined()
  })

  it('may name other audiences that the operator lists', async () => {
    const lines = ['access: [{ roles: [developer] }]', 'other_audiences: account']
    const both = await signed(first, { ...good(), aud: ['pao', 'account'] })
    const other = await signed(first, { ...good(), aud: ['account'] })

    expect(await holderOf(both, lines)).toBeDefined()
    expect(await holderOf(other, lines)).toBeUndefined()
  })

  it('is believed within the clocks’ difference, and not a second longer when remembered', async () => {
    const clock = { now: noon }
    const bearers = bearersOf(fakeProvider([first.jwk]), clock)
    const token = await signed(first, { ...good(), exp: seconds + 1, nbf: seconds + 30 })

    const now = await bearers.holder(token)
    clock.now = noon + 30_999
    const late = await bearers.holder(token)
    clock.now = noon + 31_000
    const over = await bearers.holder(token)

    expect([now, late, over].map((holder) => holder !== undefined)).toEqual([true, true, false])
  })
})

describe('A64: the keys of a provider', () => {
  it('are fetched once for a thousand tokens of unknown keys, then once a pause', async () => {
    const provider = fakeProvider([first.jwk])
    const clock = { now: noon }
    const bearers = bearersOf(provider, clock)
    await bearers.holder(await signed(first, good()))
    const fetches = () => provider.asked.filter((url) => url.endsWith('/keys')).length
    const foreign = await Promise.all(
      Array.from({ length: 1_000 }, (_, n) => signed(second, good(), { kid: `x${n}` })),
    )

    await Promise.all(foreign.map(async (token) => bearers.holder(token)))
    const atOnce = fetches()
    clock.now += 30_000
    for (const token of foreign.slice(0, 50)) await bearers.holder(token)

    expect([atOnce, fetches()]).toEqual([1, 2])
  })

  it('turn: a token of a new key is known after one look, one of the old key no more', async () => {
    const provider = fakeProvider([first.jwk])
    const clock = { now: noon }
    const bearers = bearersOf(provider, clock)
    const old = await signed(first, { ...good(), jti: 'old' })
    await bearers.holder(await signed(first, good()))

    provider.keys = [second.jwk]
    clock.now += 31_000
    const fresh = await bearers.holder(await signed(second, claimsAt(clock.now)))

    expect(fresh).toBeDefined()
    expect(await bearers.holder(old)).toBeUndefined()
  })

  it('go on working while the provider is away, for a day and no longer', async () => {
    const provider = fakeProvider([first.jwk])
    const clock = { now: noon }
    const bearers = bearersOf(provider, clock)
    await bearers.holder(await signed(first, good()))

    provider.away = true
    const tries: boolean[] = []
    for (const hours of [1, 12, 23, 25]) {
      clock.now = noon + hours * 3_600_000
      tries.push((await bearers.holder(await signed(first, claimsAt(clock.now)))) !== undefined)
    }

    expect(tries).toEqual([true, true, true, false])
  })

  it('that never came let nobody in, and are no fault of ours', async () => {
    const provider = fakeProvider([first.jwk])
    provider.away = true

    expect(await bearersOf(provider, { now: noon }).holder(await signed(first, good()))).toBe(
      undefined,
    )
  })

  it.each([
    ['names itself otherwise', { issuer: 'https://evil.example.com' }],
    ['has its keys behind plain http', { jwks_uri: 'http://sso.example.com/keys' }],
    ['has an address that is none', { token_endpoint: 'javascript:alert(1)' }],
    ['says not where its keys are', { jwks_uri: undefined }],
  ])('are not taken from a provider that %s', async (_name, said) => {
    const provider = fakeProvider([first.jwk])
    provider.metadata = { ...provider.metadata, ...said }

    expect(await bearersOf(provider, { now: noon }).holder(await signed(first, good()))).toBe(
      undefined,
    )
    expect(provider.asked).toHaveLength(1)
  })

  it('are not taken when there are too many', async () => {
    const provider = fakeProvider(Array.from({ length: 101 }, () => first.jwk))

    expect(await bearersOf(provider, { now: noon }).holder(await signed(first, good()))).toBe(
      undefined,
    )
  })
})
