import { finish } from './finish.ts'
import type { RequestState, RunEvent } from './run.ts'
import { stopEverything } from './stop.ts'
import type { Work } from './work.ts'

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
  if (!cancellable.includes(work.run.state) || work.run.cancelling) return false
  const { by, reason } = event
  const cancelling = { by, ...(reason !== undefined && { reason }), outcome: 'cancelled' as const }
  work.run = { ...work.run, cancelling }
  stopEverything(work)
  if (work.run.state !== 'in_progress') finish(work, 'cancelled')
  return true
}
