import { failForGood } from './after-failure.ts'
import { doubted, leaveUnknown, needsWord } from './ambiguity.ts'
import type { ActionError, ActionRun, RunEvent } from './run.ts'
import { isStopping, stopEverything } from './stop.ts'
import { inFlight, type Work } from './work.ts'

/**
 * The action's time is up; final, whatever tries it had left. A call that may still make an effect which
 * must not be made twice leaves the action unknown instead. A worker that still holds it reports too
 * late. The fence names the deadline (a retry of the request clears it and a claim raises the fence), so
 * the alarm needs no second look at the clock: the store's may be ahead of ours.
 */
export function actionTimedOut(
  work: Work,
  event: Extract<RunEvent, { type: 'action_timed_out' }>,
  action: ActionRun,
): boolean {
  if (action.deadlineAt === undefined || !inFlight(action) || action.fence !== event.fence)
    return false
  const planned = work.planned.get(event.action)
  const isCalled = action.state === 'running'
  const left = planned && isCalled ? doubted(planned, action, true) : action
  const stopping = planned !== undefined && isStopping(work, planned)
  if (planned && isCalled && !stopping && needsWord(planned, left))
    leaveUnknown(work, event.action, left, outOfTime)
  else failForGood(work, event.action, left, outOfTime)
  return true
}

const outOfTime: ActionError = {
  code: 'action.timeout',
  message: 'The action did not end within its time',
  class: 'timeout',
}

/** The whole request's time is up: it fails, also where a hand-over or a retry would have been next. */
export function requestTimedOut(work: Work): boolean {
  const { state, deadlineAt, cancelling } = work.run
  if (state !== 'in_progress' || cancelling || deadlineAt === undefined || work.now < deadlineAt)
    return false
  work.run = {
    ...work.run,
    failure: {
      code: 'request.timeout',
      message: 'The request did not end within its time',
      class: 'timeout',
    },
    cancelling: { by: 'system', reason: 'timeout', outcome: 'failed' },
  }
  stopEverything(work)
  return true
}
