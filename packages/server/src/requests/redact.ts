import type { ActionView, AttemptView, RequestView } from './views.ts'

/** What stands for a value that somebody may not see. */
const hidden = '***'

/** Every value hidden, the names kept: who oversees sees that something was filled in, not what. */
export function hideValues(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(values).map((name) => [name, hidden]))
}

/** A request for those who may see what happened, and not what was ordered with which values. */
export function hideRequest(view: RequestView): RequestView {
  // What was collected for people holds values of all kinds.
  const { handover: _, ...run } = view.run
  return { ...view, run, fields: hideValues(view.fields), actions: hideActions(view.actions) }
}

/** Actions without what they brought. */
export function hideActions(actions: readonly ActionView[]): readonly ActionView[] {
  return actions.map((action) => ({
    ...action,
    ...(action.outputs && { outputs: hideValues(action.outputs) }),
  }))
}

/** Attempts without what went in and came out. */
export function hideAttempts(attempts: readonly AttemptView[]): readonly AttemptView[] {
  return attempts.map((attempt) => ({
    ...attempt,
    input: attempt.input === null ? null : hidden,
    outputs: attempt.outputs === null ? null : hidden,
    ref: attempt.ref === null ? null : hidden,
    log: [],
  }))
}

/** Outputs by action, each value hidden. */
export function hideOutputs(
  outputs: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(outputs).map(([action, values]) => [
      action,
      typeof values === 'object' && values !== null ? hideValues({ ...values }) : hidden,
    ]),
  )
}
