import type { LimitKey } from '@pao/core/engine'
import { lockedBy, type Store, type Writes } from './store.ts'
import type { JobRow, LineRow, SlotRow, TxState } from './store-rows.ts'
import type { LimitTables } from './store-table.ts'

const calledMs = 5_000

/** What a statement is about and in which transaction. */
export type On = { store: Store; tx: TxState | undefined }
export type TenantKey = LimitKey & { tenant: string }
export type Wanted = LimitKey & { action: string }
/** How many of a line are to be called. */
export type Room = TenantKey & { n: number }

export const keyText = ({ tenant, scope, name }: TenantKey): string => `${tenant} ${scope} ${name}`
export const slotId = (row: TenantKey & { number: number }): string =>
  `${keyText(row)} ${row.number}`
export const lineId = (row: TenantKey & { request_id: string; action_id: string }): string =>
  `${keyText(row)} ${row.request_id} ${row.action_id}`
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const isOf =
  (key: TenantKey) =>
  (row: TenantKey): boolean =>
    row.tenant === key.tenant && row.scope === key.scope && row.name === key.name

/** The rows of one rule. */
export function rowsOf<T extends TenantKey>({ store, tx }: On, table: Tables, key: TenantKey): T[] {
  const rows = [...store.limits[table].see(tx).values()] as unknown as T[]
  return rows.filter(isOf(key))
}
type Tables = Exclude<keyof LimitTables, 'rules'>

/** The slots of one rule by their numbers. */
export function slotsOf(on: On, key: TenantKey): SlotRow[] {
  return rowsOf<SlotRow>(on, 'slots', key).toSorted((a, b) => a.number - b.number)
}

/** Whether the tenant has rules. */
export function isRuled({ store, tx }: On, tenant: string): boolean {
  if (!tx && store.limits.rules.rows.size === 0) return false
  return [...store.limits.rules.see(tx).values()].some((rule) => rule.tenant === tenant)
}

const isCalled = ({ store }: On, { called_at }: LineRow): boolean =>
  called_at !== null && called_at > store.now() - calledMs

/** Free slots less those held too many, and less those somebody else was called for. */
export function spareSlots(
  on: On,
  key: TenantKey,
  except: (line: LineRow) => boolean = () => false,
): number {
  const slots = slotsOf(on, key)
  const called = rowsOf<LineRow>(on, 'lines', key).filter(
    (line) => isCalled(on, line) && !except(line),
  )
  const free = slots.filter(({ request_id }) => request_id === null)
  return free.length - slots.filter(({ surplus }) => surplus).length - called.length
}

/** Who is first in a line, by the database's clock. */
function inOrder({ store }: On): (a: LineRow, b: LineRow) => number {
  const level = ({ priority, since }: LineRow): number =>
    Math.min(3, Math.max(priority, Math.floor((store.now() - since) / 60_000)))
  return (a, b) =>
    level(b) - level(a) ||
    a.turn - b.turn ||
    a.since - b.since ||
    byText(`${a.request_id} ${a.action_id}`, `${b.request_id} ${b.action_id}`)
}

export type Called = { writes: Writes; jobs: Pick<JobRow, 'priority' | 'data'>[] }

/** Calls the first of the lines, past those that somebody else holds at this moment. */
export function callNext(
  on: On,
  rooms: readonly Room[],
  leaving: (line: LineRow) => boolean = () => false,
): Called {
  const { store, tx } = on
  const next = rooms.flatMap((room) =>
    rowsOf<LineRow>(on, 'lines', room)
      .filter((line) => !isCalled(on, line) && !leaving(line))
      .toSorted(inOrder(on))
      .filter((line) => !lockedBy(store, ['lines', lineId(line)], tx))
      .slice(0, Math.max(0, room.n)),
  )
  return {
    writes: next.map((line) => ['lines', lineId(line), { ...line, called_at: store.now() }]),
    jobs: next.map(({ tenant, request_id: request, action_id: action, priority }) => ({
      priority,
      data: { tenant, request, action, entry: 'claim' },
    })),
  }
}

export type Claims = { tenant: string; id: string; wanted: readonly Wanted[] }
export type Got = { taken: (SlotRow & { by: string })[]; full: Wanted[] }

