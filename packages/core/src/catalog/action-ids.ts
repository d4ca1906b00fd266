import type { Memory } from './upgrade-memory.ts'
import { put } from './upgrade-config.ts'
import { type ActionView, textOf } from './view.ts'

export type Named = { type: string; id: string; view: ActionView }

/** `<type>_<n>`, n counting the actions of that type through the document: stable while order is. */
export function giveIds(views: readonly ActionView[], memory: Memory): Named[] {
  const taken = new Set(views.map(({ action }) => textOf(action.id)))
  const counts = new Map<string, number>()
  const named: Named[] = []
  for (const view of views) {
    const type = textOf(view.action.type)
    if (view.undoes || type === undefined) continue
    const given = textOf(view.action.id)
    const id = given ?? freeId(type, counts, taken)
    if (!Object.hasOwn(view.action, 'id')) {
      put(view.action, 'id', id)
      memory.moved([...view.path, 'id'], view.path)
    }
    named.push({ type, id, view })
  }
  return named
}

function freeId(type: string, counts: Map<string, number>, taken: Set<string | undefined>): string {
  const stem = type.replaceAll(/[^A-Za-z0-9]/g, '_')
  for (;;) {
    const count = (counts.get(type) ?? 0) + 1
    counts.set(type, count)
    const id = `${stem}_${count}`
    if (taken.has(id)) continue
    taken.add(id)
    return id
  }
}
