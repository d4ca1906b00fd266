import type { Plan } from '@pao/core/engine'
import type { Handler, Store } from './store.ts'
import {
  type ActionRow,
  type Entry,
  type EventRow,
  type JobRow,
  type KeyRow,
  type RequestRow,
  StoreError,
  type TxState,
} from './store-rows.ts'

const leaseMs = 10_000
const remindMs = 10_000

type Values = readonly unknown[]
const at = (value: unknown): number | null => (value === null ? null : Number(value))
const parsed = (value: unknown): unknown => JSON.parse(String(value))
const duplicate = (what: string): StoreError =>
  new StoreError('23505', `duplicate key value violates unique constraint "${what}_pkey"`)

type EventIn = { seq: number; type: string; actor: string; data: unknown }
type ActionIn = Partial<ActionRow> & {
  action_id: string
  state: string
  fence: number
  keeps_wake?: boolean
}
type ClaimIn = {
  action: string
  fence: number
  entry: string
  attempt: number
  generation: number
  worker: string
}
type EndIn = { action: string; fence: number; outcome: string }
type KeyIn = KeyRow & { tenant: string; principal: string; operation: string; key: string }

const fixedColumns = [
  ['item_id', 8],
  ['item_name', 9],
  ['item_version', 10],
  ['owner_team', 12],
  ['definition_hash', 13],
  ['environment', 16],
  ['correlation_id', 18],
  ['sealed_fields', 22],
] as const

/** A request that did not exist: all of it, or (its id or its key is taken) nothing. */
const submit: Handler = (store, values, tx) => {
  const name = `${String(values[0])} ${String(values[1])}`
  if (store.see(name, tx)) throw duplicate('request')
  const kept = parsed(values[28]) as KeyIn[]
  for (const key of kept)
    if (store.keys.has(keyName(key)) || store.isHeld(`key ${keyName(key)}`))
      throw duplicate('idempotency_key')
  const entry: Entry = {
    request: requestOf(values),
    actions: new Map(),
    attempts: new Map(),
    events: [],
  }
  addEvents(entry, parsed(values[25]) as EventIn[], Number(values[6]))
  for (const { action_id, state } of parsed(values[26]) as ActionIn[])
    entry.actions.set(action_id, {
      action_id,
      state,
      fence: 0,
      lease_owner: null,
      lease_until: null,
      wake_at: state === 'ready' ? store.now() + remindMs : null,
      wait_key: null,
      deadline_at: null,
      sealed: null,
    })
  store.entries.set(name, entry)
  for (const { fingerprint, status, headers, body, ...key } of kept)
    store.keys.set(keyName(key), { fingerprint, status, headers, body })
  addJobs(store, values[27], tx)
  store.onSaved(entry, values)
  return { rows: [{ done: 1 }], count: 1 }
}

function requestOf(values: Values): RequestRow {
  const fixed = Object.fromEntries(fixedColumns.map(([name, n]) => [name, values[n] ?? null]))
  return {
    tenant: String(values[0]),
    id: String(values[1]),
    seq: Number(values[2]),
    state: String(values[3]),
    run: String(values[4]),
    deadline_at: at(values[5]),
    created_at: Number(values[6]),
    updated_at: Number(values[6]),
    ended_at: at(values[7]),
    deleted_at: null,
    not_before: at(values[24]),
    progress: String(values[29]),
    plan: parsed(values[23]) as Plan,
    fixed: { ...fixed, requester: parsed(values[15]), fields: parsed(values[21]) },
  }
}

export function keyName(key: Pick<KeyIn, 'tenant' | 'principal' | 'operation' | 'key'>): string {
  return [key.tenant, key.principal, key.operation, key.key].join('\n')
}

/** All that one or more events change, only if nobody has written since (`seq`). */
const save: Handler = (store, values, tx) => {
  const name = `${String(values[0])} ${String(values[1])}`
  const seen = store.see(name, tx)
  if (!seen) return { rows: [{ saved: false }], count: 1 }
  const entry = store.take(name, tx)
  if (entry?.request.seq !== Number(values[2])) return { rows: [{ saved: false }], count: 1 }
  writeSave(store, entry, values)
  addJobs(store, values[12], tx)
  store.onSaved(entry, values)
  return { rows: [{ saved: true }], count: 1 }
}

