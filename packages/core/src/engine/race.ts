import type { Run, RunFailure } from './run.ts'
import { stopLane } from './stop.ts'
import type { Work } from './work.ts'

/** One of two lanes that work side by side cannot be done any more; the other goes on. */
export function closeLane(work: Work, lane: Run['lane'], failure: RunFailure): void {
  work.run = { ...work.run, lost: { ...work.run.lost, [lane]: { ...failure, at: work.now } } }
  stopLane(work, lane)
}