/** One free slot of every rule for every claim, and what is not to be had. */
export function wantSlots(on: On, { tenant, id, wanted }: Claims): Got {
  const got: Got = { taken: [], full: [] }
  const actions = new Set(wanted.map(({ action }) => action))
  const claiming = (line: LineRow): boolean => line.request_id === id && actions.has(line.action_id)
  const keys = new Map(wanted.map((one) => [keyText({ ...one, tenant }), { ...one, tenant }]))
  for (const key of keys.values()) {
    if (!on.store.limits.rules.see(on.tx).has(keyText(key))) continue
    const slots = slotsOf(on, key)
    const isHolder = (action: string): boolean =>
      slots.some(({ request_id, action_id }) => request_id === id && action_id === action)
    const want = wanted
      .filter((one) => isOf(key)({ ...one, tenant }) && !isHolder(one.action))
      .toSorted((a, b) => byText(a.action, b.action))
    const free = slots
      .filter((slot) => slot.request_id === null)
      .filter((slot) => !lockedBy(on.store, ['slots', slotId(slot)], on.tx))
      .slice(0, Math.max(0, Math.min(want.length, spareSlots(on, key, claiming))))
    want.forEach(({ action, scope, name }, n) => {
      const slot = free[n]
      if (slot) got.taken.push({ ...slot, by: action })
      else got.full.push({ action, scope, name })
    })
  }
  return got
}

export type Keeping = {
  tenant: string
  id: string
  taken: Got['taken']
  /** Actions that give back what they hold. */
  given: readonly string[]
  /** Actions that are not ready any more. */
  left: ReadonlySet<string>
}

/** What happens to slots and lines with a save: taken, given back or gone, inherited, next called. */
export function keepSlots(on: On, { tenant, id, taken, given, left }: Keeping): Called {
  const { store, tx } = on
  const writes: Writes = taken.map(({ by, ...slot }) => [
    'slots',
    slotId(slot),
    { ...slot, request_id: id, action_id: by, taken_at: store.now() },
  ])
  const leaving = (line: LineRow): boolean => line.request_id === id && left.has(line.action_id)
  const isOwn = (slot: SlotRow): boolean =>
    slot.tenant === tenant && slot.request_id === id && given.includes(slot.action_id ?? '')
  const own = [...store.limits.slots.see(tx).values()].filter(isOwn)
  const keys = new Map(own.map((slot) => [keyText(slot), slot]))
  const rooms = [...keys.values()].map((key) => {
    const back = giveBack(on, key, isOwn)
    writes.push(...back.writes)
    const { scope, name } = key
    return { tenant, scope, name, n: back.freed }
  })
  for (const [name, line] of store.limits.lines.see(tx))
    if (line.tenant === tenant && leaving(line)) writes.push(['lines', name, undefined])
  const next = callNext(on, rooms, leaving)
  return { writes: [...writes, ...next.writes], jobs: next.jobs }
}

/** Slots of one rule: one given back goes in favour of one that is too many. */
function giveBack(
  on: On,
  key: TenantKey,
  isOwn: (slot: SlotRow) => boolean,
): { writes: Writes; freed: number } {
  const slots = slotsOf(on, key)
  const own = slots.filter(isOwn)
  const plain = own.filter(({ surplus }) => !surplus)
  const heirs = slots
    .filter((slot) => slot.surplus && !isOwn(slot))
    .filter((slot) => !lockedBy(on.store, ['slots', slotId(slot)], on.tx))
    .slice(0, plain.length)
  const stays = plain.slice(heirs.length)
  const gone = own.filter((slot) => !stays.includes(slot))
  return {
    freed: stays.length,
    writes: [
      ...heirs.map((slot): Writes[number] => ['slots', slotId(slot), { ...slot, surplus: false }]),
      ...gone.map((slot): Writes[number] => ['slots', slotId(slot), undefined]),
      ...stays.map((slot): Writes[number] => ['slots', slotId(slot), freed(slot)]),
    ],
  }
}

/** The slot with nobody in it. */
export function freed(slot: SlotRow): SlotRow {
  return { ...slot, request_id: null, action_id: null, taken_at: null }
}
