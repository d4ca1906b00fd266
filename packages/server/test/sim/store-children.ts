import type { Run } from '@pao/core/engine'
import type { Handler, Store } from './store.ts'
import { type Entry, entryName, type RequestRow, type Result } from './store-rows.ts'

/** Statements about requests that actions of others ordered. */

const none: Result = { rows: [], count: 0 }
const rowsOf = (rows: readonly object[]): Result => ({ rows, count: rows.length })
const mostAtOnce = 100
/** States of an action that does not wait any more for what it ordered. */
const over = new Set(['cancelled', 'failed', 'compensated'])

type Parent = { id: string; action: string; generation: number | null }

/** The action that ordered a request, as its row says; generation null = it does not answer for it any more. */
export function parentOf({ fixed }: Pick<RequestRow, 'fixed'>): Parent | undefined {
  const { parent_id: id, parent_action: action, parent_generation: generation } = fixed
  if (typeof id !== 'string') return undefined
  return { id, action: String(action), generation: generation as number | null }
}

/** The unique index over what answers for one effect. */
export function childName({ tenant, fixed }: Pick<RequestRow, 'tenant' | 'fixed'>): string {
  const { id, action, generation } = parentOf({ fixed }) ?? {}
  if (id === undefined || generation === null) return ''
  return [tenant, id, action, generation].join(' ')
}

const childOf: Handler = (store, values) => {
  const name = values.map(String).join(' ')
  const found = [...store.entries.values()].find(({ request }) => childName(request) === name)
  return found ? rowsOf([{ id: found.request.id }]) : none
}

const standing: Handler = (store, [tenant, id]) => {
  const { requester_teams, requester_roles } = store.see(entryName(tenant, id))?.request.fixed ?? {}
  return rowsOf([{ requester_teams, requester_roles }])
}

/** How many stand above it, as far as the statement counts. */
const depth: Handler = (store, [tenant, id, , deepest]) => {
  let found = 0
  for (let at = store.see(entryName(tenant, id)); at && found <= Number(deepest); found += 1)
    at = store.see(entryName(tenant, parentOf(at.request)?.id))
  return rowsOf([{ depth: found === 0 ? null : found }])
}

const letGo: Handler = (store, [generation, tenant, id], tx) => {
  const entry = store.take(entryName(tenant, id), tx)
  if (!entry) return none
  const fixed = { ...entry.request.fixed, parent_generation: generation }
  Object.assign(entry.request, { fixed })
  return { rows: [], count: 1 }
}

const waiters: Handler = (store, [tenant, id, key]) => {
  const rows = [...(store.see(entryName(tenant, id))?.actions.values() ?? [])]
  return rowsOf(
    rows.flatMap(({ action_id, wait_key }) => (wait_key === key ? [{ action_id }] : [])),
  )
}

type Family = { child: Entry; parent: Entry; action: string; generation: number | null }

/** Requests whose parent's action does not wait for them any more. */
function strangers(store: Store): Family[] {
  return [...store.entries.values()].flatMap((child): Family[] => {
    const { id, action = '', generation = null } = parentOf(child.request) ?? {}
    const parent = store.see(entryName(child.request.tenant, id))
    const state = parent?.actions.get(action)?.state ?? ''
    return parent && over.has(state) ? [{ child, parent, action, generation }] : []
  })
}

function cancellingOf({ request }: Entry): Run['cancelling'] {
  return (JSON.parse(request.run) as Run).cancelling
}

const orphaned: Handler = (store) => {
  const rows = strangers(store).flatMap(({ child: { request }, parent }) => {
    if (request.ended_at !== null || parent.request.ended_at === null) return []
    const cancelling = cancellingOf(parent)
    if (!cancelling) return []
    const { tenant, id } = request
    return [{ tenant, id, parent: parent.request.id, compensate: cancelling.compensate === true }]
  })
  return rowsOf(rows.slice(0, mostAtOnce))
}

const late: Handler = (store, [seconds]) => {
  const since = store.now() - Number(seconds) * 1_000
  const rows = strangers(store).flatMap(({ child, parent, action, generation }) => {
    const { tenant, id, state, ended_at } = child.request
    if (generation === null || state !== 'completed' || (ended_at ?? 0) <= since) return []
    if (!parent.actions.has(undoerOf(action)) || !leavesUndoable(child)) return []
    if (cancellingOf(parent)?.compensate !== true) return []
    return [{ tenant, id, parent: parent.request.id }]
  })
  return rowsOf(rows.slice(0, mostAtOnce))
}

const busy = new Set(['ready', 'running', 'waiting', 'unknown'])

/** Requests that wait for an answer though nothing of them is under way. */
const answered: Handler = (store) => {
  const rows = [...store.entries.values()].flatMap(({ request, actions }) => {
    const { state, tenant, id, fixed } = request
    const rests = ![...actions.values()].some((action) => busy.has(action.state))
    return state === 'awaiting_approval' && rests ? [{ tenant, id, item: fixed['item_id'] }] : []
  })
  return rowsOf(rows.slice(0, mostAtOnce))
}

function undoerOf(action: string): string {
  return `${action}:rollback`
}

function leavesUndoable({ actions }: Entry): boolean {
  return [...actions.values()].some(
    ({ action_id, state }) => state === 'succeeded' && actions.has(undoerOf(action_id)),
  )
}

export const children: Record<string, Handler> = {
  child_of: childOf,
  child_standing: standing,
  child_depth: depth,
  child_let_go: letGo,
  child_waiters: waiters,
  child_orphans: orphaned,
  late_parts: late,
  answered_gates: answered,
}
