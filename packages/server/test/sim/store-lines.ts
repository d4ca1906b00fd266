import type { Handler, Store, Writes } from './store.ts'
import {
  byText,
  callNext,
  freed,
  keyText,
  lineId,
  type On,
  rowsOf,
  spareSlots,
  type TenantKey,
  type Wanted,
} from './store-limits.ts'
import { entryName, type LineRow, type Result } from './store-rows.ts'
import { pushJobs } from './store-writes.ts'

/** The sweeps over slots and lines, and the way into a line. */

const none: Result = { rows: [], count: 0 }
const open = new Set(['ready', 'running', 'waiting'])

function stateOf(store: Store, { tenant }: TenantKey, id: string, action: string): string {
  return store.see(entryName(tenant, id))?.actions.get(action)?.state ?? ''
}

type Standing = { tenant: string; id: string; requester: string; priority: number }

/** Ready actions stand in the lines of what was full, and only there; their reminder is not needed. */
const stand: Handler = (store, [tenant, id, full, requester, priority], tx) => {
  const who = { tenant: String(tenant), id: String(id) }
  const on = { store, tx }
  const entry = store.see(entryName(tenant, id), tx)
  const wanted = (JSON.parse(String(full)) as Wanted[])
    .filter(({ scope, name }) => isThere(on, { tenant: who.tenant, scope, name }))
    .filter(({ action }) => entry?.actions.get(action)?.state === 'ready')
  if (wanted.length === 0) return none
  const own = store.take(entryName(tenant, id), tx)
  const standing = { ...who, requester: String(requester), priority: Number(priority) }
  store.write([...elsewhere(on, standing, wanted), ...placesOf(on, standing, wanted)], tx)
  for (const { action } of wanted) {
    const row = own?.actions.get(action)
    if (row) row.wake_at = null
  }
  return { rows: [], count: wanted.length }
}

/** Whoever sets it or takes it away is waited for. */
function isThere({ store, tx }: On, rule: TenantKey): boolean {
  if (!store.limits.rules.see(tx).has(keyText(rule))) return false
  store.lock(`rules ${keyText(rule)}`, tx)
  return true
}

function elsewhere({ store, tx }: On, { tenant, id }: Standing, wanted: Wanted[]): Writes {
  const names = new Set(
    wanted.map((one) => lineId({ ...one, tenant, request_id: id, action_id: one.action })),
  )
  const actions = new Set(wanted.map(({ action }) => action))
  return [...store.limits.lines.see(tx)].flatMap(([name, line]): Writes => {
    const isOwn = line.tenant === tenant && line.request_id === id && actions.has(line.action_id)
    return isOwn && !names.has(name) ? [['lines', name, undefined]] : []
  })
}

/** A requester's actions take turns one after another from the turn that is on. */
function placesOf(on: On, standing: Standing, wanted: readonly Wanted[]): Writes {
  const { tenant, id, requester, priority } = standing
  const counts = new Map<string, number>()
  return wanted
    .toSorted((a, b) => byText(a.action, b.action))
    .map(({ action, scope, name }) => {
      const key = { tenant, scope, name }
      const n = counts.get(keyText(key)) ?? 0
      counts.set(keyText(key), n + 1)
      const place = { ...key, request_id: id, action_id: action }
      const known = on.store.limits.lines.see(on.tx).get(lineId(place))
      if (known) return ['lines', lineId(place), { ...known, called_at: null }]
      const line = rowsOf<LineRow>(on, 'lines', key)
      const turns = line.filter((one) => one.requester_id === requester).map(({ turn }) => turn + 1)
      const first = line.length > 0 ? Math.min(...line.map(({ turn }) => turn)) : 0
      const turn = n + Math.max(0, ...turns, first)
      const fresh = { requester_id: requester, priority, turn, since: on.store.now() }
      return ['lines', lineId(place), { ...place, ...fresh, called_at: null }]
    })
}

/** Calls as many of each line as there are free slots. */
const call: Handler = (store, [tenant], tx) => {
  const on = { store, tx }
  const rooms = [...store.limits.rules.see(tx).values()]
    .filter((rule) => tenant === null || rule.tenant === tenant)
    .filter((rule) => rowsOf(on, 'lines', rule).length > 0)
    .map((rule) => ({ ...rule, n: spareSlots(on, rule) }))
  const { writes, jobs } = callNext(on, rooms)
  store.write(writes, tx)
  pushJobs(store, jobs, tx)
  return { rows: [{ called: jobs.length }], count: 1 }
}

/** Slots of actions that are not under way, places in line of actions that are not ready. */
const tidy: Handler = (store, _values, tx) => {
  const { slots, lines } = store.limits
  const writes: Writes = []
  for (const [name, slot] of slots.see(tx)) {
    const { request_id, action_id } = slot
    if (request_id === null || store.isHeld(`slots ${name}`, tx)) continue
    if (open.has(stateOf(store, slot, request_id, action_id ?? ''))) continue
    writes.push(['slots', name, slot.surplus ? undefined : freed(slot)])
  }
  for (const [name, line] of lines.see(tx))
    if (stateOf(store, line, line.request_id, line.action_id) !== 'ready')
      writes.push(['lines', name, undefined])
  store.write(writes, tx)
  return none
}

export const lines: Record<string, Handler> = {
  limit_line_stand: stand,
  limit_line_call: call,
  limit_tidy: tidy,
  limit_any: (store, _values, tx) => ({
    rows: [{ ruled: store.limits.rules.see(tx).size > 0 }],
    count: 1,
  }),
}
