import { isRecord, listOf, own, type Path } from './path.ts'

type Raw = Readonly<Record<string, unknown>>

/** Part of the item an action stands in. An inline rollback belongs to the lane of its owner. */
export type ListedLane = 'manual' | 'automatic' | 'post'

export type ActionView = {
  action: Raw
  path: Path
  lane: ListedLane
  /** Path of the action that an inline rollback undoes. */
  undoes?: Path
}

export type FieldView = {
  field: Raw
  id: string | undefined
  path: Path
  group: Raw
  groupPath: Path
}

const lanes: readonly { lane: ListedLane; path: Path }[] = [
  { lane: 'manual', path: ['fulfillment', 'manual', 'actions'] },
  { lane: 'automatic', path: ['fulfillment', 'automatic', 'actions'] },
  { lane: 'post', path: ['fulfillment', 'post_fulfillment'] },
]

/** Every action of a document of either version, inline rollbacks after their owners. Never throws. */
export function actionsOf(document: unknown): ActionView[] {
  const views: ActionView[] = []
  for (const { lane, path } of lanes) {
    for (const [n, action] of listAt(document, path).entries()) {
      if (!isRecord(action)) continue
      const here = [...path, n]
      views.push({ action, path: here, lane })
      const inline = inlineRollback(action)
      if (inline) {
        views.push({ action: inline.action, path: [...here, ...inline.path], lane, undoes: here })
      }
    }
  }
  return views
}

function inlineRollback(action: Raw): { action: Raw; path: Path } | undefined {
  const rollback = own(action, 'rollback')
  if (!isRecord(rollback)) return undefined
  if (Object.hasOwn(rollback, 'type')) return { action: rollback, path: ['rollback'] }
  const inner = own(rollback, 'action')
  return isRecord(inner) ? { action: inner, path: ['rollback', 'action'] } : undefined
}

/** Every field of a document, in the order of the file. Never throws. */
export function fieldsOf(document: unknown): FieldView[] {
  const views: FieldView[] = []
  for (const [g, group] of listAt(document, ['presentation', 'groups']).entries()) {
    if (!isRecord(group)) continue
    const groupPath = ['presentation', 'groups', g]
    for (const [f, field] of listOf(own(group, 'fields')).entries()) {
      if (!isRecord(field)) continue
      const path = [...groupPath, 'fields', f]
      views.push({ field, id: textOf(field.id), path, group, groupPath })
    }
  }
  return views
}

/** A text, or nothing. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function listAt(root: unknown, path: Path): readonly unknown[] {
  let value = root
  for (const step of path) value = own(value, step)
  return listOf(value)
}

/** The type of action whose settings an environment's `approvals` may be. */
export const approvalType = 'approval-workflow'

/** Where environments of a document say themselves how people are asked before an order begins. */
export function approvalSettings(
  document: unknown,
): readonly { settings: Record<string, unknown>; path: Path }[] {
  const environments = own(own(document, 'fulfillment'), 'environments')
  if (!isRecord(environments)) return []
  return Object.keys(environments).flatMap((name) => {
    const settings = own(environments[name], 'approvals')
    const path = ['fulfillment', 'environments', name, 'approvals']
    return isRecord(settings) ? [{ settings, path }] : []
  })
}

/** The type of action whose settings those of a `rest-check` are. */
export const restCheckType = 'rest-api'

/** Settings of the `rest-check` prerequisites of a document. */
export function restChecks(
  document: unknown,
): readonly { settings: Record<string, unknown>; path: Path }[] {
  const path = ['fulfillment', 'prerequisites']
  return listAt(document, path).flatMap((check, n) => {
    const settings = own(check, 'config') ?? {}
    const isOurs = own(check, 'type') === 'rest-check' && isRecord(settings)
    return isOurs ? [{ settings, path: [...path, n, 'config'] }] : []
  })
}
