import { randomUUID } from 'node:crypto'
import { type Ledger, openLedger } from '../kit/ledger.ts'
import { type Switches, switchesOff } from '../kit/switches.ts'

export type DeskSystem = 'servicenow' | 'remedy' | 'cherwell'

/** One record of one of the systems; the last written state counts. */
export type DeskRecord = {
  system: DeskSystem
  /** Table, form or business object. */
  kind: string
  id: string
  values: Readonly<Record<string, string>>
}

/** Something that really changed. */
export type DeskEffect = {
  at: string
  system: DeskSystem
  what: 'create' | 'change' | 'relate'
  kind: string
  id: string
}

type Entry = { effect: DeskEffect; record: DeskRecord }

export type DeskOptions = {
  port: number
  host?: string
  dataFile?: string
  /** Of every system's account, when a test wants to know it. */
  password?: string
  now?: () => number
}

export type DeskState = {
  records: Map<string, DeskRecord>
  effects: DeskEffect[]
  switches: Switches
  username: string
  password: string
  /** Client id (Cherwell) that may ask for tokens. */
  clientId: string
  /** Tokens that were given out, with the moment they end. */
  tokens: Map<string, number>
  logins: number
  now(): number
  put(record: DeskRecord, what: DeskEffect['what']): DeskRecord
  /** The next number of its kind, e.g. INC0010001. */
  nextNumber(prefix: string, digits: number): string
  recordsOf(system: DeskSystem, kind: string): DeskRecord[]
}

/** Opens what an earlier run wrote. */
export function openDeskState(options: DeskOptions): DeskState {
  const ledger: Ledger<Entry> = openLedger<Entry>(options.dataFile)
  const records = new Map<string, DeskRecord>()
  const effects: DeskEffect[] = []
  for (const { effect, record } of ledger.entries()) {
    effects.push(effect)
    records.set(record.id, record)
  }
  const now = options.now ?? Date.now
  return {
    records,
    effects,
    switches: switchesOff(),
    username: 'pao',
    password: options.password ?? 'desk-password',
    clientId: 'pao-client',
    tokens: new Map(),
    logins: 0,
    now,
    put(record, what) {
      const { system, kind, id } = record
      const effect = { at: new Date(now()).toISOString(), system, what, kind, id }
      ledger.append({ effect, record })
      effects.push(effect)
      records.set(id, record)
      return record
    },
    nextNumber(prefix, digits) {
      const taken = [...records.values()].filter(({ values }) =>
        Object.values(values).some((value) => value.startsWith(prefix)),
      )
      return `${prefix}${String(taken.length + 1).padStart(digits, '0')}`
    },
    recordsOf: (system, kind) =>
      [...records.values()].filter((one) => one.system === system && one.kind === kind),
  }
}

/** 32 hex digits, as ServiceNow and Cherwell name their records. */
export function hexId(): string {
  return randomUUID().replaceAll('-', '')
}
