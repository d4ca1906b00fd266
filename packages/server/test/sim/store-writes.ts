import type { Handler, Store } from './store.ts'
import { childName } from './store-children.ts'
import { type Called, isRuled, keepSlots, type Wanted, wantSlots } from './store-limits.ts'
import { type OrphansIn, writeOrphans } from './store-orphans.ts'
import { keepSets, newAction, writeReplan } from './store-replan.ts'
import {
  type ActionRow,
  type Entry,
  entryName,
  type EventRow,
  type KeyRow,
  type RequestRow,
  type Result,
  StoreError,
  type TxState,
} from './store-rows.ts'

const leaseMs = 10_000
const remindMs = 3_000

type Values = readonly unknown[]
const parsed = (value: unknown): unknown => JSON.parse(String(value))
const instant = (value: unknown): number | null => (value === null ? null : Number(value))
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
  'item_id',
  'item_name',
  'item_version',
  'owner_team',
  'definition_hash',
  'requester',
  'environment',
  'correlation_id',
  'fields',
  'sealed_fields',
  'parent_id',
  'parent_action',
  'parent_generation',
  'requester_teams',
  'requester_roles',
] as const

type OrderIn = Pick<RequestRow, 'tenant' | 'id' | 'seq' | 'state' | 'plan' | 'action_set_hash'> & {
  run: { actions: Record<string, { state: string }> }
  progress: unknown
  at: number
  events: EventIn[]
} & Partial<Record<'deadline_at' | 'sla_at' | 'ended_at' | 'not_before', number>> &
  Partial<Record<(typeof fixedColumns)[number], unknown>>

/** Requests that did not exist: all of them, or (an id or a key is taken) nothing. */
const takeIn: Handler = (store, [orders, jobs, keys, sets]) => {
  const given = parsed(orders) as OrderIn[]
  const kept = parsed(keys) as KeyIn[]
  const names = [
    ...given.map(({ tenant, id }) => ['request', entryName(tenant, id)] as const),
    ...kept.map((key) => ['idempotency_key', keyName(key)] as const),
    ...given.flatMap((order) => childNameOf(order)),
  ]
  names.forEach(([table, name], n) => {
    if (
      isTaken(store, table, name) ||
      names.slice(0, n).some((one) => one.join() === `${table},${name}`)
    )
      throw duplicate(table)
  })
  keepSets(store, String(sets))
  for (const order of given)
    store.entries.set(entryName(order.tenant, order.id), made(store, order))
  for (const { fingerprint, status, headers, body, ...key } of kept)
    store.keys.set(keyName(key), { fingerprint, status, headers, body })
  addJobs(store, jobs)
  return { rows: [{ ruled: false }], count: 1 }
}

function childNameOf(order: OrderIn): (readonly ['request_child', string])[] {
  const name = childName({ tenant: order.tenant, fixed: order })
  return name === '' ? [] : [['request_child', name]]
}

function isTaken(store: Store, table: string, name: string): boolean {
  if (table === 'request') return store.entries.has(name)
  if (table === 'idempotency_key') return store.keys.has(name) || store.isHeld(`key ${name}`)
  return [...store.entries.values()].some(({ request }) => childName(request) === name)
}

function made(store: Store, order: OrderIn): Entry {
  const entry: Entry = {
    request: requestOf(order),
    actions: new Map(),
    attempts: new Map(),
    events: [],
    orphans: new Map(),
    cameAt: store.now(),
  }
  addEvents(entry, order.events, order.at)
  for (const [id, { state }] of Object.entries(order.run.actions))
    entry.actions.set(id, newAction(id, state, state === 'ready' ? store.now() + remindMs : null))
  return entry
}

function requestOf(order: OrderIn): RequestRow {
  const { tenant, id, seq, state, plan, action_set_hash, at } = order
  return {
    tenant,
    id,
    seq,
    state,
    plan,
    action_set_hash,
    run: JSON.stringify(order.run),
    progress: JSON.stringify(order.progress),
    deadline_at: order.deadline_at ?? null,
    sla_at: order.sla_at ?? null,
    created_at: at,
    updated_at: at,
    ended_at: order.ended_at ?? null,
    deleted_at: null,
    not_before: order.not_before ?? null,
    fixed: {
      ...Object.fromEntries(fixedColumns.map((name) => [name, order[name] ?? null])),
      plan_changes: 0,
      ordered_as: null,
    },
  }
}

export function keyName(key: Pick<KeyIn, 'tenant' | 'principal' | 'operation' | 'key'>): string {
  return [key.tenant, key.principal, key.operation, key.key].join('\n')
}

/** All that one or more events change, only if nobody has written since (`seq`). */
const save: Handler = (store, values, tx) => {
  const name = `${String(values[0])} ${String(values[1])}`
  const seen = store.see(name, tx)
  const on = { store, tx }
  const limited = isRuled(on, String(values[0]))
  const { slots } = alongWith(values)
  const got = slots && wantSlots(on, { ...slots, ...whose(values) })
  const told = (saved: boolean, called = 0): Result => ({
    rows: [{ saved, limited, ...(got && { full: got.full, called }) }],
    count: 1,
  })
  const isFree = got ? got.full.length === 0 : !limited
  if (!seen || !isFree) return told(false)
  const entry = store.take(name, tx)
  if (entry?.request.seq !== Number(values[2])) return told(false)
  const more = slots && got && { ...slots, ...got, left: leftBy(values) }
  const kept = more ? keepSlots(on, { ...whose(values), ...more }) : none
  store.write(kept.writes, tx)
  writeSave(store, entry, values)
  addJobs(store, values[12], tx)
  pushJobs(store, kept.jobs, tx)
  return told(true, kept.jobs.length)
}

