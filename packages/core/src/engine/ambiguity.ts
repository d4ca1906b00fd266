import type { PlannedAction } from './plan.ts'
import type { ActionError, ActionRun } from './run.ts'
import { end, inFlightOnly, isWork, without, type Work } from './work.ts'

/** What is known of a call that failed. `made` is the connector's own word, where it has one. */
export type FailedCall = { class: string; status?: number; made?: 'no' | 'maybe' }

const unclear: ReadonlySet<string> = new Set(['timeout', 'connection', '5xx', 'cancelled'])

/**
 * The one place that says whether a failed try left open if its effect was made. An answer of 4xx is a
 * refusal; a server's own fault, an answer nobody understood and silence are not.
 */
export function isAmbiguous({ class: kind, status, made }: FailedCall): boolean {
  if (made !== undefined) return made === 'maybe'
  if (status !== undefined) return status >= 500 || status < 400
  return unclear.has(kind)
}

/** The action with the mark that what it makes may exist, if this try was one that makes something. */
export function doubted(planned: PlannedAction, action: ActionRun, ambiguous: boolean): ActionRun {
  const makes = action.entry === 'execute' && planned.reads !== true
  return ambiguous && makes ? { ...action, maybe: true } : action
}

/** True when asking again could make a second effect: nobody but a person may say how it ended. */
export function needsWord(planned: PlannedAction, action: ActionRun): boolean {
  return action.maybe === true && action.entry === 'execute' && planned.repeat === 'never'
}

/**
 * Leaves the action as it is until somebody says what became of it. Its clock stops: people are not held
 * to the time limit of a call. Notices hold nobody up, so theirs simply fail.
 */
export function leaveUnknown(work: Work, id: string, action: ActionRun, error: ActionError): void {
  const planned = work.planned.get(id)
  if (planned && !isWork(planned)) return end(work, id, action, { state: 'failed', error })
  const rest = without(action, [...inFlightOnly, 'memo'])
  work.actions[id] = { ...rest, state: 'unknown', lostClaims: 0, error }
}
