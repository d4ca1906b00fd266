import type { Plan } from '@pao/core/engine'
import type { JobInsert } from '../../src/store/jobs.ts'
import {
  type Calendars,
  copyOf,
  type DeliveryRow,
  type Entry,
  entryName,
  type JobRow,
  type KeyRow,
  Locked,
  type Result,
  type TxState,
} from './store-rows.ts'
import { type LimitTables, Table } from './store-table.ts'

/** Does one statement with its values; `tx` is the transaction it belongs to, if it is not its own. */
export type Handler = (store: Store, values: readonly unknown[], tx?: TxState) => Result

const ruled = 'where "tenant" = $1 and "scope" = $2 and "name" = $3 and'

/** What tells one statement from the others: the model must know every one the room runs. */
const marks: readonly (readonly [string, string])[] = [
  ['request_take_in', 'with given as materialized'],
  ['requests_save', 'with changed as materialized'],
  ['request_save', 'with u as'],
  ['request_save', 'with want as materialized'],
  ['request_all', 'select item_id, item_name'],
  ['request_run', 'select seq, run'],
  ['lease_renew', 'with mine as'],
  ['sweep', 'with turn as materialized'],
  ['key_recall', 'select "fingerprint", "status"'],
  ['key_claim', 'insert into "idempotency_key"'],
  ['key_answer', 'update "idempotency_key"'],
  ['key_forget', 'delete from "idempotency_key"'],
  ['deadline_forget', 'update "request" set "deadline_at"'],
  ['sla_forget', 'update "request" set "sla_at"'],
  ['not_before_forget', 'update "request" set "not_before"'],
  ['request_remove', 'update "request" set "deleted_at"'],
  ['wake_postpone', 'update "action" set "wake_at" = clock_timestamp()'],
  ['wake_forget', 'update "action" set "wake_at" = $1'],
  ['action_deadline_forget', 'update "action" set "deadline_at"'],
  ['escalation_forget', 'update "action" set "escalate_at"'],
  ['delivery_take', 'insert into "inbound_delivery"'],
  ['delivery_left', 'select "tenant", "source", "delivery_id"'],
  ['delivery_worked', 'update "inbound_delivery"'],
  ['action_waiting_for', 'select "request_id", "action_id" from "action"'],
  ['limit_any', 'select exists (select from limit_rule)'],
  ['limit_tidy', 'with over as'],
  ['limit_line_call', 'with room as materialized'],
  ['limit_line_stand', 'with ruled as materialized'],
  ['rule_of_item', 'select "item_most" from "limit_rule"'],
  ['rule_most', 'select "most" from "limit_rule"'],
  ['rule_put', 'insert into "limit_rule" ("tenant", "scope", "name", "set_most"'],
  ['rule_put_of_item', 'insert into "limit_rule" ("tenant", "scope", "name", "item_most"'],
  ['rule_drop', `delete from "limit_rule" ${ruled} "set_most"`],
  ['rule_drop_of_item', `delete from "limit_rule" ${ruled} "item_most"`],
  ['rule_change', 'update "limit_rule" set "set_most"'],
  ['rule_change_of_item', 'update "limit_rule" set "item_most"'],
  ['line_close', 'with waiting as (delete from limit_line'],
  ['slots_close', 'delete from limit_slot'],
  ['slots_fit', 'select number, request_id is not null as held'],
  ['slots_add', 'insert into limit_slot'],
  ['slots_mark', 'update limit_slot set surplus'],
  ['nothing', 'select r.scope, r.name'],
  ['child_of', 'select "id" from "request" where "tenant" = $1 and "parent_id"'],
  ['child_standing', 'select "requester_teams", "requester_roles" from "request"'],
  ['child_depth', 'with recursive up as'],
  ['child_let_go', 'update "request" set "parent_generation"'],
  ['child_waiters', 'select "action_id" from "action" where "tenant" = $1 and "request_id"'],
  ['child_orphans', 'select "child"."tenant"'],
  ['late_parts', 'select c.tenant, c.id, c.parent_id'],
  ['answered_gates', 'select r.tenant, r.id from request r'],
  // nobody in these worlds sends what can be waited for afterwards
  ['nothing', 'select "d"."tenant", "d"."source", "d"."delivery_id"'],
  ['nothing', 'with lost as materialized'],
  ['standings', 'select\n    (select coalesce(jsonb_agg(s)'],
  ['closed_due', '(select tenant, id from request'],
  ['calendar_raise', 'insert into "calendar"'],
  ['freeze_count', 'select count(*)'],
  ['freeze_put', 'insert into "change_freeze"'],
  ['freeze_drop', 'delete from "change_freeze"'],
  ['nothing', 'select "r"."tenant", "r"."id" from "request" as "r"'],
  ['quota_rules', 'select "tenant", "resource", "team"'],
  ['nothing', 'set local lock_timeout'],
  ['nothing', 'insert into "audit_pending"'],
]

/** The text jobs are inserted by in this model; where it stands in a statement does not matter. */
export const jobInsert: JobInsert = {
  text: (source) => `select ${source}`,
  rows: (jobs) => JSON.stringify(jobs.map(({ priority, ...data }) => ({ priority, data }))),
  // The model does not read the texts of statements; they only must be there.
  row: ({ tenant, request, action, priority }) =>
    `jsonb_build_array(${[tenant, request, action, priority].join(', ')})`,
}

const jobText = jobInsert.text('$1')
const names = new Map<string, string>([[jobText, 'job_insert']])

