import type { Action } from '../catalog/item.ts'

/**
 * Which actions run next to each other by `order` and `parallel_group`: a row of steps, each waiting
 * for the one before. A lower order comes first; within an order the members of one group form a
 * step at the place of their first member, everything else is a step of its own in document order.
 * Without an `order` an action takes the place after the one before it in the document; if it names
 * its predecessors (`wait_for`) instead, it has no place in the row at all.
 */
export function steps(actions: readonly Action[]): readonly (readonly string[])[] {
  const row = places(actions).toSorted((a, b) => a.order - b.order)
  const found = new Map<string, string[]>()
  for (const { id, order, group } of row) {
    const key = group === undefined ? `action ${id}` : `group ${order} ${group}`
    const step = found.get(key)
    if (step) step.push(id)
    else found.set(key, [id])
  }
  return [...found.values()]
}

type Place = { id: string; order: number; group: string | undefined }

function places(actions: readonly Action[]): readonly Place[] {
  const row: Place[] = []
  for (const action of actions) {
    if (action.order === undefined && action.dependencies?.wait_for) continue
    const order = action.order ?? row.at(-1)?.order ?? 0
    row.push({ id: action.id, order, group: action.parallel_group })
  }
  return row
}

/** Predecessors by position: every member of a step comes after every member of the step before. */
export function positionEdges(
  row: readonly (readonly string[])[],
): ReadonlyMap<string, readonly string[]> {
  return new Map(row.flatMap((step, n) => step.map((id) => [id, row[n - 1] ?? []] as const)))
}
