import { isAgreement, isRefused } from './approval/gate.ts'
import { agreed } from './begin.ts'
import { unmet } from './checks.ts'
import type { PlannedAction } from './plan.ts'
import type { Ending, Run, RunFailure } from './run.ts'
import { handOver, isOpenLane, isRace, mayHandOver, openLanes } from './hybrid.ts'
import { closeLane } from './race.ts'
import { leaveToPeople } from './leave-to-people.ts'
import { ring, ringOnce } from './notices.ts'
import { isBusy, isCalled, laneIsDone, standing } from './ready.ts'
import { noteUndone, rollBackUnasked, rollbackEnding, startUndoing } from './rollback.ts'
import { skip, startReady } from './start-ready.ts'
import { callOff, stopNewWork } from './stop.ts'
import { actionRun, isGoing, isWork, move, type Work } from './work.ts'

/** Lets everything follow that follows from the last change, up to the end of the request. */
export function settle(work: Work): void {
  for (;;) {
    noteFailure(work)
    noteWinner(work)
    noteUndone(work)
    if (leaveToPeople(work) || startReady(work)) continue
    startUndoing(work)
    if (!turn(work)) return
  }
}

/** What happens when nothing is under way any more. True: there may be something to start again. */
function turn(work: Work): boolean {
  if (isBusy(work)) return false
  if (work.run.state === 'rolling_back') return finish(work, rollbackEnding(work))
  if (!isGoing(work)) return false
  const { cancelling, failure, state } = work.run
  if (cancelling) return conclude(work, cancelling.outcome)
  if (failure) return mayHandOver(work) ? handOver(work) : conclude(work, failedAs(work, failure))
  if (isStuck(work)) return fail(work, stuck)
  return state === 'awaiting_approval' ? agreed(work) : finish(work, 'completed')
}

/** A refusal by people is an end of its own. */
function failedAs(work: Work, failure: RunFailure): 'failed' | 'rejected' {
  return work.plan.rejects && isRefused(work, failure) ? 'rejected' : 'failed'
}

const stuck: RunFailure = {
  code: 'plan.stuck',
  message: 'Actions of the plan wait for each other',
  class: 'permanent',
}

/** Only a plan that never passed ingest can wait for itself; it still must end. */
function isStuck(work: Work): boolean {
  return work.plan.actions.some(
    (planned) =>
      (work.run.state === 'in_progress' ? isOpenLane(work, planned.lane) : isAgreement(planned)) &&
      isCalled(work, planned) &&
      actionRun(work, planned.id)?.state === 'pending',
  )
}

/** The first failure that nothing makes good decides that the lane has failed. */
function noteFailure(work: Work): void {
  const { failure: known, cancelling } = work.run
  const refusal = isGoing(work) && !known && !cancelling ? failureIn(work, 'gate') : undefined
  if (refusal) fail(work, unmet(work.planned.get(refusal.action ?? ''), refusal))
  for (const lane of openLanes(work)) {
    if (work.run.failure || work.run.cancelling || work.run.state !== 'in_progress') return
    const failure = failureIn(work, lane)
    if (failure) loseLane(work, lane, failure)
  }
}

function failureIn(work: Work, lane: PlannedAction['lane']): RunFailure | undefined {
  for (const planned of work.plan.actions) {
    if (planned.lane !== lane || isHarmless(planned)) continue
    const action = actionRun(work, planned.id)
    if (action?.state !== 'failed' || !action.error) continue
    if (action.replacedBy !== undefined && standsGood(work, action.replacedBy)) continue
    return { ...action.error, action: planned.id }
  }
  return undefined
}

/** The request has failed with its lane, or with the second of two that work side by side. */
function loseLane(work: Work, lane: Run['lane'], failure: RunFailure): void {
  if (isRace(work)) closeLane(work, lane, failure)
  if (!isRace(work) || openLanes(work).length === 0) fail(work, failure)
}

/** Of two lanes that work side by side the first to be done carries the request to its end. */
function noteWinner(work: Work): void {
  const { failure, cancelling, state } = work.run
  if (!isRace(work) || failure || cancelling || state !== 'in_progress') return
  const lane = openLanes(work).find((one) => laneIsDone(work, one))
  if (!lane) return
  work.run = { ...work.run, lane, winner: { lane, at: work.now } }
  callOff(work)
}

/** Its failure fails nothing. */
function isHarmless({ onFailure, gone }: PlannedAction): boolean {
  return onFailure === 'continue' || gone === true
}

/** A fallback that is under way, succeeded, or may fail by its own word. */
function standsGood(work: Work, id: string): boolean {
  if (standing(work, id) !== 'unsuccessful') return true
  const mayFail = work.planned.get(id)?.onFailure === 'continue'
  return mayFail && actionRun(work, id)?.state === 'failed'
}

function fail(work: Work, failure: RunFailure): true {
  work.run = { ...work.run, failure }
  stopNewWork(work)
  return true
}

/** Ends the request without success; true when that makes it undo something. */
function conclude(work: Work, outcome: 'failed' | 'rejected' | 'cancelled'): boolean {
  return finish(work, outcome) || rollBackUnasked(work)
}

/** The one place where a request ends. */
export function finish(work: Work, outcome: Ending): false {
  for (const planned of work.plan.actions)
    if (isWork(planned) && actionRun(work, planned.id)?.state === 'pending')
      skip(work, planned.id, 'not_needed')
  move(work, outcome)
  work.run = { ...work.run, endedAt: work.now }
  work.commands.push({ type: 'finish', outcome })
  if (outcome === 'rollback_failed') ringOnce(work, 'failure')
  else ring(work, moments[outcome])
  return false
}

const moments: Partial<Record<Ending, 'success' | 'failure'>> = {
  completed: 'success',
  failed: 'failure',
  rejected: 'failure',
}
