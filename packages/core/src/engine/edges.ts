import type { PlannedAction } from './plan.ts'

/**
 * Keeps only predecessors that can mean something: who waits for a fallback waits for the actions it
 * stands in for, nobody waits for a rollback, and the automatic and manual lanes never wait for
 * each other (one ends before the other begins).
 */
export function withEdges(actions: readonly PlannedAction[]): readonly PlannedAction[] {
  const byId = new Map(actions.map((action) => [action.id, action]))
  const resolve = (from: PlannedAction, ids: readonly string[]): readonly string[] => {
    const found = ids.flatMap((id) => {
      const target = byId.get(id)
      if (!target || target.role === 'rollback' || !mayWait(from, target)) return []
      if (target.role === 'main') return [id]
      return actions.filter(({ fallback }) => fallback === id).map((primary) => primary.id)
    })
    return [...new Set(found)].filter((id) => id !== from.id)
  }
  return actions.map((action) => ({
    ...action,
    after: resolve(action, action.after),
    ...(action.needs && { needs: resolve(action, action.needs) }),
  }))
}

function mayWait(from: PlannedAction, target: PlannedAction): boolean {
  return from.lane === target.lane || from.lane === 'post'
}
