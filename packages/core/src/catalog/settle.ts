import { giveIds } from './action-ids.ts'
import type { Item } from './item.ts'
import { isRecord, own, type Path } from './path.ts'
import { type Mutable, put } from './upgrade-config.ts'
import { type Memory, newMemory, type Upgraded } from './upgrade-memory.ts'
import { actionsOf, fieldsOf } from './view.ts'

/**
 * A v2 document in the one form that everything behind ingest knows: settings of a datasource beside its
 * type, groups of actions as texts, an id for every action. Mostly that is the document itself.
 */
export function settleDocument(value: unknown): Upgraded {
  const memory = newMemory()
  let item = value
  if (needsSettling(value)) {
    item = JSON.parse(JSON.stringify(value))
    settleParts(item, memory)
  }
  return { item: item as Item, origin: memory.origin, originalOffset: (_path, offset) => offset }
}

/** Settles a document in place, v1 or v2, remembering what moved. */
export function settleParts(item: unknown, memory: Memory): void {
  for (const { field, path } of fieldsOf(item)) {
    const source = own(field, 'datasource')
    if (isWrapped(source)) unwrap(source, [...path, 'datasource'], memory)
  }
  const views = actionsOf(item)
  for (const { action } of views) {
    if (typeof action.parallel_group !== 'number') continue
    put(action, 'parallel_group', String(action.parallel_group))
  }
  const nameless = views.some(isNameless)
  if (nameless)
    giveIds(
      views.filter((view) => view.lane === 'post' || !isNameless(view)),
      memory,
    )
}

function needsSettling(value: unknown): boolean {
  return (
    fieldsOf(value).some(({ field }) => isWrapped(own(field, 'datasource'))) ||
    actionsOf(value).some(
      (view) =>
        typeof view.action.parallel_group === 'number' ||
        (view.lane === 'post' && isNameless(view)),
    )
  )
}

function isNameless({ action, undoes }: ReturnType<typeof actionsOf>[number]): boolean {
  return !undoes && !Object.hasOwn(action, 'id')
}

function isWrapped(source: unknown): source is Mutable & { config: Mutable } {
  return isRecord(source) && isRecord(own(source, 'config'))
}

function unwrap(source: Mutable & { config: Mutable }, path: Path, memory: Memory): void {
  const { config } = source
  delete (source as Mutable).config
  for (const [key, value] of Object.entries(config)) {
    if (Object.hasOwn(source, key)) continue
    put(source, key, value)
    memory.moved([...path, key], [...path, 'config', key])
  }
}
