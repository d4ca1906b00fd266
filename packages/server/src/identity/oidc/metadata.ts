import type { Http } from '@pao/connectors'
import type { Instant } from '@pao/core'
import { createLocalJWKSet, type JSONWebKeySet, type JWK } from 'jose'
import type { ServerMetadata } from 'openid-client'
import type { Log } from '#telemetry.ts'
import type { Issuer } from './issuers.ts'
import { Refreshed } from './refreshed.ts'

export type ProviderDeps = { http: Http; now(): Instant; log: Log }

/** What a provider says of itself (OpenID Connect Discovery 1.0, RFC 8414); only what is read here is looked at. */
export type Metadata = Readonly<ServerMetadata> & { jwks_uri: string }

export type KeySet = ReturnType<typeof createLocalJWKSet>

/** A provider as it is known here. What it says is asked for when it is needed, and kept. */
export type Provider = {
  issuer: Issuer
  metadata(): Promise<Metadata | undefined>
  keys(): Promise<KeySet | undefined>
  /** Its keys after another look, for a token signed with an unknown one; at most one look in `pauseMs`. */
  keysAgain(): Promise<KeySet | undefined>
}

/** Milliseconds one look may take, and bytes it may bring. */
const lookMs = 5_000
const largestAnswer = 262_144
const mostKeys = 100
/** Keys turn without a word; a day without an answer is when trusting old ones gets dangerous. */
const times = { freshMs: 600_000, longestMs: 86_400_000, pauseMs: 30_000 }

/** Opens a provider; nothing is asked yet. */
export function openProvider(deps: ProviderDeps, issuer: Issuer): Provider {
  const { now } = deps
  const failed = (what: string) => (error: unknown) =>
    deps.log.warn({ issuer: issuer.name, error: String(error) }, `${what} cannot be read`)
  const metadata = new Refreshed({
    now,
    times,
    ask: () => askMetadata(deps, issuer),
    failed: failed('what the identity provider says of itself'),
  })
  const keys = new Refreshed({
    now,
    times,
    async ask() {
      const known = await metadata.get()
      if (!known) throw new Error('its metadata is not known')
      return createLocalJWKSet(await askKeys(deps, known.jwks_uri))
    },
    failed: failed('the keys of the identity provider'),
  })
  return {
    issuer,
    metadata: () => metadata.get(),
    keys: () => keys.get(),
    keysAgain: () => keys.again(),
  }
}

async function askMetadata(deps: ProviderDeps, { issuer }: Issuer): Promise<Metadata> {
  const place = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const said = await askJson(deps, place)
  if (!isMetadata(said)) throw new Error('it does not say where its keys are')
  // Another name would let one provider speak for another (OpenID Connect Discovery 1.0, section 4.3).
  if (said.issuer !== issuer) throw new Error('it names itself otherwise')
  for (const [name, value] of Object.entries(said))
    if (/(_endpoint|_uri)$/.test(name) && !isAsSafe(value, issuer))
      throw new Error(`${name} is no address, or less safe than the issuer's`)
  return said
}

function isMetadata(said: Record<string, unknown>): said is Metadata {
  return typeof said['issuer'] === 'string' && typeof said['jwks_uri'] === 'string'
}

function isAsSafe(address: unknown, issuer: string): boolean {
  if (typeof address !== 'string' || !URL.canParse(address)) return false
  const { protocol } = new URL(address)
  return protocol === 'https:' || (protocol === 'http:' && issuer.startsWith('http:'))
}

async function askKeys(deps: ProviderDeps, place: string): Promise<JSONWebKeySet> {
  const { keys } = await askJson(deps, place)
  if (!Array.isArray(keys) || keys.length > mostKeys) throw new Error('it has no list of keys')
  return { keys: keys.filter(isVerifyingKey) }
}

/** Public keys only: a symmetric one would let everybody sign who can read the list. */
function isVerifyingKey(key: unknown): key is JWK {
  if (typeof key !== 'object' || key === null) return false
  const kind: unknown = Reflect.get(key, 'kty')
  return (kind === 'RSA' || kind === 'EC' || kind === 'OKP') && Reflect.get(key, 'use') !== 'enc'
}

async function askJson({ http }: ProviderDeps, url: string): Promise<Record<string, unknown>> {
  const answer = await http.send({
    method: 'GET',
    url,
    headers: { accept: 'application/json' },
    timeoutMs: lookMs,
    signal: AbortSignal.timeout(lookMs),
  })
  if (answer.status !== 200) throw new Error(`it answers ${answer.status}`)
  if (answer.bytes().length > largestAnswer) throw new Error('its answer is too large')
  const said: unknown = answer.json()
  if (typeof said !== 'object' || said === null || Array.isArray(said))
    throw new Error('its answer is no object')
  return { ...said }
}
