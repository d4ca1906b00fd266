import type { Http } from '@pao/connectors'
import { SecretUnavailable, TransportFailure } from '@pao/connectors'
import { type Instant, Problem } from '@pao/core'
import * as client from 'openid-client'
import type { Cipher } from '#store/cipher.ts'
import type { Log } from '#telemetry.ts'
import { newSecret } from '../secret.ts'
import type { SignedIn } from '../session.ts'
import { type Admitted, verify } from './bearer.ts'
import { type Claims, textOf as claimTextOf, vouchedBy } from './claims.ts'
import type { Metadata, Provider } from './metadata.ts'

export type SignInDeps = {
  providers: readonly Provider[]
  http: Http
  now(): Instant
  log: Log
  cipher: Pick<Cipher, 'seal' | 'open'>
  /** Origin of the portal, without a slash at the end. */
  publicUrl: string
  /** A client's secret by its name. */
  secretOf(name: string): Promise<string>
  /** What the directory of an issuer makes of claims. Left out = as they are. */
  admitted?: Admitted
}

/** What a browser is sent away with; `kept` goes into a cookie and comes back with it. */
export type Begun = { address: string; kept: string; expiresAt: Instant }

export type SignIns = {
  /** Where the browser goes to sign in. Throws `auth.issuer_unknown`, `auth.provider_away`. */
  begin(wish: { issuer: string; returnTo: string; hint?: string }): Promise<Begun>
  /** Who came back, and where to. Throws `auth.sign_in_failed`, `auth.no_access`, `auth.provider_away`. */
  finish(query: string, kept: string | undefined): Promise<{ person: SignedIn; returnTo: string }>
  /** Where the provider ends its own session; undefined = it has no such place. */
  signOutAddress(issuer: string, idToken: string | undefined): Promise<string | undefined>
}

/** What is known of a sign-in under way; sealed, so that the browser can neither read nor change it. */
type UnderWay = {
  issuer: string
  state: string
  nonce: string
  verifier: string
  returnTo: string
  until: Instant
}

const callbackPath = '/api/v1/session/callback'
const longestMs = 10 * 60_000
const about = 'sign-in'

/**
 * Signing in with a browser: authorization code with PKCE, state, nonce and the check of the issuer (RFC 6749, 7636,
 * 9207, 9700; OpenID Connect Core). Nothing is stored until somebody has come back.
 */
export function openSignIns(deps: SignInDeps): SignIns {
  return {
    begin: (wish) => begin(deps, wish),
    finish: (query, kept) => finish(deps, query, kept),
    async signOutAddress(issuer, idToken) {
      const provider = deps.providers.find((one) => one.issuer.name === issuer)
      const metadata = await provider?.metadata()
      if (!provider?.issuer.signIn || metadata?.['end_session_endpoint'] === undefined)
        return undefined
      const config = await configOf(deps, provider)
      return client.buildEndSessionUrl(config, {
        post_logout_redirect_uri: `${deps.publicUrl}/`,
        ...(idToken !== undefined && { id_token_hint: idToken }),
      }).href
    },
  }
}

async function begin(
  deps: SignInDeps,
  wish: { issuer: string; returnTo: string; hint?: string },
): Promise<Begun> {
  const provider = providerOf(deps, wish.issuer)
  const config = await configOf(deps, provider)
  const expiresAt = deps.now() + longestMs
  const underWay: UnderWay = {
    issuer: wish.issuer,
    state: newSecret(),
    nonce: newSecret(),
    verifier: client.randomPKCECodeVerifier(),
    returnTo: ownPath(wish.returnTo, deps.publicUrl),
    until: expiresAt,
  }
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: `${deps.publicUrl}${callbackPath}`,
    scope: [...new Set(['openid', ...(provider.issuer.signIn?.scopes ?? [])])].join(' '),
    state: underWay.state,
    nonce: underWay.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(underWay.verifier),
    code_challenge_method: 'S256',
    ...(wish.hint !== undefined && { login_hint: wish.hint, prompt: 'login' }),
  })
  const kept = deps.cipher.seal(JSON.stringify(underWay), about).toString('base64url')
  return { address: address.href, kept, expiresAt }
}

async function finish(
  deps: SignInDeps,
  query: string,
  kept: string | undefined,
): Promise<{ person: SignedIn; returnTo: string }> {
  const underWay = openKept(deps, kept)
  if (!underWay) throw failed('There is no sign-in under way in this browser; begin again')
  const provider = providerOf(deps, underWay.issuer)
  const idToken = await redeem(deps, { provider, underWay, query })
  const verified = await verify(provider, idToken, {
    audience: [provider.issuer.signIn?.clientId ?? ''],
    currentDate: new Date(deps.now()),
  })
  if (!verified) throw failed('The identity provider’s answer cannot be trusted')
  const { payload } = verified
  const claims = deps.admitted ? await deps.admitted(provider.issuer, payload) : payload
  if (!claims) throw new Problem('auth.no_access')
  const vouched = vouchedBy(provider.issuer, claims)
  if (vouched === 'no_access') throw new Problem('auth.no_access')
  if (vouched === 'unreadable') throw failed('The identity provider does not say who you are')
  return {
    person: { ...vouched, issuer: underWay.issuer, idToken, ...atProvider(payload) },
    returnTo: underWay.returnTo,
  }
}

