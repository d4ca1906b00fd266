import { failForGood } from './after-failure.ts'
import { inDoubt } from './doubt.ts'
import type { ActionRun, RunEvent } from './run.ts'
import { stopEverything } from './stop.ts'
import { inFlight, type Work } from './work.ts'

/**
 * The action's time is up; final, whatever tries it had left. A worker that still holds it reports too
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
  const tried = action.state === 'running' ? inDoubt(action) : action
  failForGood(work, event.action, tried, {
    code: 'action.timeout',
    message: 'The action did not end within its time',
    class: 'timeout',
  })
  return true
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
