import type { Run } from '@pao/core/engine'
import type { Handler, Store } from './store.ts'
import { isOpened, openingOf } from './store-calendar.ts'
import { entryName, type ActionRow, type Entry, type Result } from './store-rows.ts'

const leaseMs = 10_000

/** jsonb comes back as a new value at every read; the plan never changes and is not written to. */
const readAll: Handler = (store, [tenant, id], tx) => {
  const entry = store.see(entryName(tenant, id), tx)
  if (!entry) return { rows: [], count: 0 }
  const { fixed, plan, action_set_hash, created_at } = entry.request
  const actions = store.actionSets.get(entryName(tenant, action_set_hash)) ?? null
  const row = { ...fixed, ...changing(entry), ...planChanges(entry), plan, actions }
  return { rows: [{ ...row, created_at: new Date(created_at) }], count: 1 }
}

const readRun: Handler = (store, [tenant, id], tx) => {
  const entry = store.see(entryName(tenant, id), tx)
  return {
    rows: entry ? [{ ...changing(entry), ...planChanges(entry) }] : [],
    count: entry ? 1 : 0,
  }
}

function planChanges({ request: { fixed } }: Entry): { plan_changes: unknown } {
  return { plan_changes: fixed['plan_changes'] }
}

function changing({ request }: Entry): { seq: number; run: Run; deleted: boolean } {
  const run = JSON.parse(request.run) as Run
  return { seq: request.seq, run, deleted: request.deleted_at !== null }
}

/** Rows held by a transaction are left out of the renewal, but told as they were before it. */
const renew: Handler = (store, [tenants, ids, actions, fences]) => {
  const [tenant, id, action, fence] = [tenants, ids, actions, fences] as [
    string[],
    string[],
    string[],
    number[],
  ]
  const rows = tenant.map((_, n) => {
    const name = entryName(tenant[n], id[n])
    const entry = store.see(name)
    const row = entry?.actions.get(action[n] ?? '')
    const mine = row?.state === 'running' && row.fence === fence[n]
    if (row && mine && !store.isHeld(`request ${name}`)) row.lease_until = store.now() + leaseMs
    const isUnderWay = ['in_progress', 'awaiting_approval'].includes(entry?.request.state ?? '')
    const cancelling = entry !== undefined && isUnderWay && 'cancelling' in changing(entry).run
    return {
      tenant: tenant[n],
      request_id: id[n],
      action_id: action[n],
      fence: fence[n],
      mine,
      cancelling,
    }
  })
  return { rows, count: rows.length }
}

type Due = {
  tenant: string
  id: string | null
  action: string | null
  kind: string
  fence: number | null
  in_ms: number | null
}

type Rule = { kind: string; when: (action: ActionRow, now: number) => boolean }

const isPast = (moment: number | null, now: number): boolean => moment !== null && moment <= now
const open = new Set(['ready', 'running', 'waiting'])

const actionRules: readonly Rule[] = [
  { kind: 'woken', when: (a, now) => a.state === 'waiting' && isPast(a.wake_at, now) },
  { kind: 'lost', when: (a, now) => a.state === 'running' && isPast(a.lease_until, now) },
  { kind: 'timed_out', when: (a, now) => open.has(a.state) && isPast(a.deadline_at, now) },
  { kind: 'escalated', when: (a, now) => open.has(a.state) && isPast(a.escalate_at, now) },
  { kind: 'remind', when: (a, now) => a.state === 'ready' && isPast(a.wake_at, now) },
]

/** Everything that is due, and how far the next moment is. */
const sweep: Handler = (store, [most]) => dueAt(store, Number(most), store.now())

/** The same by another clock than the database's, for who wants to get it wrong. */
export function dueAt(store: Store, most: number, now: number): Result {
  const due = new Map<string, Due[]>()
  const add = (row: Due): void => {
    const rows = due.get(row.kind) ?? []
    due.set(row.kind, rows)
    if (rows.length < most) rows.push(row)
  }
  let next = Number.POSITIVE_INFINITY
  for (const entry of store.entries.values()) {
    for (const row of dueActions(entry, now)) add(row)
    for (const row of dueRequest(entry, now)) add(row)
    if (isOpened(store, entry, now)) add(openedOf(entry))
    next = Math.min(next, nextMoment(entry, now))
  }
  const rows = [...due.values()].flat()
  const last = { tenant: '', id: null, action: null, kind: 'next', fence: null, in_ms: next - now }
  const all = Number.isFinite(next) ? [...rows, last] : rows
  return { rows: all, count: all.length }
}

function dueActions({ request: { tenant, id }, actions }: Entry, now: number): Due[] {
  return [...actions.values()].flatMap((action) =>
    actionRules
      .filter(({ when }) => when(action, now))
      .map(({ kind }) => {
        const { action_id, fence } = action
        return { tenant, id, action: action_id, kind, fence, in_ms: null }
      }),
  )
}

function openedOf({ request: { tenant, id } }: Entry): Due {
  return { tenant, id, action: null, kind: 'opened', fence: null, in_ms: null }
}

function dueRequest({ request }: Entry, now: number): Due[] {
  const { tenant, id, state, ended_at, deadline_at, sla_at, not_before } = request
  const row = { tenant, id, action: null, fence: null, in_ms: null }
  const isLate = ended_at === null && isPast(deadline_at, now)
  const isSla = ended_at === null && isPast(sla_at, now)
  const isFree = state === 'on_hold' && isPast(not_before, now)
  return [
    ...(isLate ? [{ ...row, kind: 'request_timed_out' }] : []),
    ...(isFree ? [{ ...row, kind: 'released' }] : []),
    ...(isSla ? [{ ...row, kind: 'sla' }] : []),
  ]
}

function nextMoment({ request, actions }: Entry, now: number): number {
  const moments = [...actions.values()].flatMap(({ state, wake_at, escalate_at }) => [
    state === 'waiting' ? wake_at : null,
    open.has(state) ? escalate_at : null,
  ])
  const { state, not_before, ended_at, sla_at } = request
  moments.push(state === 'on_hold' ? not_before : null, ended_at === null ? sla_at : null)
  moments.push(openingOf(request))
  return Math.min(...moments.flatMap((at) => (at !== null && at > now ? [at] : [])))
}

export const looks: Record<string, Handler> = {
  request_all: readAll,
  request_run: readRun,
  lease_renew: renew,
  sweep,
}
