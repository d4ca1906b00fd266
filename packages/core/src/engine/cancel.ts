import { finish } from './finish.ts'
import { isBeaten } from './hybrid.ts'
import type { RequestState, RunEvent } from './run.ts'
import { isToBeUndone, stopEverything } from './stop.ts'
import { actionRun, isGoing, type Work } from './work.ts'

const cancellable: readonly RequestState[] = [
  'submitted',
  'validated',
  'awaiting_approval',
  'on_hold',
  'queued',
  'in_progress',
]

/**
 * Nobody wants it any more. What a worker holds ends with its outcome, and that stays true in the
 * record (a ticket that was made was made); the request is cancelled once nothing is held.
 */
export function cancelled(
  work: Work,
  event: Extract<RunEvent, { type: 'cancel_requested' }>,
): boolean {
  const { by, reason, compensate } = event
  if (!cancellable.includes(work.run.state)) return false
  if (work.run.cancelling) return compensate === true && addCompensation(work)
  const cancelling = {
    by,
    ...(reason !== undefined && { reason }),
    outcome: 'cancelled' as const,
    ...(compensate && { compensate }),
  }
  work.run = { ...work.run, cancelling }
  stopEverything(work)
  // Who asks people may be under way; once that has ended, so does the request.
  if (!isGoing(work)) finish(work, 'cancelled')
  return true
}

/**
 * Who cancelled without it may still ask for it while running actions come to an end. What was told to stop
 * meanwhile is undone, too.
 */
function addCompensation(work: Work): boolean {
  const { cancelling } = work.run
  if (cancelling?.outcome !== 'cancelled' || cancelling.compensate) return false
  work.run = { ...work.run, cancelling: { ...cancelling, compensate: true } }
  for (const planned of work.plan.actions) {
    const action = actionRun(work, planned.id)
    const isOff = action?.state === 'cancelled' && !isBeaten(work, planned.lane)
    if (isOff && isToBeUndone(work, planned.id, action))
      work.actions[planned.id] = { ...action, begun: true }
  }
  return true
}
