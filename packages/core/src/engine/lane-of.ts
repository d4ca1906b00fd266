import type { Action } from '../catalog/item.ts'
import { topological } from './graph.ts'
import { positionEdges, steps } from './order.ts'
import type { Lane, PlannedAction } from './plan.ts'
import { plannedAction } from './planned-action.ts'
import { undoerOf, type Undoing } from './undoer-of.ts'
import { usedOutputs } from './used-outputs.ts'

/** `parallel` false: one after another, whatever the groups say. */
type Drawing = { parallel: boolean; undoing: Undoing }

/**
 * The actions of one lane with every predecessor the document gives them: by name, by an output they
 * read, by position. What only stands in has no place in the row; what undoes is there once for each
 * action that it undoes, and never by itself.
 */
export function laneOf(
  actions: readonly Action[],
  lane: Lane,
  { parallel, undoing }: Drawing,
): readonly PlannedAction[] {
  const fallbacks = fallbacksOf(actions)
  const run = actions.filter(({ id }) => fallbacks.has(id) || !undoing.byId.has(id))
  const drawn = run.flatMap((action) =>
    draw(action, { lane, role: fallbacks.has(action.id) ? 'fallback' : 'main', undoing }),
  )
  const main = run.filter(({ id }) => !fallbacks.has(id))
  const row = parallel ? steps(main) : inSequence(drawn, main)
  const position = positionEdges(row)
  return drawn.map((planned) =>
    planned.role === 'main'
      ? { ...planned, after: union(planned.after, position.get(planned.id) ?? []) }
      : { ...planned, after: [] },
  )
}

type Drawn = { lane: Lane; role: PlannedAction['role']; undoing: Undoing }

/** The action and, after it, the one that undoes it. */
function draw(action: Action, { lane, role, undoing }: Drawn): readonly PlannedAction[] {
  const planned = plannedAction(action, lane, role)
  const after = union(planned.after, usedOutputs(planned.config, planned.conditions))
  const undoer = undoerOf(action, lane, undoing)
  if (!undoer) return [{ ...planned, after }]
  const { automatic, preserve_state: preserve } = action.rollback ?? {}
  const rollback = {
    action: undoer.id,
    automatic: automatic === true,
    preserveState: preserve === true,
  }
  return [{ ...planned, after, rollback }, undoer]
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

/** The actions that only stand in for others of the lane, also those that undo something as well. */
export function fallbacksOf(actions: readonly Action[]): ReadonlySet<string> {
  return new Set(actions.flatMap(({ error_handling: handling }) => handling?.fallback_action ?? []))
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])]
}
