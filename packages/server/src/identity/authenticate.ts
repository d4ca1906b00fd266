import type { ApiKeys } from './api-key.ts'
import { type Bearers, looksSigned } from './oidc/bearer.ts'
import type { Instant } from '@pao/core'
import type { Principal } from './principal.ts'
import type { Sessions } from './session.ts'
import type { Tickets } from './ticket.ts'

export type AuthenticateDeps = {
  apiKeys: Pick<ApiKeys, 'holder'>
  bearers: Bearers
  sessions: Pick<Sessions, 'find'>
  tickets: Pick<Tickets, 'take'>
  /** Who holds the operator's first key. */
  bootstrap: (token: string) => Principal | undefined
}

/** What came with the call; where it came from (header, cookie, subprotocol) is the API's business. */
export type Credentials = { bearer?: string; ticket?: string; sessionId?: string }

export type Caller = {
  principal: Principal
  /** Only for a session: what an unsafe call must bring along. */
  csrf?: string
  /** Only for a session whose id turns: what the cookie holds from now on, and until when. */
  renewed?: { id: string; expiresAt: Instant }
}

/** Nobody = no credentials were sent; `invalid` = some were, and they are not good. */
export type Authenticated =
  | { kind: 'caller'; caller: Caller }
  | { kind: 'nobody' }
  | { kind: 'invalid' }

/**
 * Says who is calling. A token decides alone: a bad one is not mended by a good cookie. Answers at once,
 * without a promise, when nobody has to be asked: that is most calls, and the cheapest way through.
 */
export function authenticate(
  deps: AuthenticateDeps,
  { bearer, ticket, sessionId }: Credentials,
): Authenticated | Promise<Authenticated> {
  if (bearer !== undefined) {
    const admin = deps.bootstrap(bearer)
    if (admin) return verdict(admin)
    const holder = (looksSigned(bearer) ? deps.bearers : deps.apiKeys).holder(bearer)
    return holder instanceof Promise ? holder.then((found) => verdict(found)) : verdict(holder)
  }
  if (ticket !== undefined) return deps.tickets.take(ticket).then((found) => verdict(found))
  if (sessionId !== undefined) return ofSession(deps, sessionId)
  return { kind: 'nobody' }
}

async function ofSession(
  { sessions }: Pick<AuthenticateDeps, 'sessions'>,
  id: string,
): Promise<Authenticated> {
  const session = await sessions.find(id)
  if (!session) return { kind: 'invalid' }
  const { principal, csrf, renewed, expiresAt } = session
  const turned = renewed === undefined ? {} : { renewed: { id: renewed, expiresAt } }
  return { kind: 'caller', caller: { principal, csrf, ...turned } }
}

function verdict(principal: Principal | undefined): Authenticated {
  return principal ? { kind: 'caller', caller: { principal } } : { kind: 'invalid' }
}