function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const found = marks.find(([, start]) => text.trimStart().startsWith(start))
  if (!found) throw new Error(`The model does not know this statement: ${text.slice(0, 200)}`)
  names.set(text, found[0])
  return found[0]
}

type Written = { [N in keyof LimitTables]: LimitTables[N] extends Table<infer T> ? T : never }
type Write = { [N in keyof LimitTables]: [N, string, Written[N] | undefined] }[keyof LimitTables]
/** Rows of limits to be written at once: table, name, and the row, or nothing when it goes. */
export type Writes = Write[]

const lockName = ([table, id]: readonly [string, string, ...unknown[]]): string => `${table} ${id}`

/** Whether somebody else than `tx` holds the row at this moment, so that it is passed over. */
export function lockedBy(store: Store, row: readonly [string, string], tx?: TxState): boolean {
  return store.isHeld(lockName(row), tx) || store.passesOver(row[0])
}

/**
 * The database in memory, as far as the requests room uses it: every statement takes effect as a whole
 * at one moment, transactions hide what they wrote and hold it until their end.
 */
export class Store {
  readonly entries = new Map<string, Entry>()
  readonly keys = new Map<string, KeyRow>()
  /** Plans' actions by tenant and hash. */
  readonly actionSets = new Map<string, Plan['actions']>()
  readonly deliveries = new Map<string, DeliveryRow>()
  readonly jobs: JobRow[] = []
  readonly calendars: Calendars = new Map()
  readonly limits: LimitTables = {
    rules: new Table('rules'),
    slots: new Table('slots'),
    lines: new Table('lines'),
  }
  /** Whether somebody else's statement holds a row of this table just now. */
  passesOver: (table: string) => boolean = () => false
  readonly handlers: Record<string, Handler>
  private readonly locks = new Map<string, TxState>()
  private released: (() => void)[] = []
  private count = 0
  readonly now: () => number

  constructor(now: () => number, handlers: Readonly<Record<string, Handler>>) {
    this.now = now
    this.handlers = { ...handlers }
  }

  nextId(): string {
    this.count += 1
    return String(this.count)
  }

  /** The plan with its actions, as `request_all` joins them. */
  planOf({ tenant, plan, action_set_hash }: Entry['request']): Plan {
    return { ...plan, actions: this.actionSets.get(entryName(tenant, action_set_hash)) ?? [] }
  }

  name(text: string): string {
    return nameOf(text)
  }

  execute(text: string, values: readonly unknown[], tx?: TxState): Result {
    const handler = this.handlers[nameOf(text)]
    if (!handler) throw new Error(`The model has no ${nameOf(text)}`)
    if (tx) tx.waitsFor = undefined
    return handler(this, values, tx)
  }

  begin(): TxState {
    this.count += 1
    return { id: this.count, entries: new Map(), keys: new Map(), jobs: [], locks: new Set() }
  }

  commit(tx: TxState): void {
    for (const [name, entry] of tx.entries) this.entries.set(name, entry)
    for (const [name, key] of tx.keys) this.keys.set(name, key)
    for (const table of Object.values(this.limits)) table.commit(tx)
    this.jobs.push(...tx.jobs)
    this.release(tx)
  }

  rollback(tx: TxState): void {
    this.release(tx)
  }

  /** Calls back once the next transaction ends. */
  onRelease(act: () => void): void {
    this.released.push(act)
  }

  /** What a statement sees: its own transaction's writes, else what is committed. */
  see(name: string, tx?: TxState): Entry | undefined {
    return tx?.entries.get(name) ?? this.entries.get(name)
  }

  /** What a statement may write into. Throws `Locked` while another transaction holds it. */
  take(name: string, tx?: TxState): Entry | undefined {
    this.lock(`request ${name}`, tx)
    const entry = this.see(name, tx)
    if (!tx || !entry || tx.entries.has(name)) return entry
    const copy = copyOf(entry)
    tx.entries.set(name, copy)
    return copy
  }

  /** Whether another transaction than `tx` holds it. */
  isHeld(lock: string, tx?: TxState): boolean {
    const holder = this.locks.get(lock)
    return holder !== undefined && holder !== tx
  }

  lock(lock: string, tx?: TxState): void {
    if (this.isHeld(lock, tx)) throw new Locked(lock)
    if (!tx) return
    this.locks.set(lock, tx)
    tx.locks.add(lock)
  }

  /** Writes all of them, or waits for who holds one. */
  write(rows: Writes, tx?: TxState): void {
    for (const row of rows) this.lock(lockName(row), tx)
    for (const row of rows) putRow(this.limits, row, tx)
  }

  /** Notes whose end the transaction waits for; true when that one waits for it, too. */
  isDeadlocked(tx: TxState, lock: string): boolean {
    tx.waitsFor = this.locks.get(lock)
    for (let at = tx.waitsFor; at; at = at.waitsFor) if (at === tx) return true
    return false
  }

  private release(tx: TxState): void {
    for (const lock of tx.locks) this.locks.delete(lock)
    this.wakeWaiting()
  }

  /** Lets all that wait for a transaction's end ask again. */
  wakeWaiting(): void {
    const waiting = this.released
    this.released = []
    for (const act of waiting) act()
  }
}

function putRow(tables: LimitTables, write: Write, tx: TxState | undefined): void {
  const [name, id, row] = write
  const table: Pick<Table<object>, 'put'> = tables[name]
  table.put(id, row, tx)
}
