import { doubted, leaveUnknown, needsWord, unheard } from './ambiguity.ts'
import { isStopped } from './hybrid.ts'
import { mayRetry, restWindow, type FailedTry } from './retry.ts'
import type { ActionError, ActionRun } from './run.ts'
import { abandon, isStopping, isToBeUndone } from './stop.ts'
import { isForward } from './undo.ts'
import { actionRun, end, hasEnded, isMaking, without, type Work } from './work.ts'

/** A claimed try reported failure: rest and go again, or fail for good. */
export function afterFailure(work: Work, id: string, action: ActionRun, failed: FailedTry): void {
  const planned = work.planned.get(id)
  if (!planned) return
  const rest = isMaking(action.entry) ? afterTry : afterLook
  const stopping = isStopping(work, planned)
  const left = doubted(planned, action, failed.ambiguous === true)
  if (stopping && isCalledOff(work, id, left, failed)) abandon(work, id, left)
  else if (!stopping && needsWord(planned, left)) leaveUnknown(work, id, left, failed.error)
  else if (stopping || !rest(work, id, left, failed)) failForGood(work, id, left, failed.error)
}

/** The call let go, or came to nothing where what the action began is to be undone anyway. */
function isCalledOff(work: Work, id: string, action: ActionRun, failed: FailedTry): boolean {
  return failed.error.class === 'cancelled' || (failed.retryable && isToBeUndone(work, id, action))
}

/** `execute` or `compensate` failed. While the request fails anyway no new try begins. */
function afterTry(work: Work, id: string, action: ActionRun, failed: FailedTry): boolean {
  const planned = work.planned.get(id)
  if (!planned || (isForward(planned) && isStopped(work, planned.lane))) return false
  if (!mayRetry(planned.retry, action.attempt, failed)) return false
  const rested = without(action, ['memo', 'signal', 'nextSignal', 'misses'])
  goToRest(work, id, rested, { failed, nth: action.attempt })
  return true
}

/**
 * A poll or resume failed: the effect exists, only the look at it did not work. Looks are repeated
 * without a count; the action's and the request's time limits bound them.
 */
function afterLook(work: Work, id: string, action: ActionRun, failed: FailedTry): boolean {
  if (!failed.retryable) return false
  const { nextSignal, ...rest } = action
  const misses = (action.misses ?? 0) + 1
  const news = nextSignal && { entry: 'resume' as const, signal: nextSignal }
  goToRest(work, id, { ...rest, ...news, misses }, { failed, nth: misses })
  return true
}

function goToRest(
  work: Work,
  id: string,
  action: ActionRun,
  { failed, nth }: { failed: FailedTry; nth: number },
): void {
  const retry = work.planned.get(id)?.retry
  if (!retry) return
  work.actions[id] = {
    ...action,
    state: 'waiting',
    waitingFor: 'retry',
    error: failed.error,
    lostClaims: 0,
  }
  const within = restWindow(retry, nth, work.now, failed.retryAfterMs)
  work.commands.push({ type: 'wake', action: id, fence: action.fence, within })
}

/** No more tries. A fallback is called unless no new work may begin. */
export function failForGood(work: Work, id: string, action: ActionRun, error: ActionError): void {
  end(work, id, action, { state: 'failed', error })
  const planned = work.planned.get(id)
  if (planned?.onFailure !== 'fallback' || !isForward(planned)) return
  if (isStopped(work, planned.lane)) return
  const fallback = planned.fallback === undefined ? undefined : work.planned.get(planned.fallback)
  if (fallback?.role !== 'fallback' || fallback.lane !== planned.lane) return
  callFallback(work, id, fallback.id)
}

/** One fallback may stand in for several; it runs once. One that ended badly is of no use. */
function callFallback(work: Work, id: string, fallback: string): void {
  const stand = actionRun(work, fallback)
  const failed = actionRun(work, id)
  if (!stand || !failed || (hasEnded(stand) && stand.state !== 'succeeded')) return
  work.actions[id] = { ...failed, replacedBy: fallback }
  if (stand.standsFor === undefined) work.actions[fallback] = { ...stand, standsFor: id }
}

/** Three deaths in a row are no accident: the action is put aside before it kills every worker. */
const claimsBeforeQuarantine = 3

/** The lease ran out without an outcome. Entry and generation stay: the effect may exist. `ended`: nobody claims it again by itself. */
export function afterLoss(work: Work, id: string, action: ActionRun): 'again' | 'ended' {
  const planned = work.planned.get(id)
  const lostClaims = action.lostClaims + 1
  const left = planned ? doubted(planned, action, true) : action
  if (planned && isStopping(work, planned)) abandon(work, id, left)
  else if (planned && needsWord(planned, left)) leaveUnknown(work, id, left, unheard)
  else if (lostClaims >= claimsBeforeQuarantine) failForGood(work, id, left, quarantined)
  else {
    work.actions[id] = { ...left, lostClaims }
    return 'again'
  }
  return 'ended'
}

const quarantined: ActionError = {
  code: 'action.quarantined',
  message: `${claimsBeforeQuarantine} workers in a row died or lost contact while running it`,
  class: 'permanent',
}
