import type { Plan } from './plan.ts'
import type { Left, Outputs, Run } from './run.ts'
import { isMeant, leavesSomething, undoersOf, undoOrder } from './undo.ts'

/** An effect that stands although its request did not complete or was rolled back, and why. */
export type Leftover = { action: string; why: Left | 'not_asked' }

/**
 * What stands of a request that failed, was rejected, was cancelled or was rolled back, in the order of undoing. While
 * it is being rolled back only what surely stays; of one that completed nothing.
 */
export function leftOf(plan: Plan, run: Run): readonly Leftover[] {
  if (!statesWithLeftovers.has(run.state)) return []
  const undoers = undoersOf(plan)
  const byId = new Map(plan.actions.map((planned) => [planned.id, planned]))
  return undoOrder(plan, run).flatMap((action): Leftover[] => {
    const found = Object.hasOwn(run.actions, action) ? run.actions[action] : undefined
    if (!found || !leavesSomething(found)) return []
    if (found.undo) return [{ action, why: found.undo }]
    const planned = byId.get(action)
    if (!planned || !undoers.has(action)) return [{ action, why: 'not_possible' }]
    const coming = run.state === 'rolling_back' && isMeant(planned, run.rollback)
    return coming ? [] : [{ action, why: 'not_asked' }]
  })
}

const statesWithLeftovers: ReadonlySet<string> = new Set<Run['state']>([
  'failed',
  'rejected',
  'cancelled',
  'rolling_back',
  'rolled_back',
  'rollback_failed',
])

/**
 * Outputs by action as people read them: those of what was undone are gone unless its rollback
 * preserves state. The run and its log keep them, and templates of other rollbacks still read them.
 */
export function shownOutputs(plan: Plan, run: Run): Readonly<Record<string, Outputs>> {
  const found = plan.actions.flatMap(({ id, rollback }): [string, Outputs][] => {
    const action = Object.hasOwn(run.actions, id) ? run.actions[id] : undefined
    const gone = action?.state === 'compensated' && rollback?.preserveState !== true
    return action?.outputs && !gone ? [[id, action.outputs]] : []
  })
  return Object.fromEntries(found)
}
