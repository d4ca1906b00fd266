import type { Answer, Http } from '@pao/connectors'
import { TransportFailure } from '@pao/connectors'
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'
import { pino } from 'pino'
import { type Admitted, type Bearers, openBearers } from '../src/identity/oidc/bearer.ts'
import { type Issuer, readIssuers } from '../src/identity/oidc/issuers.ts'
import { openProvider } from '../src/identity/oidc/metadata.ts'

export const issuerUrl = 'https://sso.example.com/realms/acme'
export const noon = Date.UTC(2026, 10, 23, 12)

type SigningKey = Awaited<ReturnType<typeof generateKeyPair>> & { kid: string; jwk: JWK }

/** A pair of keys with its published half. */
export async function signingKey(kid: string, alg = 'ES256'): Promise<SigningKey> {
  const pair = await generateKeyPair(alg, { extractable: true })
  return { ...pair, kid, jwk: { ...(await exportJWK(pair.publicKey)), kid, alg, use: 'sig' } }
}

/** An identity provider in memory: what it publishes, and how often it was asked. */
export type FakeProvider = {
  http: Http
  keys: JWK[]
  metadata: Record<string, unknown>
  away: boolean
  asked: string[]
}

export function fakeProvider(keys: JWK[]): FakeProvider {
  const provider: FakeProvider = {
    keys,
    away: false,
    asked: [],
    metadata: { issuer: issuerUrl, jwks_uri: `${issuerUrl}/keys` },
    http: {
      async send({ url }) {
        provider.asked.push(url)
        if (provider.away) throw new TransportFailure('connection', 'away', { sent: false })
        if (url === `${issuerUrl}/.well-known/openid-configuration`)
          return answer(provider.metadata)
        if (url === `${issuerUrl}/keys`) return answer({ keys: provider.keys })
        return { ...answer({}), status: 404 }
      },
    },
  }
  return provider
}

function answer(body: unknown): Answer {
  const text = JSON.stringify(body)
  return {
    status: 200,
    headers: new Headers(),
    url: '',
    text: () => text,
    json: () => JSON.parse(text) as unknown,
    bytes: () => Buffer.from(text),
  }
}

/** The one issuer of this text, which must be right. */
export function issuerFrom(lines: readonly string[] = []): Issuer {
  const text = [
    'issuers:',
    '  corp:',
    `    issuer: ${issuerUrl}`,
    '    audience: pao',
    ...(lines.length > 0 ? lines : ['access: [{ roles: [developer] }]']).map(
      (line) => `    ${line}`,
    ),
  ].join('\n')
  const read = readIssuers(text, { demo: false })
  if (!read.ok) throw new Error(read.faults.map(({ message }) => message).join('\n'))
  const [issuer] = read.value
  if (!issuer) throw new Error('no issuer')
  return issuer
}

/** Bearers that ask this provider; `clock.now` is the time. */
export function bearersOf(
  provider: FakeProvider,
  clock: { now: number },
  issuer: Issuer = issuerFrom(),
  admitted?: Admitted,
): Bearers {
  const deps = { http: provider.http, now: () => clock.now, log: pino({ level: 'silent' }) }
  const providers = [openProvider(deps, issuer)]
  return openBearers({ providers, now: deps.now, ...(admitted && { admitted }) })
}

/** Claims of a good access token at that moment. */
export function claimsAt(now: number): JWTPayload {
  const seconds = Math.floor(now / 1000)
  return { iss: issuerUrl, aud: 'pao', sub: 'u-1', iat: seconds, exp: seconds + 300 }
}

/** A token signed with the key; `head` and `claims` change the good ones, undefined takes away. */
export function signed(
  { privateKey, kid }: SigningKey,
  claims: JWTPayload,
  head: Record<string, unknown> = {},
): Promise<string> {
  const header = { alg: 'ES256', typ: 'at+jwt', kid, ...head }
  return new SignJWT(claims).setProtectedHeader(header).sign(privateKey)
}
