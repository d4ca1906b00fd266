import { timers as ofTheProcess } from '#timers.ts'
import { openAdvance } from './advance.ts'
import { tellParent } from './children.ts'
import type { Requests, RequestsDeps } from './deps.ts'
import { createShelf } from './held.ts'
import { type Ended, tellEnd } from './spans.ts'
import { openAutomation } from './switches.ts'
import { itemLimits } from './limits.ts'
import { openTakeIn } from './take-in.ts'

/** Opens the room. Every use case takes what is returned here as its first argument. */
export function openRequests(deps: RequestsDeps): Requests {
  const shelf = createShelf()
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
    takeIn: openTakeIn({ db, jobs }),
    automation: openAutomation({ db, now }),
  }
}
