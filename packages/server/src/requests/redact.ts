import type { Run } from '@pao/core/engine'
import type { RequestEvent } from './request-event.ts'
import type { ActionView, AttemptView, RequestView } from './views.ts'

/** What stands for a value that somebody may not see. */
export const hidden = '***'

/** Every value hidden, the names kept: who oversees sees that something was filled in, not what. */
export function hideValues(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(values).map((name) => [name, hidden]))
}

/** Keys under which values stand that were answered, entered, edited or brought back. */
const valued: ReadonlySet<string> = new Set(['outputs', 'signal', 'nextSignal', 'memo', 'changes'])
/** Keys of words in which people are asked: they hold answers. */
const worded: ReadonlySet<string> = new Set(['title', 'summary'])
/** How deep what is hidden may lie; nothing of ours is deeper. */
const deepest = 32

/**
 * The same without what came in or went out anywhere in it: values by their key, and what other systems said, for they
 * often repeat what they were given. Code and class of a failure stay.
 */
export function withoutValues<T>(value: T, depth = 0): T {
  if (typeof value !== 'object' || value === null || depth > deepest) return value
  if (Array.isArray(value)) return value.map((one: unknown) => withoutValues(one, depth + 1)) as T
  const isFailure = 'code' in value && 'message' in value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]: [string, unknown]) => {
      if ((isFailure && key === 'message') || worded.has(key)) return [key, hidden]
      if (!valued.has(key)) return [key, withoutValues(one, depth + 1)]
      return [key, typeof one === 'object' && one !== null ? hideValues({ ...one }) : hidden]
    }),
  ) as T
}

/** A request for those who may see what happened, and not what was ordered with which values. */
export function hideRequest(view: RequestView): RequestView {
  const { run, actions, left, fields } = view
  return {
    ...view,
    run: hideRun(run),
    fields: hideValues(fields),
    actions: hideActions(actions),
    left: withoutValues(left),
  }
}

/** A run without what went in and came out. */
export function hideRun(run: Run): Run {
  // What was collected for people holds values of all kinds.
  const { handover: _, ...rest } = run
  return withoutValues(rest)
}

/** Actions without what they brought, and without the words in which people were asked. */
export function hideActions(actions: readonly ActionView[]): readonly ActionView[] {
  return actions.map((action) => {
    const shown = withoutValues(action)
    const { approval } = shown
    return approval ? { ...shown, approval: { ...approval, title: action.name } } : shown
  })
}

/** A row of the log without values. */
export function hideEvent(event: RequestEvent): RequestEvent {
  const { event: happened, told, ...row } = event
  return {
    ...row,
    ...(happened && { event: withoutValues(happened) }),
    ...(told && { told: { ...told, detail: hidden } }),
  }
}

/** Attempts without what went in and came out. */
export function hideAttempts(attempts: readonly AttemptView[]): readonly AttemptView[] {
  return attempts.map((attempt) => ({
    ...attempt,
    input: attempt.input === null ? null : hidden,
    outputs: attempt.outputs === null ? null : hidden,
    error: withoutValues(attempt.error),
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
