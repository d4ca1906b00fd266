import type { Work } from './work.ts'

/** True while a hybrid request may still be given to people. */
export function mayHandOver(work: Work): boolean {
  return work.plan.mode === 'hybrid' && work.run.lane === 'automatic' && !work.run.cancelling
}

/**
 * Gives the request to the manual lane: automation failed and nothing of it is under way. What it put
 * out stays readable for the tickets. Happens once; a retry later goes on in the manual lane.
 */
export function handOver(work: Work): true {
  const { failure, ...run } = work.run
  work.run = {
    ...run,
    lane: 'manual',
    ...(failure && { handover: { ...failure, at: work.now } }),
  }
  return true
}
