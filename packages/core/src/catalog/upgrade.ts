import { giveIds, type Named } from './action-ids.ts'
import type { Item } from './item.ts'
import { isRecord, listOf, own, type Path } from './path.ts'
import { type Mutable, put, upgradeConfig } from './upgrade-config.ts'
import { settleParts } from './settle.ts'
import { type Memory, newMemory, type Upgraded } from './upgrade-memory.ts'
import { originalOffset, type Responder, rewriteNames, rewriteSecrets } from './upgrade-texts.ts'
import { actionsOf, type ActionView } from './view.ts'

type Raw = Readonly<Record<string, unknown>>

/**
 * The v2 document that a v1 document means. Pure; expects a document that fits the v1 schema, and carries
 * over as it stands whatever it does not know.
 */
export function upgrade(v1: unknown): Item {
  return upgradeDocument(v1).item
}

/** As `upgrade`, with the way back from every upgraded path to the v1 document. */
export function upgradeDocument(v1: unknown): Upgraded {
  const memory = newMemory()
  const document: Raw = isRecord(v1) ? v1 : {}
  const { header, ...rest } = document
  const item: Mutable = {
    version: '2.0',
    kind: 'CatalogItem',
    metadata: metadataOf(header, memory),
  }
  for (const [key, value] of Object.entries(rest)) {
    if (!Object.hasOwn(item, key)) put(item, key, structuredCopy(value))
  }
  memory.moved(['version'], [])
  memory.moved(['kind'], [])
  dropEmptyChoices(item)
  upgradeActions(item, memory)
  settleParts(item, memory)
  return {
    item: item as unknown as Item,
    origin: memory.origin,
    originalOffset: (path, offset) =>
      memory.editsAt(path).reduceRight((at, edits) => originalOffset(edits, at), offset),
  }
}

function metadataOf(header: unknown, memory: Memory): unknown {
  memory.moved(['metadata'], ['header'])
  if (!isRecord(header)) return header
  const { owner, contact, ...rest } = structuredCopy(header) as Raw
  if (typeof owner !== 'string') return { ...rest, owner }
  memory.moved(['metadata', 'owner', 'team'], ['header', 'owner'])
  memory.moved(['metadata', 'owner', 'contact'], ['header', 'contact'])
  return { ...rest, owner: { team: owner, ...(contact !== undefined && { contact }) } }
}

/** v1 writes `enum: []` for "any"; v2 has no such list. */
function dropEmptyChoices(item: Mutable): void {
  for (const group of listOf(own(own(item, 'presentation'), 'groups'))) {
    for (const field of listOf(own(group, 'fields')) as Mutable[]) {
      if (!isRecord(field)) continue
      const validation = own(field, 'validation') as Mutable | undefined
      if (
        validation &&
        Array.isArray(own(validation, 'enum')) &&
        listOf(validation.enum).length === 0
      ) {
        delete validation.enum
      }
    }
  }
}

function upgradeActions(item: Mutable, memory: Memory): void {
  for (const view of actionsOf(item)) if (!view.undoes) wrapRollback(view, memory)
  const views = actionsOf(item)
  const ids = giveIds(views, memory)
  giveOrders(views, memory)
  for (const view of views) {
    upgradeConfig(view, memory)
    rewriteAll(view, { memory, responder: (type) => respondent(type, view, ids) })
  }
  for (const { action } of views) nameFirst(action)
  const fulfillment = own(item, 'fulfillment')
  const responder = (type: string) => ids.findLast((one) => one.type === type)?.id
  const pen = { memory, responder }
  for (const key of ['notifications', 'prerequisites', 'depends_on']) {
    rewriteTexts(own(fulfillment, key), ['fulfillment', key], pen)
  }
  rewriteTexts(own(fulfillment, 'manual'), ['fulfillment', 'manual'], pen, ['actions'])
  rewriteTexts(own(item, 'monitoring'), ['monitoring'], pen)
}

/** The order in which people read an action: what it is called, what it is, then the rest. */
function nameFirst(action: Mutable): void {
  const first = ['id', 'name', 'description', 'type', 'order', 'parallel_group']
  const rest = Object.keys(action).filter((key) => !first.includes(key))
  for (const key of [...first, ...rest]) {
    if (!Object.hasOwn(action, key)) continue
    const value = action[key]
    delete action[key]
    action[key] = value
  }
}

/** A v1 list is worked through from top to bottom; v2 says so with `order`. */
function giveOrders(views: readonly ActionView[], memory: Memory): void {
  for (const lane of ['manual', 'automatic', 'post']) {
    const list = views.filter((view) => view.lane === lane && !view.undoes)
    if (list.length < 2 || list.some(({ action }) => Object.hasOwn(action, 'order'))) continue
    for (const [n, { action, path }] of list.entries()) {
      ;(action as Mutable).order = n + 1
      memory.moved([...path, 'order'], path)
    }
  }
}

/** `response.<type>` is the nearest action of that type above, else the only or first one. */
function respondent(type: string, reader: ActionView, named: readonly Named[]): string | undefined {
  const candidates = named.filter((one) => one.type === type)
  const start = reader.undoes ?? reader.path
  const list = start.slice(0, -1).join('.')
  const position = Number(start.at(-1))
  const above = candidates.findLast(
    ({ view }) => view.path.slice(0, -1).join('.') === list && Number(view.path.at(-1)) < position,
  )
  return (above ?? candidates[0])?.id
}

type Pen = { memory: Memory; responder: Responder }

function rewriteAll(view: ActionView, pen: Pen): void {
  for (const key of ['config', 'conditions', 'error_handling']) {
    rewriteTexts(own(view.action, key), [...view.path, key], pen)
  }
  const headers = own(own(view.action, 'config'), 'headers')
  if (!isRecord(headers)) return
  for (const [key, value] of Object.entries(headers)) {
    if (typeof value !== 'string') continue
    const { text, edits } = rewriteSecrets(value)
    if (edits.length === 0) continue
    put(headers, key, text)
    pen.memory.edited([...view.path, 'config', 'headers', key], edits)
  }
}

function rewriteTexts(value: unknown, path: Path, pen: Pen, except: readonly string[] = []): void {
  if (typeof value !== 'object' || value === null) return
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value)
  for (const [key, entry] of entries) {
    if (except.includes(String(key))) continue
    if (typeof entry !== 'string') {
      rewriteTexts(entry, [...path, key], pen)
      continue
    }
    const { text, edits } = rewriteNames(entry, pen.responder)
    if (edits.length === 0) continue
    put(value, key, text)
    pen.memory.edited([...path, key], edits)
  }
}

/** A v1 rollback is the action itself; it was run whenever the request failed. */
function wrapRollback({ action, path }: ActionView, memory: Memory): void {
  const rollback = own(action, 'rollback')
  if (!isRecord(rollback) || !Object.hasOwn(rollback, 'type')) return
  ;(action as Mutable).rollback = { enabled: true, automatic: true, action: rollback }
  memory.moved([...path, 'rollback', 'action'], [...path, 'rollback'])
}

function structuredCopy(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown)
}
