import { isAgreement } from './approval/gate.ts'
import { isCheck, isCheckOpen } from './checks.ts'
import { isOpenLane, isRace } from './hybrid.ts'
import { factsOf, freeSlots, isCalled, laneIsDone, readiness } from './ready.ts'
import type { PlannedAction } from './plan.ts'
import type { SkipReason } from './run.ts'
import { actionRun, isGoing, isWork, makeReady, type Work } from './work.ts'

/**
 * Makes everything ready that may start now, waits that are over first. Skips what must not run.
 * True when something was skipped: what comes after it may start now, so look again.
 */
export function startReady(work: Work): boolean {
  const slots = endWaits(work, freeSlots(work))
  const stopping = work.run.failure !== undefined || work.run.cancelling !== undefined
  return isGoing(work) && !stopping && startPending(work, slots)
}

/** Returns the slots that are left. Notices need none, and go on when the request has ended. */
function endWaits(work: Work, slots: number): number {
  let left = slots
  for (const planned of work.plan.actions) {
    const action = actionRun(work, planned.id)
    const counted = isWork(planned)
    if (action?.due !== true || (counted && left <= 0)) continue
    makeReady(work, planned.id, action, action.entry)
    if (counted) left -= 1
  }
  return left
}

function startPending(work: Work, slots: number): boolean {
  let left = slots
  let skipped = false
  let facts = factsOf(work)
  for (const planned of candidates(work)) {
    const verdict = readiness(work, planned, facts)
    const action = actionRun(work, planned.id)
    if (verdict === 'wait' || !action) continue
    if (verdict !== 'start') {
      skip(work, planned.id, verdict)
      skipped = true
      facts = factsOf(work)
    } else if (left > 0) {
      makeReady(work, planned.id, action, 'execute')
      left -= 1
    }
  }
  return skipped
}

/**
 * Pending actions of the lanes that are open: what people must agree to first, then what other systems are asked, and after
 * that the carrying one, and `post` once that is done.
 */
export function candidates(work: Work): readonly PlannedAction[] {
  const asks = work.run.state === 'in_progress' && isCheckOpen(work)
  return work.plan.actions.filter(
    (planned) =>
      (asks ? isCheck(planned) : isTheirTurn(work, planned)) &&
      isCalled(work, planned) &&
      actionRun(work, planned.id)?.state === 'pending',
  )
}

function isTheirTurn(work: Work, planned: PlannedAction): boolean {
  const { lane } = planned
  if (work.run.state === 'awaiting_approval') return isAgreement(planned)
  if (lane === 'post') return !isRace(work) && laneIsDone(work, work.run.lane)
  return isOpenLane(work, lane)
}

/** Ends an action that will not run. */
export function skip(work: Work, id: string, because: SkipReason): void {
  const action = actionRun(work, id)
  if (action) work.actions[id] = { ...action, state: 'skipped', because, endedAt: work.now }
}
