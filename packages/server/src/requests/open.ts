import { openAdvance } from './advance.ts'
import type { Requests, RequestsDeps } from './deps.ts'
import { createShelf } from './held.ts'
import { openAutomation } from './switches.ts'
import { openTakeIn } from './take-in.ts'

/** Opens the room. Every use case takes what is returned here as its first argument. */
export function openRequests(deps: RequestsDeps): Requests {
  const shelf = createShelf()
  const { db, jobs, signal, now, random, telemetry } = deps
  const ended = telemetry.requestEnded
  return {
    ...deps,
    shelf,
    advance: openAdvance({ db, jobs, signal, shelf, now, random, ended }),
    takeIn: openTakeIn({ db, jobs }),
    automation: openAutomation({ db, now }),
  }
}
