import type { Db } from '#store/db.ts'
import { timers as ofTheProcess } from '#timers.ts'
import { openAdvance } from './advance.ts'
import { tellParent } from './children.ts'
import type { Requests, RequestsDeps } from './deps.ts'
import { createShelf, type Shelf } from './held.ts'
import { type Ended, tellEnd } from './spans.ts'
import { openStandings } from './switches.ts'
import { itemLimits } from './limits.ts'
import { openKnownQuotas } from './quotas/known-rules.ts'
import { openTakeIn } from './take-in.ts'

/** Opens the room. Every use case takes what is returned here as its first argument. */
export function openRequests(deps: RequestsDeps): Requests {
  const shelf = createShelf()
  // Of somebody who was forgotten no process keeps a memory.
  deps.signal.subscribe('pao_forgotten', () => shelf.clear())
  return opened(deps, shelf)
}

/**
 * The room as calls for one tenant's people use it: with the same memory of held requests, and a database that shows
 * this tenant alone.
 */
export function requestsOn(requests: Requests, db: Db): Requests {
  const own = opened({ ...requests, db }, requests.shelf)
  const both = (kind: 'automation' | 'calendars' | 'quotas') => (): void => {
    own[kind].forget()
    requests[kind].forget()
  }
  return {
    ...own,
    automation: { ...own.automation, forget: both('automation') },
    calendars: { ...own.calendars, forget: both('calendars') },
    quotas: { ...own.quotas, forget: both('quotas') },
  }
}

function opened(deps: RequestsDeps, shelf: Shelf): Requests {
  const { db, jobs, now, telemetry, timers = ofTheProcess } = deps
  const ended = (fact: Ended): void => {
    tellEnd(deps, fact)
    if (fact.parent) tellParent({ db, advance, telemetry }, fact.key, fact.parent)
  }
  const advance = openAdvance({ ...deps, shelf, timers, ended })
  return {
    ...deps,
    timers,
    shelf,
    advance,
    noteItemLimit: itemLimits({ db, jobs, now }),
    takeIn: openTakeIn({
      db,
      jobs,
      roomOf: (tenant) => deps.ownWays?.(tenant).requestsAtOnce,
    }),
    ...openStandings({ db, now }),
    quotas: openKnownQuotas({ db, now }),
  }
}
