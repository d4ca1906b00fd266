import type { ActionRun } from '@pao/core/engine'
import type { ActionView, AttemptView, RequestView } from './views.ts'

/** What stands for a value that somebody may not see. */
export const hidden = '***'

/** Every value hidden, the names kept: who oversees sees that something was filled in, not what. */
export function hideValues(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(values).map((name) => [name, hidden]))
}

/** A request for those who may see what happened, and not what was ordered with which values. */
export function hideRequest(view: RequestView): RequestView {
  // What was collected for people holds values of all kinds.
  const { handover: _, ...run } = view.run
  const runs = Object.entries(run.actions).map(([id, one]) => [id, hideAction(one)] as const)
  return {
    ...view,
    run: { ...run, actions: Object.fromEntries(runs) },
    fields: hideValues(view.fields),
    actions: hideActions(view.actions),
  }
}

/** Actions without what they brought, and without the words in which people were asked: those hold answers. */
export function hideActions(actions: readonly ActionView[]): readonly ActionView[] {
  return actions.map((action) => hideAction(action, action.name))
}

function hideAction<A extends Pick<ActionRun, 'outputs' | 'approval'>>(
  action: A,
  title = hidden,
): A {
  const { outputs, approval } = action
  return {
    ...action,
    ...(outputs && { outputs: hideValues(outputs) }),
    ...(approval && { approval: { ...approval, title, summary: hidden } }),
  }
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
