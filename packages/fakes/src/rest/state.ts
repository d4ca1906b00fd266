import { randomUUID } from 'node:crypto'
import { type Ledger, openLedger } from '../kit/ledger.ts'
import type { Call, Reply } from '../kit/server.ts'
import { type Switches, switchesOff } from '../kit/switches.ts'

type Row = Readonly<Record<string, unknown>>
/** Something the API really did, once per line. */
export type Effect = {
  at: string
  kind: 'create' | 'update' | 'delete' | 'hook'
  path: string
  key?: string
  id: string
  body: unknown
}
type Entry =
  | { resource: { collection: string; row: Row & { id: string } } }
  | { removed: { collection: string; id: string } }
  | { effect: Effect }
  | { answer: { key: string; reply: Reply } }

export type RestOptions = {
  port: number
  host?: string
  dataFile?: string
  /** Bearer token or API key asked for; anything goes when left out. */
  token?: string
  /** Secret that hooks are verified with. */
  hookSecret?: string
  /** Clock that the age of a signature is judged by; the real one when left out. */
  now?: () => number
  /** Milliseconds a cluster takes. */
  operationMs?: number
  switches?: Partial<Switches>
  /**
   * Stands around each call: may watch it, hold it, or answer otherwise before or after `act` took effect.
   * `as` = the call as the API takes it, for one that does not heed its key.
   */
  around?: (call: Call, act: (as?: Call) => Reply) => Reply | Promise<Reply>
}

export type RestState = {
  options: RestOptions
  switches: Switches
  rows: Map<string, Map<string, Row>>
  effects: Effect[]
  /** Answers by Idempotency-Key, given again to a repeat. */
  answers: Map<string, Reply>
  append(entry: Entry): void
}

/** Resources, effects and remembered answers, read back from the file when there is one. */
export function openRest(options: RestOptions): RestState {
  const ledger: Ledger<Entry> = openLedger(options.dataFile)
  const state: RestState = {
    options,
    switches: { ...switchesOff(), ...options.switches },
    rows: new Map(),
    effects: [],
    answers: new Map(),
    append(entry) {
      ledger.append(entry)
      apply(state, entry)
    },
  }
  for (const entry of ledger.entries()) apply(state, entry)
  return state
}

function apply(state: RestState, entry: Entry) {
  if ('effect' in entry) state.effects.push(entry.effect)
  else if ('answer' in entry) state.answers.set(entry.answer.key, entry.answer.reply)
  else if ('removed' in entry) state.rows.get(entry.removed.collection)?.delete(entry.removed.id)
  else {
    const { collection, row } = entry.resource
    const rows = state.rows.get(collection) ?? new Map<string, Row>()
    rows.set(row.id, row)
    state.rows.set(collection, rows)
  }
}

export function newRowId(collection: string): string {
  return `${collection.replace(/s$/, '').slice(0, 12)}-${randomUUID().slice(0, 8)}`
}
