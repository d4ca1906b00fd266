import * as client from 'openid-client'
import { exitCodes, Stop } from './exit.ts'
import type { Login } from './logins.ts'

/** Where one logs in, as the service says it. */
export type Device = { issuer: string; client_id: string; scopes: readonly string[] }

/** Longest one call to a provider may take, seconds. */
const callSeconds = 15

type Asked = { issuer: string; clientId: string }

/** A provider by its metadata. Stops when it is away, or would be spoken to in the clear. */
async function discover({ issuer, clientId }: Asked): Promise<client.Configuration> {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined
  const isHere = url !== undefined && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && isHere))
    throw new Stop(exitCodes.unasked, `the sign-in at ${issuer} is not protected by https`)
  try {
    return await client.discovery(url, clientId, undefined, client.None(), {
      timeout: callSeconds,
      // A demo's provider on this very machine.
      execute: isHere ? [client.allowInsecureRequests] : [],
    })
  } catch (error) {
    throw unanswered(issuer, error)
  }
}

/** The login that came of showing a code (RFC 8628). `show` tells the person where to enter it. */
export async function logIn(
  device: Device,
  { now, show }: { now(): number; show(place: string, code: string): void },
): Promise<Login> {
  const asked = { issuer: device.issuer, clientId: device.client_id }
  const config = await discover(asked)
  try {
    const handle = await client.initiateDeviceAuthorization(config, {
      scope: device.scopes.join(' '),
    })
    show(handle.verification_uri_complete ?? handle.verification_uri, handle.user_code)
    const signal = AbortSignal.timeout(handle.expires_in * 1000)
    const tokens = await client.pollDeviceAuthorizationGrant(config, handle, undefined, { signal })
    return loginOf(asked, tokens, now())
  } catch (error) {
    throw unanswered(device.issuer, error)
  }
}

/** The login with a new access token; undefined = the provider lets it go on no more. */
export async function refresh(login: Login, now: () => number): Promise<Login | undefined> {
  if (login.refreshToken === undefined) return undefined
  const config = await discover(login)
  try {
    const tokens = await client.refreshTokenGrant(config, login.refreshToken)
    return loginOf(
      login,
      { ...tokens, refresh_token: tokens.refresh_token ?? login.refreshToken },
      now(),
    )
  } catch (error) {
    if (error instanceof client.ResponseBodyError && error.error === 'invalid_grant')
      return undefined
    throw unanswered(login.issuer, error)
  }
}

/** Tells the provider that the login is over (RFC 7009), where it has a place for that. */
export async function revoke(login: Login): Promise<void> {
  const config = await discover(login)
  if (config.serverMetadata().revocation_endpoint === undefined) return
  await client.tokenRevocation(config, login.refreshToken ?? login.accessToken)
}

type Tokens = { access_token: string; refresh_token?: string; expires_in?: number }

function loginOf({ issuer, clientId }: Asked, tokens: Tokens, now: number): Login {
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = tokens
  return {
    issuer,
    clientId,
    accessToken,
    ...(refreshToken !== undefined && { refreshToken }),
    // RFC 6749 lets a provider leave it out; then it is asked early rather than late.
    expiresAt: now + (seconds ?? 300) * 1000,
  }
}

function unanswered(issuer: string, error: unknown): Stop {
  if (error instanceof Stop) return error
  if (error instanceof client.ResponseBodyError)
    return new Stop(exitCodes.no, `${issuer} says no: ${error.error_description ?? error.error}`)
  if (error instanceof Error && error.name === 'TimeoutError')
    return new Stop(exitCodes.no, 'nobody entered the code in time; log in again')
  const why = error instanceof Error ? error.message : String(error)
  return new Stop(exitCodes.unasked, `the sign-in at ${issuer} does not answer: ${why}`)
}
