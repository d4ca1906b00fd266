import type { Action } from '../catalog/item.ts'
import { topological } from './graph.ts'
import { positionEdges, steps } from './order.ts'
import type { Lane, PlannedAction } from './plan.ts'
import { inlineRollbackId, plannedAction } from './planned-action.ts'
import { usedOutputs } from './used-outputs.ts'

/**
 * The actions of one lane with every predecessor the document gives them: by name, by an output they
 * read, by position. Actions that only stand in or undo have no place in the row.
 */
export function laneOf(
  actions: readonly Action[],
  lane: Lane,
  parallel: boolean,
): readonly PlannedAction[] {
  const roles = rolesOf(actions)
  const drawn = actions.flatMap((action) => [
    draw(action, lane, roles.get(action.id) ?? 'main'),
    ...inlineRollback(action, lane),
  ])
  const main = actions.filter(({ id }) => !roles.has(id))
  const row = parallel ? steps(main) : inSequence(drawn, main)
  const position = positionEdges(row)
  return drawn.map((planned) =>
    planned.role === 'main'
      ? { ...planned, after: union(planned.after, position.get(planned.id) ?? []) }
      : { ...planned, after: [] },
  )
}

function draw(action: Action, lane: Lane, role: PlannedAction['role']): PlannedAction {
  const planned = plannedAction(action, lane, role)
  const read = usedOutputs(planned.config, planned.conditions)
  return { ...planned, after: union(planned.after, read) }
}

/** One after another whatever the groups say; what an action asks for by name goes before position. */
function inSequence(
  drawn: readonly PlannedAction[],
  main: readonly Action[],
): readonly (readonly string[])[] {
  const byId = new Map(drawn.map((planned) => [planned.id, planned]))
  const row = steps(main.map((action) => ({ ...action, order: action.order ?? 0 }))).flat()
  const nodes = row.map((id) => ({ id, after: byId.get(id)?.after ?? [] }))
  return topological(nodes).map(({ id }) => [id])
}

/** Who only stands in or undoes. Fallback goes before rollback: one that is both can be called. */
export function rolesOf(actions: readonly Action[]): ReadonlyMap<string, 'fallback' | 'rollback'> {
  const roles = new Map<string, 'fallback' | 'rollback'>()
  for (const { rollback } of actions)
    if (typeof rollback?.action === 'string') roles.set(rollback.action, 'rollback')
  for (const { error_handling: handling } of actions)
    if (handling?.fallback_action !== undefined) roles.set(handling.fallback_action, 'fallback')
  return roles
}

function inlineRollback({ id, rollback }: Action, lane: Lane): readonly PlannedAction[] {
  if (typeof rollback?.action !== 'object' || rollback.enabled === false) return []
  return [draw({ ...rollback.action, id: inlineRollbackId(id) }, lane, 'rollback')]
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])]
}
