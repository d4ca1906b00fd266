import type { ActionView } from './view.ts'
import { textOf } from './view.ts'

/**
 * A row of steps, each waiting for the one before: a lower `order` comes first, members of one
 * `parallel_group` within an order are one step, everything else is a step of its own in the order of the
 * file. Without `order` an action follows the one before it; one that names its predecessors instead
 * (`wait_for`) has no place in the row. The engine plans by the same rules.
 */
export function rowOf(actions: readonly ActionView[]): readonly (readonly string[])[] {
  const places: { id: string; order: number; group: string | undefined }[] = []
  for (const { action } of actions) {
    const id = textOf(action.id)
    if (id === undefined) continue
    const own = typeof action.order === 'number' ? action.order : undefined
    if (own === undefined && hasWaitFor(action)) continue
    const order = own ?? places.at(-1)?.order ?? 0
    places.push({ id, order, group: textOf(action.parallel_group) })
  }
  const steps = new Map<string, string[]>()
  for (const { id, order, group } of places.toSorted((a, b) => a.order - b.order)) {
    const key = group === undefined ? `action ${id}` : `group ${order} ${group}`
    const step = steps.get(key)
    if (step) step.push(id)
    else steps.set(key, [id])
  }
  return [...steps.values()]
}

function hasWaitFor(action: Readonly<Record<string, unknown>>): boolean {
  const { dependencies } = action
  return typeof dependencies === 'object' && dependencies !== null && 'wait_for' in dependencies
}

/** Who comes before whom, grown edge by edge. */
export type Precedence = {
  /** True when `first` surely ends before `later` starts. */
  precedes(first: string, later: string): boolean
  /** The way from `first` to `later`, both included; empty when there is none. */
  way(first: string, later: string): readonly string[]
  add(first: string, later: string): void
}

export function newPrecedence(): Precedence {
  const after = new Map<string, Set<string>>()
  /** Who was reached from whom, breadth first; stops at `later`. */
  const search = (first: string, later: string): Map<string, string> => {
    const from = new Map<string, string>()
    const open = [first]
    for (const here of open) {
      for (const next of after.get(here) ?? []) {
        if (from.has(next)) continue
        from.set(next, here)
        if (next === later) return from
        open.push(next)
      }
    }
    return from
  }
  return {
    precedes: (first, later) => search(first, later).has(later),
    way(first, later) {
      const from = search(first, later)
      const way: string[] = []
      for (let here = from.has(later) ? later : undefined; here !== undefined;) {
        way.unshift(here)
        here = here === first && way.length > 1 ? undefined : from.get(here)
      }
      return way.filter((id) => !id.startsWith(gate))
    },
    add(first, later) {
      const known = after.get(first)
      if (known) known.add(later)
      else after.set(first, new Set([later]))
    },
  }
}

/** No id starts like this. A gate stands between two steps, so that wide steps cost few edges. */
const gate = '|'

/** Lets every member of a step come before every member of the next. */
export function addRow(row: readonly (readonly string[])[], name: string, to: Precedence): void {
  for (const [n, step] of row.entries()) {
    for (const id of step) {
      if (n > 0) to.add(`${gate}${name} ${n}`, id)
      to.add(id, `${gate}${name} ${n + 1}`)
    }
  }
}
