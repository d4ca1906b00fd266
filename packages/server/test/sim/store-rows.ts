import type { LimitKey, Plan } from '@pao/core/engine'
import type { CalendarRow } from '../../src/requests/calendar/known.ts'
import type { JobData } from '../../src/store/pump.ts'

/** Rows of the model, named as the columns are; moments are milliseconds since 1970, jsonb is text. */
export type RequestRow = {
  tenant: string
  id: string
  seq: number
  state: string
  run: string
  progress: string
  deadline_at: number | null
  sla_at: number | null
  ended_at: number | null
  created_at: number
  updated_at: number
  not_before: number | null
  deleted_at: number | null
  /** Without its actions, which stand in a set. */
  plan: Omit<Plan, 'actions'>
  action_set_hash: string
  /** What changes only with the plan and is read as it was written. */
  fixed: Readonly<Record<string, unknown>>
}

export type ActionRow = {
  action_id: string
  state: string
  fence: number
  lease_owner: string | null
  lease_until: number | null
  wake_at: number | null
  wait_key: string | null
  deadline_at: number | null
  escalate_at: number | null
  sealed: string | null
}

export type AttemptRow = {
  action_id: string
  fence: number
  entry: string
  attempt: number
  generation: number
  worker: string
  started_at: number
  ended_at: number | null
  outcome: string | null
}

export type EventRow = { seq: number; type: string; at: number; actor: string; data: string }

export type OrphanRow = {
  id: string
  action_id: string
  generation: number
  fence: number
  type: string
  ended_as: string
  /** jsonb as text. */
  error: string
  found_at: number
  resolution: string | null
  resolved_at: number | null
  resolved_by: string | null
}

/** A request with all that belongs to it. */
export type Entry = {
  request: RequestRow
  actions: Map<string, ActionRow>
  attempts: Map<string, AttemptRow>
  events: EventRow[]
  orphans: Map<string, OrphanRow>
  /** When its rows came, by the database; its own moments are those of a process that may have been frozen since. */
  cameAt: number
}

export type KeyRow = {
  fingerprint: string
  status: number | null
  headers: Record<string, string> | null
  body: string | null
}

export type DeliveryRow = {
  tenant: string
  source: string
  delivery_id: string
  received_at: number
  worked_at: number | null
  connection: string | null
  body: unknown
}

export type JobRow = {
  id: string
  priority: number
  data: JobData
  createdAt: number
  fetchedAt: number | null
  tries: number
}

export type RuleRow = LimitKey & {
  tenant: string
  set_most: number | null
  item_most: number | null
  updated_by: string
  updated_at: number
  /** Not a column: tells a rule from one of the same name that was taken away before. */
  born: string
}

export type SlotRow = LimitKey & {
  tenant: string
  number: number
  surplus: boolean
  request_id: string | null
  action_id: string | null
  taken_at: number | null
}

export type LineRow = LimitKey & {
  tenant: string
  request_id: string
  action_id: string
  requester_id: string
  priority: number
  turn: number
  since: number
  called_at: number | null
}

export type Result = { rows: readonly object[]; count: number }

/** What one open transaction has written and holds. */
export type TxState = {
  id: number
  entries: Map<string, Entry>
  keys: Map<string, KeyRow>
  jobs: JobRow[]
  locks: Set<string>
  /** Whose end it waits for. */
  waitsFor?: TxState | undefined
}

/** An error as the driver of PostgreSQL throws it. */
export class StoreError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** Another transaction holds what is asked for, which is its text; wait for its end and ask again. */
export class Locked extends Error {}

/** A copy that a transaction may write into. */
export function copyOf({ request, actions, attempts, events, orphans, cameAt }: Entry): Entry {
  return {
    cameAt,
    request: { ...request },
    actions: copied(actions),
    attempts: copied(attempts),
    events: [...events],
    orphans: copied(orphans),
  }
}

function copied<T extends object>(rows: Map<string, T>): Map<string, T> {
  return new Map([...rows].map(([name, row]) => [name, { ...row }]))
}

/** How a request is found. */
export function entryName(tenant: unknown, id: unknown): string {
  return `${String(tenant)} ${String(id)}`
}

/** One row of `change_freeze` without its tenant. */
export type Freeze = Omit<Extract<CalendarRow, { reason: string }>, 'tenant' | 'revision'>
/** Of each tenant that ever had a freeze. */
export type CalendarOf = { revision: number; freezes: Map<string, Freeze> }
export type Calendars = Map<string, CalendarOf>
