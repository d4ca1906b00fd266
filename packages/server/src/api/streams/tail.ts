import { endStates } from '@pao/core/engine'
import type { Principal } from '#identity/principal.ts'
import type { RequestEvent } from '#requests/request-event.ts'
import type { RequestCalls, RequestStatus } from '../request-calls.ts'

/** The events after a place until the request has come to rest at an end, or the signal aborts. */
export type Tail = (signal: AbortSignal) => AsyncGenerator<RequestEvent>

/** Notices and follow-up work may still run after the end state. */
const busy: ReadonlySet<string> = new Set(['ready', 'running', 'waiting', 'compensating'])

/** Checks first that the principal may read the request. Throws `request.not_found`. */
export async function openTail(
  requests: Pick<RequestCalls, 'status' | 'follow'>,
  principal: Principal,
  { id, after }: { id: string; after: number },
): Promise<Tail> {
  const before = await requests.status(principal, id)
  return (signal) => tail(requests, { principal, id, after, before, signal })
}

type Following = {
  principal: Principal
  id: string
  after: number
  before: RequestStatus
  signal: AbortSignal
}

async function* tail(
  requests: Pick<RequestCalls, 'status' | 'follow'>,
  { principal, id, after, before, signal }: Following,
): AsyncGenerator<RequestEvent> {
  if (isOver(before, after)) return
  for await (const event of requests.follow(principal, { id, after, signal })) {
    yield event
    if (endStates.has(event.state) && isOver(await requests.status(principal, id), event.seq))
      return
  }
}

/** Nothing more will come by itself: the last event was seen, the request has ended, nothing runs. */
function isOver({ state, seq, actions }: RequestStatus, seen: number): boolean {
  return endStates.has(state) && seen >= seq && !actions.some((action) => busy.has(action.state))
}
