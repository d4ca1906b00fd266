import type { LimitScope } from '@pao/core/engine'
import type { Handler, Store, Writes } from './store.ts'
import { keyText, slotId, slotsOf, type TenantKey } from './store-limits.ts'
import {
  entryName,
  type Result,
  type RuleRow,
  type SlotRow,
  StoreError,
  type TxState,
} from './store-rows.ts'

/** What setting a rule and taking it away are made of; every one runs in a transaction. */

type Word = 'set_most' | 'item_most'

const none: Result = { rows: [], count: 0 }
const counted = (count: number): Result => ({ rows: [], count })
const mostOf = ({ set_most, item_most }: RuleRow): number => set_most ?? item_most ?? 0

function keyOf([tenant, scope, name]: readonly unknown[]): TenantKey {
  return { tenant: String(tenant), scope: String(scope) as LimitScope, name: String(name) }
}

function put(word: Word): Handler {
  return (store, values, tx) => {
    const key = keyOf(values)
    const [most, by, at] = values.slice(3)
    const fresh = { ...key, set_most: null, item_most: null, born: store.nextId() }
    const known = store.limits.rules.see(tx).get(keyText(key)) ?? fresh
    store.write([['rules', keyText(key), stamped({ ...known, [word]: Number(most) }, by, at)]], tx)
    return counted(1)
  }
}

function stamped(rule: Omit<RuleRow, 'updated_by' | 'updated_at'>, by: unknown, at: unknown) {
  return { ...rule, updated_by: String(by), updated_at: (at as Date).getTime() }
}

/** The rule goes when nobody else has a word in it. */
function drop(word: Word): Handler {
  const other = word === 'set_most' ? 'item_most' : 'set_most'
  return (store, values, tx) => {
    const name = keyText(keyOf(values))
    const rule = store.limits.rules.see(tx).get(name)
    if (!rule || rule[word] === null || rule[other] !== null) return none
    store.write([['rules', name, undefined]], tx)
    return counted(1)
  }
}

/** Only beside the other word: a row that holds none is refused. */
function change(word: Word): Handler {
  const other = word === 'set_most' ? 'item_most' : 'set_most'
  return (store, [most, by, at, ...key], tx) => {
    const name = keyText(keyOf(key))
    const rule = store.limits.rules.see(tx).get(name)
    if (!rule || rule[word] === null || rule[other] === null) return none
    store.write([['rules', name, stamped({ ...rule, [word]: most as number | null }, by, at)]], tx)
    return counted(1)
  }
}

/** The rule's row stays locked. */
const most: Handler = (store, values, tx) => {
  const name = keyText(keyOf(values))
  const rule = store.limits.rules.see(tx).get(name)
  if (!rule) return none
  store.lock(`rules ${name}`, tx)
  return { rows: [{ most: mostOf(rule) }], count: 1 }
}

const ofItem: Handler = (store, values, tx) => {
  const rule = store.limits.rules.see(tx).get(keyText(keyOf(values)))
  return rule ? { rows: [{ item_most: rule.item_most }], count: 1 } : none
}

/** Those in line are reminded of like any ready action. */
const closeLine: Handler = (store, values, tx) => {
  const key = keyText(keyOf(values))
  const waiting = [...store.limits.lines.see(tx)].filter(([, line]) => keyText(line) === key)
  // All rows are in hand before any is written: who has to wait for one begins anew.
  const rows = waiting.map(([, { tenant, request_id, action_id }]) =>
    store.take(entryName(tenant, request_id), tx)?.actions.get(action_id),
  )
  store.write(
    waiting.map(([name]): Writes[number] => ['lines', name, undefined]),
    tx,
  )
  for (const row of rows) if (row?.state === 'ready') row.wake_at = store.now()
  return counted(waiting.length)
}

/** All of them, or those that are free and not among these. */
const closeSlots: Handler = (store, values, tx) => {
  const within = values[3] as number[] | undefined
  const gone = slotsOf({ store, tx }, keyOf(values)).filter(
    ({ request_id, number }) => !within || (request_id === null && !within.includes(number)),
  )
  store.write(
    gone.map((slot): Writes[number] => ['slots', slotId(slot), undefined]),
    tx,
  )
  return counted(gone.length)
}

const fit: Handler = (store, values, tx) => {
  const slots = slotsOf({ store, tx }, keyOf(values))
  for (const slot of slots) store.lock(`slots ${slotId(slot)}`, tx)
  const rows = slots.map(({ number, request_id, surplus }) => ({
    number,
    held: request_id !== null,
    surplus,
  }))
  return { rows, count: rows.length }
}

const mark: Handler = (store, [within, ...key], tx) => {
  const isSurplus = ({ number }: SlotRow): boolean => !(within as number[]).includes(number)
  const wrong = slotsOf({ store, tx }, keyOf(key)).filter(
    (slot) => slot.surplus !== isSurplus(slot),
  )
  store.write(
    wrong.map((slot): Writes[number] => [
      'slots',
      slotId(slot),
      { ...slot, surplus: isSurplus(slot) },
    ]),
    tx,
  )
  return counted(wrong.length)
}

const add: Handler = (store, values, tx) => {
  const key = keyOf(values)
  const last = Number(values[3])
  const count = Math.max(0, Number(values[4]))
  const rows = Array.from({ length: count }, (_, n) =>
    freshSlot(store, { ...key, number: last + n + 1 }, tx),
  )
  store.write(rows, tx)
  return counted(count)
}

function freshSlot(
  store: Store,
  place: TenantKey & { number: number },
  tx?: TxState,
): Writes[number] {
  const name = slotId(place)
  if (store.limits.slots.see(tx).has(name))
    throw new StoreError('23505', `limit_slot ${name} is there`)
  return [
    'slots',
    name,
    { ...place, surplus: false, request_id: null, action_id: null, taken_at: null },
  ]
}

export const rules: Record<string, Handler> = {
  rule_of_item: ofItem,
  rule_most: most,
  rule_put: put('set_most'),
  rule_put_of_item: put('item_most'),
  rule_drop: drop('set_most'),
  rule_drop_of_item: drop('item_most'),
  rule_change: change('set_most'),
  rule_change_of_item: change('item_most'),
  line_close: closeLine,
  slots_close: closeSlots,
  slots_fit: fit,
  slots_mark: mark,
  slots_add: add,
}