type ChangeIn = Record<string, unknown> & { id: string }

/** The changes of each statement under way: one that has to wait is given the very same again. */
const underWay = new WeakMap<Values, readonly Values[]>()

function changesOf(values: Values): readonly Values[] {
  const known = underWay.get(values)
  if (known) return known
  const changes = (parsed(values[2]) as ChangeIn[]).map((row) => valuesOf(values[0], row))
  underWay.set(values, changes)
  return changes
}

/** The same for many requests of a tenant, each for itself; those that somebody holds are passed over. */
const saveMany: Handler = (store, values, tx) => {
  const isFree = ([tenant, id]: Values): boolean =>
    store.entries.has(entryName(tenant, id)) &&
    !store.isHeld(`request ${entryName(tenant, id)}`, tx)
  const free = changesOf(values).filter(isFree)
  const inner = store.handlers['request_save'] ?? save
  const saved = free.filter((change) => {
    const [told] = inner(store, change, tx).rows as [{ saved: boolean }]
    return told.saved
  })
  const limited = isRuled({ store, tx }, String(values[0]))
  return { rows: [{ saved: idsOf(saved), free: idsOf(free), limited }], count: 1 }
}

const idsOf = (changes: readonly Values[]): readonly unknown[] => changes.map(([, id]) => id)

/** What the save of one request is given for the same change. */
function valuesOf(tenant: unknown, row: ChangeIn): Values {
  const json = (name: string): string => JSON.stringify(row[name])
  const maybe = (name: string): unknown => row[name] ?? null
  return [
    tenant,
    row.id,
    row['seq'],
    row['to_seq'],
    row['state'],
    json('run'),
    maybe('deadline_at'),
    maybe('ended_at'),
    row['at'],
    json('events'),
    json('actions'),
    JSON.stringify({ claims: row['claims'], ends: row['ends'] }),
    '[]',
    row['correlation_id'],
    json('progress'),
    maybe('sla_at'),
  ]
}

const none: Called = { writes: [], jobs: [] }

function whose([tenant, id]: Values): { tenant: string; id: string } {
  return { tenant: String(tenant), id: String(id) }
}

/** Actions that cannot stand in a line after the save. */
function leftBy(values: Values): ReadonlySet<string> {
  const rows = parsed(values[10]) as ActionIn[]
  return new Set(rows.filter(({ state }) => state !== 'ready').map(({ action_id }) => action_id))
}

type Slots = { wanted: Wanted[]; given: string[] }
type Along = { orphans: OrphansIn | undefined; slots: Slots | undefined; replan: Values }

/** What is given after the sixteenth: orphans are one value, slots are two, and so is another plan. */
function alongWith(values: Values): Along {
  const given = values.slice(16)
  const orphans = given.length % 2 === 1 ? (parsed(given[0]) as OrphansIn) : undefined
  const more = given.slice(given.length % 2)
  if (!Array.isArray(more[1])) return { orphans, slots: undefined, replan: more }
  const slots = { wanted: parsed(more[0]) as Wanted[], given: more[1] as string[] }
  return { orphans, slots, replan: more.slice(2) }
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
    if (attempt?.ended_at === null && before.has(`${action} ${fence}`))
      Object.assign(attempt, { ended_at: moment, outcome })
  }
  const actions = parsed(values[10]) as ActionIn[]
  for (const row of actions) writeAction(store, entry, row)
  const { orphans, replan } = alongWith(values)
  const [pinned, sets] = replan
  if (orphans) writeOrphans(entry, orphans, moment)
  if (replan.length > 0)
    writeReplan(store, entry, { pinned: String(pinned), sets: String(sets), actions })
  Object.assign(entry.request, {
    seq: Number(values[3]),
    state: String(values[4]),
    run: String(values[5]),
    deadline_at: instant(values[6]),
    ended_at: instant(values[7]),
    updated_at: moment,
    progress: String(values[14]),
    sla_at: instant(values[15]),
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
    escalate_at: x.escalate_at ?? null,
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
  pushJobs(store, parsed(text) as Called['jobs'], tx)
}

/** Hints that follow from what is in the database. */
export function pushJobs(store: Store, rows: Called['jobs'], tx?: TxState): void {
  const jobs = tx?.jobs ?? store.jobs
  for (const { priority, data } of rows)
    jobs.push({
      id: store.nextId(),
      priority,
      data,
      createdAt: store.now(),
      fetchedAt: null,
      tries: 0,
    })
}

export const writes: Record<string, Handler> = {
  request_take_in: takeIn,
  request_save: save,
  requests_save: saveMany,
  job_insert: (store, [text], tx) => {
    addJobs(store, text, tx)
    return { rows: [], count: 1 }
  },
}
