import { unheard } from './ambiguity.ts'
import { isBeaten, mayHandOver } from './hybrid.ts'
import type { PlannedAction } from './plan.ts'
import { isCalled } from './ready.ts'
import type { ActionRun } from './run.ts'
import { skip } from './start-ready.ts'
import { isForward, mayHaveBegun, undoersOf } from './undo.ts'
import { actionRun, end, inFlight, isMaking, without, type Work } from './work.ts'

/**
 * The lane has failed: what has not begun is skipped, a rest between tries is cut short, and what is
 * under way goes to its own end (a remote effect half made is worse than a late answer).
 */
export function stopNewWork(work: Work): void {
  const because = mayHandOver(work) ? 'handed_over' : 'stopped'
  for (const planned of work.plan.actions) {
    const action = actionRun(work, planned.id)
    const concerned = isForward(planned) && (because === 'stopped' || planned.lane === 'automatic')
    if (!concerned || !action) continue
    const callable = because === 'handed_over' || isCalled(work, planned)
    if (isUnbegun(action) && callable) skip(work, planned.id, because)
    else cutRest(work, planned.id, action)
  }
}

/**
 * Ends a rest between tries of `execute` with the error of the last one, and what only asks people: nothing comes of
 * their word any more.
 */
function cutRest(work: Work, id: string, action: ActionRun): void {
  if (action.state === 'waiting' && action.approval?.gate && !action.due)
    return endAsk(work, id, action)
  if (action.state !== 'waiting' || !isMaking(action.entry)) return
  if (action.waitingFor === 'target') endUntried(work, id, action)
  else if (action.waitingFor === 'retry' && action.error)
    end(work, id, action, { state: 'failed', error: action.error })
}

function endAsk(work: Work, id: string, action: ActionRun): void {
  end(work, id, action, { state: 'skipped' })
  const ended = actionRun(work, id)
  if (ended) work.actions[id] = { ...ended, because: 'stopped' }
}

/** Ends a held action that is not to be tried any more: as its last try ended, or as one that never ran. */
export function endUntried(work: Work, id: string, action: ActionRun): void {
  const { attempt, error = action.maybe && unheard } = action
  if (attempt > 0 && error) return end(work, id, action, { state: 'failed', error })
  work.actions[id] = without(action, [
    'held',
    'leftMs',
    'waitingFor',
    'due',
    'escalateAt',
    'deadlineAt',
  ])
  skip(work, id, mayHandOver(work) ? 'handed_over' : 'stopped')
}

function isUnbegun(action: ActionRun): boolean {
  return action.state === 'pending' || (action.state === 'ready' && action.startedAt === undefined)
}

/**
 * The request is cancelled or out of time: everything ends now, except what a worker holds in its
 * hands; that ends with its outcome. Waiting remote work is told to stop, best effort.
 */
export function stopEverything(work: Work): void {
  for (const planned of work.plan.actions) {
    const action = actionRun(work, planned.id)
    if (!action || !isForward(planned)) continue
    if (action.state === 'pending' || (inFlight(action) && action.state !== 'running'))
      abandon(work, planned.id, action)
  }
}

/** True for an action that is called off: with the whole request, or with a lane that was beaten. */
export function isStopping(work: Work, planned: PlannedAction): boolean {
  return isForward(planned) && (work.run.cancelling !== undefined || isBeaten(work, planned.lane))
}

/** The other lane was done first: what has not begun is left, what waits is called off. */
export function callOff(work: Work): void {
  for (const planned of work.plan.actions) {
    const action = actionRun(work, planned.id)
    if (!action || !isForward(planned) || !isBeaten(work, planned.lane)) continue
    if (isUnbegun(action)) skip(work, planned.id, 'beaten')
    else if (inFlight(action) && action.state !== 'running') abandon(work, planned.id, action)
  }
}

/** One of two lanes that work side by side has failed; the other goes on. */
export function stopLane(work: Work, lane: PlannedAction['lane']): void {
  for (const planned of work.plan.actions) {
    const action = actionRun(work, planned.id)
    if (!action || planned.lane !== lane || !isForward(planned)) continue
    if (isUnbegun(action) && isCalled(work, planned)) skip(work, planned.id, 'stopped')
    else cutRest(work, planned.id, action)
  }
}

/**
 * Cancels one action that no worker holds. Only what left a memo has something remote to stop; where what it
 * began is to be undone, that waits for its turn.
 */
export function abandon(work: Work, id: string, action: ActionRun): void {
  if (isToBeUndone(work, id, action))
    return end(work, id, { ...action, begun: true }, { state: 'cancelled' })
  end(work, id, action, { state: 'cancelled' })
  if (action.memo) work.commands.push({ type: 'start', action: id, entry: 'cancel' })
}

/** Whether the cancel undoes what this action has begun. */
export function isToBeUndone(work: Work, id: string, action: ActionRun): boolean {
  const planned = work.planned.get(id)
  if (!work.run.cancelling?.compensate || !planned) return false
  return mayHaveBegun(planned, action, undoersOf(work.plan).get(id))
}
