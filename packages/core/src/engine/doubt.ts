import type { ActionError, ActionRun } from './run.ts'

/** By these classes the remote says that the try made nothing. */
const refusals: ReadonlySet<string> = new Set(['permanent', 'rate_limit'])

/**
 * The action after a try of `execute` that ended in any other way than by success or refusal. The doubt
 * outlives later tries that were clearly refused, and the retry of the request.
 */
export function inDoubt(action: ActionRun, error?: ActionError): ActionRun {
  if (action.entry !== 'execute' || (error && refusals.has(error.class))) return action
  return { ...action, unclear: true }
}
