import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { Ticket } from '../kit/desk.ts'
import { Ended } from '../kit/ended.ts'
import { type NowInstance, unreadable } from '../kit/now-instance.ts'

/** A column as the Table API gives it with `sysparm_display_value=all`. */
const Column = Type.Object({
  value: Type.Optional(Type.Unknown()),
  display_value: Type.Optional(Type.Unknown()),
})
const Row = Type.Record(Type.String(), Column)
type Row = Readonly<Record<string, { value?: unknown; display_value?: unknown }>>

/** Values of `state` at which nobody works on a record any more although it is still active. */
const resolved: Readonly<Record<string, string>> = { incident: '6', problem: '106' }

/** The row of an answer; Ended where it is none. */
export function rowOf(result: unknown): Row {
  if (Check(Row, result) && text(result, 'sys_id') !== '') return result
  throw new Ended(unreadable)
}

/** A column's value in the database, as text. */
export function text(row: Row, name: string): string {
  const value = Object.hasOwn(row, name) ? row[name]?.value : undefined
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
}

function shown(row: Row, name: string): string {
  const value = Object.hasOwn(row, name) ? row[name]?.display_value : undefined
  return typeof value === 'string' && value !== '' ? value : text(row, name)
}

/** A row as a ticket. */
export function ticketOf({ site }: NowInstance, table: string, row: Row): Ticket {
  const id = text(row, 'sys_id')
  const state = shown(row, 'state')
  const isOver = text(row, 'active') === 'false' || text(row, 'state') === resolved[table]
  const words = [state, shown(row, 'close_code'), text(row, 'close_code')]
  return {
    id,
    number: text(row, 'number') || id,
    url: `${site}/nav_to.do?uri=${encodeURIComponent(`${table}.do?sys_id=${id}`)}`,
    state,
    ...(isOver && { ended: [...new Set(words.filter((word) => word !== ''))] }),
    value: (name) => (Object.hasOwn(row, name) ? shown(row, name) : undefined),
  }
}
