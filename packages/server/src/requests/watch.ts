import type { Principal } from '#identity/principal.ts'
import type { Follower } from './follow.ts'
import { hideEvent } from './redact.ts'
import type { RequestEvent } from './request-event.ts'
import { seen, type StandingDeps } from './standing.ts'

export type Watching = { id: string; after: number; signal: AbortSignal }

/** The log of a request as the principal may see it, from after a place and then live. Throws `request.not_found`. */
export async function* watchRequest(
  deps: StandingDeps & { follower: Pick<Follower, 'follow'> },
  principal: Principal,
  { id, after, signal }: Watching,
): AsyncGenerator<RequestEvent> {
  const { held, values } = await seen(deps, principal, id)
  for await (const event of deps.follower.follow(held.key, after, signal, held.seq))
    yield values ? event : hideEvent(event)
}
