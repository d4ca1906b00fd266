import type { Action } from '../catalog/item.ts'
import { fallbacksOf } from './lane-of.ts'
import type { PlannedAction } from './plan.ts'

/** Manual actions that stand in for automation, called by an action of it or by one that is called. */
export function borrowed(
  automation: readonly Action[],
  manual: readonly Action[],
): readonly Action[] {
  const called = new Set<string>()
  let last = automation
  while (last.length > 0) {
    const named = fallbacksOf(last)
    last = manual.filter(({ id }) => named.has(id) && !called.has(id))
    for (const { id } of last) called.add(id)
  }
  return manual.filter(({ id }) => called.has(id))
}

/**
 * The manual lane without what only stands in for automation. Where nothing else is in it, people who do
 * all of the request by hand do that.
 */
export function peoplesOwn(
  manual: readonly Action[],
  automation: readonly Action[],
): readonly Action[] {
  const stand = new Set(borrowed(automation, manual))
  return hasOwnWork(manual, automation) ? manual.filter((action) => !stand.has(action)) : manual
}

/** True when something of the manual lane would run by itself. */
export function hasOwnWork(manual: readonly Action[], automation: readonly Action[]): boolean {
  const stand = new Set(borrowed(automation, manual))
  const called = fallbacksOf(manual)
  const undoing = new Set([...manual, ...automation].map(({ rollback }) => rollback?.action))
  return manual.some(
    (action) => !stand.has(action) && !called.has(action.id) && !undoing.has(action.id),
  )
}

/** Marks what people do; without a time limit of its own none is put on them. */
export function asPeoplesWork(
  lane: readonly PlannedAction[],
  called: readonly Action[],
): readonly PlannedAction[] {
  const written = new Map(called.map((action) => [action.id, action]))
  return lane.map((planned) => {
    const action = written.get(planned.id)
    if (!action) return planned
    const { timeoutMs, ...rest } = planned
    const limit = action.timeout === undefined ? {} : { timeoutMs }
    return { ...rest, ...(limit.timeoutMs !== undefined && limit), manual: true as const }
  })
}
