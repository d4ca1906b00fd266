import type { Instant } from '../instant.ts'
import type { Plan } from './plan.ts'
import type { Run } from './run.ts'

/** How one of two lanes that work side by side stands; `beaten` = the other was done first. */
export type Racer = {
  state: 'in_progress' | 'completed' | 'failed' | 'beaten'
  finishedAt?: Instant
}

/** Both lanes of a request in which automation and people work side by side; undefined for all others. */
export function racers(plan: Plan, run: Run): Record<Run['lane'], Racer> | undefined {
  if (!plan.parallel) return undefined
  return { automatic: racer(run, 'automatic'), manual: racer(run, 'manual') }
}

function racer({ winner, lost, endedAt }: Run, lane: Run['lane']): Racer {
  const failed = lost?.[lane]
  if (failed) return { state: 'failed', finishedAt: failed.at }
  if (winner) return { state: winner.lane === lane ? 'completed' : 'beaten', finishedAt: winner.at }
  return endedAt === undefined ? { state: 'in_progress' } : { state: 'failed', finishedAt: endedAt }
}
