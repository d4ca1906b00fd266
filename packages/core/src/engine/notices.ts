import type { PlannedAction } from './plan.ts'
import type { ActionRun } from './run.ts'
import { skip } from './start-ready.ts'
import { actionRun, inFlight, makeReady, type Work } from './work.ts'

/**
 * Starts the notices of this moment. A notice that already ran in an earlier life of the request
 * (before a retry) goes out again as a new effect; one still under way is left alone. At an end
 * (success, failure, or none) the notices of the other moments are skipped.
 */
export function ring(work: Work, on: PlannedAction['on']): void {
  const isEnd = on === undefined || on === 'success' || on === 'failure'
  for (const planned of work.plan.actions) {
    const action = actionRun(work, planned.id)
    if (planned.lane !== 'notice' || !action || inFlight(action)) continue
    if (on !== undefined && planned.on === on) makeReady(work, planned.id, fresh(action), 'execute')
    else if (isEnd && action.state === 'pending') skip(work, planned.id, 'not_needed')
  }
}

/** Starts those notices of this moment that have not gone out yet in any life of the request. */
export function ringOnce(work: Work, on: NonNullable<PlannedAction['on']>): void {
  for (const planned of work.plan.actions) {
    const action = actionRun(work, planned.id)
    const silent = action?.state === 'pending' || action?.state === 'skipped'
    if (planned.on === on && silent) makeReady(work, planned.id, fresh(action), 'execute')
  }
}

/** The action as if it had never run, except that fences go on rising, doubts stay, and its config as edited. */
export function fresh(action: ActionRun): ActionRun {
  const { generation, fence, edited } = action
  const ran = action.state === 'succeeded'
  return {
    state: 'pending',
    attempt: 0,
    generation: ran ? generation + 1 : generation,
    fence,
    lostClaims: 0,
    entry: 'execute',
    ...(!ran && action.maybe && { maybe: true as const }),
    ...(edited && { edited }),
  }
}
