import { type Instant, Problem } from '@pao/core'
import { decodeJwt, errors, type JWTPayload, jwtVerify, type ProtectedHeaderParameters } from 'jose'
import type { Principal } from '../principal.ts'
import { Recent } from '../recent.ts'
import { digest } from '../secret.ts'
import { type Claims, vouchedBy } from './claims.ts'
import type { Issuer } from './issuers.ts'
import type { KeySet, Provider } from './metadata.ts'

export type Bearers = {
  /**
   * Who an access token stands for; undefined = it is none of ours, or not good. Throws `auth.no_access` for a good
   * token to which the operator's rules open nothing.
   */
  holder(token: string): Principal | undefined | Promise<Principal | undefined>
}

/** A checked token is believed this long without checking its signature again; its time is looked at each call. */
const believedMs = 30_000
const mostRemembered = 5_000
const shape = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/

type Known = { principal: Principal; until: Instant }

/** Whether a bearer token may be a signed JWT. */
export function looksSigned(token: string): boolean {
  return shape.test(token)
}

export type BearerDeps = {
  providers: readonly Provider[]
  now(): Instant
  /** What the directory of an issuer makes of claims; undefined = nobody is let in with them. Left out = as they are. */
  admitted?: Admitted
  /** Told of everybody whose token was checked anew. Left out = nobody wants to know. */
  seen?: (principal: Principal) => Promise<void>
}

/** Claims with what a directory adds to them. */
export type Admitted = (issuer: Issuer, claims: Claims) => Promise<Claims | undefined>

/** Access tokens of identity providers (RFC 9068, RFC 8725). */
export function openBearers(deps: BearerDeps): Bearers {
  const recent = new Recent<Known>(believedMs, mostRemembered)
  return {
    holder(token) {
      const provider = deps.providers.find(({ issuer }) => issuer.issuer === namedIssuer(token))
      if (!provider || provider.issuer.audience.length === 0) return undefined
      const fingerprint = digest(token)
      const known = recent.get(fingerprint, deps.now())
      if (known && deps.now() < known.until) return known.principal
      return check(deps, provider, token).then((found) => {
        if (found) recent.set(fingerprint, found, deps.now())
        return found?.principal
      })
    },
  }
}

/** Whom a token names as its issuer: only says whose keys to try; nothing is believed before the signature is checked. */
export function namedIssuer(token: string): unknown {
  if (!shape.test(token)) return undefined
  try {
    return decodeJwt(token).iss
  } catch {
    return undefined
  }
}

/** A person a directory may shut out is asked for as often as a key or a session is. */
const believedWithDirectoryMs = 2_000

async function check(
  { now, admitted, seen }: BearerDeps,
  provider: Provider,
  token: string,
): Promise<Known | undefined> {
  const { issuer } = provider
  const verified = await verify(provider, token, {
    audience: [...issuer.audience],
    currentDate: new Date(now()),
  })
  if (!verified || !isAccessToken(issuer, verified)) return undefined
  const { payload } = verified
  const claims = admitted ? await admitted(issuer, payload) : payload
  if (!claims) throw new Problem('auth.no_access')
  const vouched = vouchedBy(issuer, claims)
  if (vouched === 'unreadable') return undefined
  if (vouched === 'no_access') throw new Problem('auth.no_access')
  const over = ((payload.exp ?? 0) + issuer.clockToleranceSeconds) * 1000
  const until = issuer.directory ? Math.min(over, now() + believedWithDirectoryMs) : over
  const principal: Principal = { ...vouched, via: 'oidc' }
  await seen?.(principal)
  return { principal, until }
}

export type Verified = { payload: JWTPayload; protectedHeader: ProtectedHeaderParameters }

/**
 * A token whose signature, algorithm, issuer, audience and times are right. The keys are the provider's published
 * ones only: what the token's own head offers (`jwk`, `jku`, `x5u`, `x5c`) is never looked at.
 */
export async function verify(
  { issuer, keys, keysAgain }: Provider,
  token: string,
  {
    audience,
    currentDate,
    required = ['exp', 'iat', 'sub'],
  }: { audience: string[]; currentDate: Date; required?: string[] },
): Promise<Verified | undefined> {
  const options = {
    issuer: issuer.issuer,
    audience,
    algorithms: [...issuer.algorithms],
    clockTolerance: issuer.clockToleranceSeconds,
    requiredClaims: required,
    currentDate,
  }
  const tryWith = (set: KeySet) => jwtVerify(token, set, options)
  try {
    const set = await keys()
    if (!set) return undefined
    return await tryWith(set).catch(async (error: unknown) => {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      const newer = await keysAgain()
      if (!newer || newer === set) throw error
      return tryWith(newer)
    })
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined
    throw error
  }
}

/** Claims that only ID tokens have. An ID token tells who signed in, not that its holder may call. */
const ofIdTokens = ['nonce', 'at_hash', 'c_hash', 's_hash']

function isAccessToken(issuer: Issuer, { payload, protectedHeader }: Verified): boolean {
  const typ = (protectedHeader.typ ?? 'jwt').toLowerCase().replace(/^application\//, '')
  if (!issuer.tokenTypes.some((wanted) => wanted === typ)) return false
  if (ofIdTokens.some((claim) => Object.hasOwn(payload, claim))) return false
  // Keycloak tells the kinds apart by a claim of the body.
  const kind = payload['typ']
  if (kind !== undefined && kind !== 'Bearer') return false
  const known = [...issuer.audience, ...issuer.otherAudiences]
  return [payload.aud ?? []].flat().every((audience) => known.includes(audience))
}
