import type { Ending, RunFailure } from './run.ts'
import { handOver, mayHandOver } from './hybrid.ts'
import { leaveToPeople } from './leave-to-people.ts'
import { ring, ringOnce } from './notices.ts'
import { isBusy, isCalled, standing } from './ready.ts'
import { noteUndone, rollBackUnasked, rollbackEnding, startUndoing } from './rollback.ts'
import { skip, startReady } from './start-ready.ts'
import { stopNewWork } from './stop.ts'
import { actionRun, isWork, move, type Work } from './work.ts'

/** Lets everything follow that follows from the last change, up to the end of the request. */
export function settle(work: Work): void {
  for (;;) {
    noteFailure(work)
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
  if (work.run.state !== 'in_progress') return false
  if (work.run.cancelling) return conclude(work, work.run.cancelling.outcome)
  if (work.run.failure) return mayHandOver(work) ? handOver(work) : conclude(work, 'failed')
  if (isStuck(work)) return fail(work, stuck)
  return finish(work, 'completed')
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
      planned.lane === work.run.lane &&
      isCalled(work, planned) &&
      actionRun(work, planned.id)?.state === 'pending',
  )
}

/** The first failure that nothing makes good decides that the lane has failed. */
function noteFailure(work: Work): void {
  if (work.run.failure || work.run.cancelling || work.run.state !== 'in_progress') return
  for (const planned of work.plan.actions) {
    if (planned.lane !== work.run.lane || planned.onFailure === 'continue') continue
    const action = actionRun(work, planned.id)
    if (action?.state !== 'failed' || !action.error) continue
    if (action.replacedBy !== undefined && standsGood(work, action.replacedBy)) continue
    fail(work, { ...action.error, action: planned.id })
    return
  }
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
function conclude(work: Work, outcome: 'failed' | 'cancelled'): boolean {
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
}
