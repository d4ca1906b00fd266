import { Problem } from '@pao/core'
import type { RawRequestDefaultExpression } from 'fastify'
import type { Authenticated, Caller, Credentials } from '#identity/authenticate.ts'
import { sameSecret } from '#identity/secret.ts'
import { refuseForeign } from './origin.ts'
import { readCookie } from './session-cookie.ts'

export type AuthenticationDeps = {
  publicUrl: string
  authenticate: (credentials: Credentials) => Authenticated | Promise<Authenticated>
  /** Whether calls of a tenant's people are answered. */
  isOpen: (tenant: string) => boolean
}

/** What of a call says who is calling: Fastify's request, or Node's before Fastify has seen it. */
export type Asking = {
  headers: RawRequestDefaultExpression['headers']
  method?: string | undefined
  ws?: boolean
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])
/** A token longer than this is not looked at. Providers that list groups in it make long ones. */
const longestToken = 8_192

/**
 * Who is calling, or null when nobody says. Throws or rejects with `auth.invalid` for bad credentials and
 * `tenant.closed` for one whose tenant is not served, and `auth.cross_site` for a session used from another site or without its CSRF token.
 */
export function identify(
  deps: AuthenticationDeps,
  request: Asking,
): Caller | null | Promise<Caller | null> {
  const answer = deps.authenticate(credentialsOf(deps, request))
  if (answer instanceof Promise) return answer.then((late) => callerOf(deps, request, late))
  return callerOf(deps, request, answer)
}

function callerOf(deps: AuthenticationDeps, request: Asking, answer: Authenticated): Caller | null {
  if (answer.kind === 'nobody') return null
  if (answer.kind === 'invalid') throw new Problem('auth.invalid')
  if (request.ws) refuseForeign(deps.publicUrl, request.headers, answer.caller.csrf !== undefined)
  else checkForgery(deps, request, answer.caller)
  if (!deps.isOpen(answer.caller.principal.tenant)) throw new Problem('tenant.closed')
  return answer.caller
}

function checkForgery(deps: AuthenticationDeps, request: Asking, caller: Caller): void {
  if (caller.csrf === undefined || safe.has(request.method ?? '')) return
  refuseForeign(deps.publicUrl, request.headers, true)
  const token = request.headers['x-csrf-token']
  if (typeof token !== 'string' || !sameSecret(token, caller.csrf))
    throw new Problem('auth.cross_site', { detail: 'Send the session’s token as X-CSRF-Token' })
}

function credentialsOf(deps: AuthenticationDeps, request: Asking): Credentials {
  const { authorization } = request.headers
  if (authorization !== undefined) return { bearer: bearerOf(authorization) }
  if (request.ws) {
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',')
    for (const protocol of offered.map((one) => one.trim())) {
      if (protocol.startsWith('pao.bearer.'))
        return { bearer: protocol.slice('pao.bearer.'.length) }
      if (protocol.startsWith('pao.ticket.'))
        return { ticket: protocol.slice('pao.ticket.'.length) }
    }
  }
  const sessionId = readCookie(deps.publicUrl, 'session', request.headers)
  return sessionId === undefined ? {} : { sessionId }
}

/** An Authorization header we cannot use is a bad credential, not a missing one. */
function bearerOf(authorization: string): string {
  const [, token] = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization) ?? []
  return token !== undefined && token.length <= longestToken ? token : ''
}
