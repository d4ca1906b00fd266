import { type Instant, Problem } from '@pao/core'
import type { EndedThere } from '../provider-session.ts'
import { namedIssuer, type Verified, verify } from './bearer.ts'
import { textOf } from './claims.ts'
import type { Provider } from './metadata.ts'

export type LogoutDeps = { providers: readonly Provider[]; now(): Instant }

const event = 'http://schemas.openid.net/event/backchannel-logout'
/** Kinds a logout token may call itself; the first is the one of the specification, some send a plain one. */
const kinds = ['logout+jwt', 'jwt']
/** Milliseconds a token may be good for at most: so long it is remembered that it was heard. */
const longestMs = 86_400_000

/**
 * What a logout token says has ended (OpenID Connect Back-Channel Logout 1.0, section 2.6). Throws
 * `session.logout_invalid` for one that is not a configured provider's, not for our client, over, or of another kind.
 */
export async function readLogoutToken(
  { providers, now }: LogoutDeps,
  token: string,
): Promise<EndedThere> {
  const named = namedIssuer(token)
  const provider = providers.find(({ issuer }) => issuer.issuer === named && issuer.signIn)
  if (!provider) throw invalid('no provider that people sign in at issued it')
  const verified = await verify(provider, token, {
    audience: [provider.issuer.signIn?.clientId ?? ''],
    currentDate: new Date(now()),
    required: ['exp', 'iat', 'jti', 'events'],
  })
  if (!verified) throw invalid('its signature, issuer, audience or time is not right')
  return toldBy(provider, verified, now())
}

function toldBy(
  { issuer }: Provider,
  { payload, protectedHeader }: Verified,
  now: Instant,
): EndedThere {
  const kind = (protectedHeader.typ ?? 'jwt').toLowerCase().replace(/^application\//, '')
  if (!kinds.includes(kind)) throw invalid('it is a token of another kind')
  // An ID token has one; without this it could be sent as a logout token (section 2.4).
  if (Object.hasOwn(payload, 'nonce')) throw invalid('a logout token has no nonce')
  if (!saysLogout(payload['events'])) throw invalid('its events do not tell of a logout')
  const [sid, sub, jti] = ['sid', 'sub', 'jti'].map((claim) => textOf(payload, claim))
  if (jti === undefined) throw invalid('its jti is no plain text')
  if (sid === undefined && sub === undefined) throw invalid('it has neither sid nor sub')
  const until = ((payload.exp ?? 0) + issuer.clockToleranceSeconds) * 1000
  if (until - now > longestMs) throw invalid('it is good for longer than a day')
  return { issuer: issuer.name, sid, sub, jti, until }
}

function saysLogout(events: unknown): boolean {
  if (typeof events !== 'object' || events === null || !Object.hasOwn(events, event)) return false
  const told: unknown = Reflect.get(events, event)
  return typeof told === 'object' && told !== null
}

function invalid(why: string): Problem {
  return new Problem('session.logout_invalid', { detail: `The logout token is refused: ${why}` })
}
