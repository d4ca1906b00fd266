import { timers as ofTheProcess } from '#timers.ts'
import { openAdvance } from './advance.ts'
import type { Requests, RequestsDeps } from './deps.ts'
import { createShelf } from './held.ts'
import { openTakeIn } from './take-in.ts'

/** Opens the room. Every use case takes what is returned here as its first argument. */
export function openRequests(deps: RequestsDeps): Requests {
  const shelf = createShelf()
  const { db, jobs, signal, now, random, telemetry, timers = ofTheProcess } = deps
  const ended = telemetry.requestEnded
  return {
    ...deps,
    timers,
    shelf,
    advance: openAdvance({ db, jobs, signal, shelf, now, random, timers, ended }),
    takeIn: openTakeIn({ db, jobs }),
  }
}