function writeSave(store: Store, entry: Entry, values: Values): void {
  const moment = Number(values[8])
  const rows = parsed(values[11]) as { claims: ClaimIn[]; ends: EndIn[] }
  // A statement sees no row that it inserts itself.
  const before = new Set(entry.attempts.keys())
  addEvents(entry, parsed(values[9]) as EventIn[], moment)
  for (const { action, worker, ...claim } of rows.claims) {
    const id = `${action} ${claim.fence}`
    if (entry.attempts.has(id)) throw duplicate('attempt')
    entry.attempts.set(id, {
      action_id: action,
      worker,
      ...claim,
      started_at: moment,
      ended_at: null,
      outcome: null,
    })
  }
  for (const { action, fence, outcome } of rows.ends) {
    const attempt = entry.attempts.get(`${action} ${fence}`)
    if (attempt && before.has(`${action} ${fence}`))
      Object.assign(attempt, { ended_at: moment, outcome })
  }
  for (const row of parsed(values[10]) as ActionIn[]) writeAction(store, entry, row)
  Object.assign(entry.request, {
    seq: Number(values[3]),
    state: String(values[4]),
    run: String(values[5]),
    deadline_at: at(values[6]),
    ended_at: at(values[7]),
    updated_at: moment,
    progress: String(values[14]),
  })
}

function writeAction(store: Store, entry: Entry, x: ActionIn): void {
  const t = entry.actions.get(x.action_id)
  if (!t) return
  const keeps = x.keeps_wake === true && t.state === 'waiting' && t.fence === x.fence
  const isOpen = ['ready', 'running', 'waiting'].includes(x.state)
  entry.actions.set(x.action_id, {
    action_id: x.action_id,
    state: x.state,
    fence: x.fence,
    ...leaseOf(store, t, x),
    wake_at: wakeOf(store, x, keeps ? t.wake_at : null),
    wait_key: isOpen ? (x.wait_key ?? t.wait_key) : null,
    deadline_at: x.deadline_at ?? null,
    sealed: x.sealed ?? t.sealed,
  })
}

type Lease = Pick<ActionRow, 'lease_owner' | 'lease_until'>

function leaseOf(store: Store, t: ActionRow, { state, lease_owner }: ActionIn): Lease {
  if (state !== 'running') return { lease_owner: null, lease_until: null }
  const { lease_owner: before, lease_until } = t
  if (lease_owner === undefined || lease_owner === null) return { lease_owner: before, lease_until }
  return { lease_owner, lease_until: store.now() + leaseMs }
}

function wakeOf(store: Store, { state, wake_at }: ActionIn, kept: number | null): number | null {
  if (state === 'ready') return store.now() + remindMs
  return state === 'waiting' ? (wake_at ?? kept) : null
}

function addEvents(entry: Entry, rows: readonly EventIn[], moment: number): void {
  const taken = new Set(entry.events.map(({ seq }) => seq))
  for (const { seq, type, actor, data } of rows) {
    if (taken.has(seq)) throw duplicate('request_event')
    const row: EventRow = { seq, type, actor, at: moment, data: JSON.stringify(data) }
    entry.events.push(row)
  }
}

/** Also what a save inserts besides. */
export function addJobs(store: Store, text: unknown, tx?: TxState): void {
  const rows = parsed(text) as Pick<JobRow, 'priority' | 'data'>[]
  const jobs = tx?.jobs ?? store.jobs
  for (const { priority, data } of rows)
    jobs.push({ id: store.nextId(), priority, data, fetchedAt: null, tries: 0 })
}

export const writes: Record<string, Handler> = {
  request_submit: submit,
  request_save: save,
  job_insert: (store, [text], tx) => {
    addJobs(store, text, tx)
    return { rows: [], count: 1 }
  },
}
