import type { ApiKeys } from './api-key.ts'
import { bootstrapHolder } from './bootstrap.ts'
import type { Principal } from './principal.ts'
import type { Sessions } from './session.ts'
import type { Tickets } from './ticket.ts'

export type AuthenticateDeps = {
  apiKeys: Pick<ApiKeys, 'holder'>
  sessions: Pick<Sessions, 'find'>
  tickets: Pick<Tickets, 'take'>
  bootstrapKey: string | undefined
}

/** What came with the call; where it came from (header, cookie, subprotocol) is the API's business. */
export type Credentials = { bearer?: string; ticket?: string; sessionId?: string }

export type Caller = {
  principal: Principal
  /** Only for a session: what an unsafe call must bring along. */
  csrf?: string
}

/** Nobody = no credentials were sent; `invalid` = some were, and they are not good. */
export type Authenticated =
  | { kind: 'caller'; caller: Caller }
  | { kind: 'nobody' }
  | { kind: 'invalid' }

/** Says who is calling. A token decides alone: a bad one is not mended by a good cookie. */
export async function authenticate(
  deps: AuthenticateDeps,
  { bearer, ticket, sessionId }: Credentials,
): Promise<Authenticated> {
  if (bearer !== undefined) {
    const principal =
      bootstrapHolder(deps.bootstrapKey, bearer) ?? (await deps.apiKeys.holder(bearer))
    return principal ? { kind: 'caller', caller: { principal } } : { kind: 'invalid' }
  }
  if (ticket !== undefined) {
    const principal = await deps.tickets.take(ticket)
    return principal ? { kind: 'caller', caller: { principal } } : { kind: 'invalid' }
  }
  if (sessionId !== undefined) {
    const session = await deps.sessions.find(sessionId)
    return session
      ? { kind: 'caller', caller: { principal: session.principal, csrf: session.csrf } }
      : { kind: 'invalid' }
  }
  return { kind: 'nobody' }
}
