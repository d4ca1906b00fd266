import type { Plan } from '@pao/core/engine'
import type { Store } from './store.ts'
import { type Entry, entryName, type RequestRow } from './store-rows.ts'

const remindMs = 3_000

type SetIn = { tenant: string; hash: string; actions: Plan['actions'] }
type PinnedIn = {
  plan: RequestRow['plan']
  set: string
  version: string
  hash: string
  fields: unknown
  sealed: string | null
  changes: number
}
type BegunIn = { action_id: string; state: string; fence: number }

/** What a save writes when the request goes over to another plan: `pinned` and `sets` as their JSON. */
export type ReplanIn = { pinned: string; sets: string; actions: readonly BegunIn[] }

/** Sets that are there already stay as they are. */
export function keepSets(store: Store, sets: string): void {
  for (const { tenant, hash, actions } of JSON.parse(sets) as SetIn[])
    if (!store.actionSets.has(entryName(tenant, hash)))
      store.actionSets.set(entryName(tenant, hash), actions)
}

/** What was fixed is written anew, new actions get a row, what was ordered is kept the first time. */
export function writeReplan(store: Store, entry: Entry, { pinned, sets, actions }: ReplanIn): void {
  const { plan, set, version, hash, fields, sealed, changes } = JSON.parse(pinned) as PinnedIn
  const { request } = entry
  const before = request.fixed
  const ordered = {
    version: before['item_version'],
    hash: before['definition_hash'],
    plan: request.plan,
    action_set: request.action_set_hash,
    fields: before['fields'],
  }
  keepSets(store, sets)
  Object.assign(request, {
    plan,
    action_set_hash: set,
    fixed: {
      ...before,
      item_version: version,
      definition_hash: hash,
      fields,
      sealed_fields: sealed,
      plan_changes: changes,
      ordered_as: before['ordered_as'] ?? ordered,
    },
  })
  for (const { action_id, state, fence } of actions)
    if (!entry.actions.has(action_id))
      entry.actions.set(action_id, {
        ...newAction(action_id, state, state === 'ready' ? store.now() + remindMs : null),
        fence,
      })
}

/** An action's row as it begins. */
export function newAction(action_id: string, state: string, wake_at: number | null) {
  return {
    action_id,
    state,
    fence: 0,
    lease_owner: null,
    lease_until: null,
    wake_at,
    wait_key: null,
    deadline_at: null,
    escalate_at: null,
    sealed: null,
  }
}
