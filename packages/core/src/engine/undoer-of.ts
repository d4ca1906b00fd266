import type { Action } from '../catalog/item.ts'
import type { Lane, PlannedAction } from './plan.ts'
import { plannedAction } from './planned-action.ts'

/** What rollbacks may be made of, whatever lane it stands in. */
export type Undoing = {
  /** Actions of the item that only undo. */
  byId: ReadonlyMap<string, Action>
  /** Types whose connector has a `compensate` of its own. */
  compensatingTypes: ReadonlySet<string>
}

/** The actions that some rollback of the item names; none of them runs by itself. */
export function undoingOf(
  actions: readonly Action[],
  compensatingTypes: ReadonlySet<string>,
): Undoing {
  const named = new Set(actions.map(({ rollback }) => rollback?.action))
  const byId = new Map(
    actions.filter(({ id }) => named.has(id)).map((action) => [action.id, action]),
  )
  return { byId, compensatingTypes }
}

/**
 * The action that undoes this one, as an action of its own in the same lane: what its rollback names or
 * holds, or the connector's own compensation when nothing is named. It has one original and no
 * predecessors, and when it fails nothing stands in for it.
 */
export function undoerOf(action: Action, lane: Lane, undoing: Undoing): PlannedAction | undefined {
  const id = rollbackId(action.id)
  const source = sourceOf(action, undoing)
  if (!source) return undefined
  const {
    fallback: _fallback,
    rollback: _rollback,
    needs: _needs,
    ...planned
  } = plannedAction({ ...source.action, id }, lane, 'rollback')
  return {
    ...planned,
    after: [],
    requireSuccess: false,
    onFailure: 'fail',
    undoes: action.id,
    ...(source.compensates && { compensates: true }),
  }
}

type Source = { action: Omit<Action, 'id'>; compensates?: true }

function sourceOf(action: Action, { byId, compensatingTypes }: Undoing): Source | undefined {
  const { rollback, type } = action
  if (!rollback || rollback.enabled === false) return undefined
  if (typeof rollback.action === 'object')
    return { action: { ...rollback.action, name: rollback.action.name ?? undoName(action) } }
  if (typeof rollback.action === 'string') {
    const named = byId.get(rollback.action)
    return named && { action: { ...named, name: named.name ?? named.id } }
  }
  const able = rollback.enabled === true && compensatingTypes.has(type)
  return able ? { action: compensationOf(action), compensates: true } : undefined
}

function undoName({ id, name }: { id: string; name?: string | undefined }): string {
  return `Undo ${name ?? id}`
}

/** The same call as the original's, under another name, with its tries and its secrets. */
function compensationOf({
  id,
  name,
  type,
  config,
  retry,
  timeout,
  output,
}: Action): Source['action'] {
  return {
    name: undoName({ id, name }),
    type,
    config,
    ...(retry && { retry }),
    ...(timeout !== undefined && { timeout }),
    ...(output?.sensitive && { output: { sensitive: output.sensitive } }),
  }
}

/** Id of the action that undoes another; no action of a document can have it. */
function rollbackId(id: string): string {
  return `${id}:rollback`
}