/** By what names the provider will tell that its session has ended. */
function atProvider(payload: Claims): Pick<SignedIn, 'providerSid' | 'providerSub'> {
  const [providerSid, providerSub] = ['sid', 'sub'].map((claim) => claimTextOf(payload, claim))
  return {
    ...(providerSid !== undefined && { providerSid }),
    ...(providerSub !== undefined && { providerSub }),
  }
}

type Coming = { provider: Provider; underWay: UnderWay; query: string }

/** The ID token for the code. State, issuer, nonce and the token's claims are checked by the library. */
async function redeem(deps: SignInDeps, { provider, underWay, query }: Coming): Promise<string> {
  const { secretRef } = provider.issuer.signIn ?? {}
  try {
    const secret = secretRef === undefined ? undefined : await deps.secretOf(secretRef)
    const tokens = await client.authorizationCodeGrant(
      await configOf(deps, provider, secret),
      new URL(`${deps.publicUrl}${callbackPath}?${query}`),
      {
        pkceCodeVerifier: underWay.verifier,
        expectedState: underWay.state,
        expectedNonce: underWay.nonce,
        idTokenExpected: true,
      },
    )
    return tokens.id_token ?? ''
  } catch (error) {
    if (error instanceof Problem) throw error
    const { name } = provider.issuer
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    deps.log.warn({ issuer: name, code, error: String(error) }, 'a sign-in failed')
    const isAway = [error, causeOf(error)].some(
      (one) => one instanceof TransportFailure || one instanceof SecretUnavailable,
    )
    if (isAway) throw new Problem('auth.provider_away')
    throw failed('The identity provider did not let you in, or its answer does not fit')
  }
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined
}

function failed(detail: string): Problem {
  return new Problem('auth.sign_in_failed', { detail })
}

function providerOf({ providers }: SignInDeps, name: string): Provider {
  const found = providers.find(({ issuer }) => issuer.name === name && issuer.signIn)
  if (!found) throw new Problem('auth.issuer_unknown', { issuer: name })
  return found
}

/** The client as the library knows it. The secret is needed only where a code is redeemed. */
async function configOf(
  deps: SignInDeps,
  provider: Provider,
  secret?: string,
): Promise<client.Configuration> {
  const { signIn, clockToleranceSeconds } = provider.issuer
  const metadata = await provider.metadata()
  if (!metadata || !signIn) throw new Problem('auth.provider_away')
  const config = new client.Configuration(
    metadata,
    signIn.clientId,
    { [client.clockTolerance]: clockToleranceSeconds },
    authenticationOf(metadata, secret),
  )
  config[client.customFetch] = fetchBy(deps.http)
  // Only the demo's issuer may be one of http; what is read from it is as safe as it is.
  if (metadata.issuer.startsWith('http:')) client.allowInsecureRequests(config)
  return config
}

function authenticationOf(metadata: Metadata, secret: string | undefined): client.ClientAuth {
  if (secret === undefined) return client.None()
  const { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] } = metadata
  return Array.isArray(methods) && methods.includes('client_secret_basic')
    ? client.ClientSecretBasic(secret)
    : client.ClientSecretPost(secret)
}

/** The one door out as the library wants it. */
function fetchBy(http: Http): client.CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const answer = await http.send({
      method,
      url,
      headers,
      ...(body !== null && body !== undefined && { body: textOf(body) }),
      timeoutMs: 10_000,
      signal: signal ?? AbortSignal.timeout(10_000),
    })
    const content = answer.status === 204 || answer.status === 304 ? null : answer.text()
    return new Response(content, { status: answer.status, headers: answer.headers })
  }
}

function textOf(body: NonNullable<client.FetchBody>): string {
  if (typeof body === 'string') return body
  if (body instanceof URLSearchParams) return body.toString()
  throw new TypeError('A body of this kind is not sent to an identity provider')
}

function openKept({ cipher, now }: SignInDeps, kept: string | undefined): UnderWay | undefined {
  if (kept === undefined || kept.length > 4_096) return undefined
  try {
    const underWay = JSON.parse(cipher.open(Buffer.from(kept, 'base64url'), about)) as UnderWay
    return underWay.until > now() ? underWay : undefined
  } catch {
    return undefined
  }
}

/** A path of our own; anything else could lead a freshly signed-in person elsewhere. */
function ownPath(wanted: string, publicUrl: string): string {
  const isPath = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wanted)
  return isPath && new URL(wanted, publicUrl).origin === new URL(publicUrl).origin ? wanted : '/'
}
