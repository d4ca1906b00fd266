import { textFormOf } from './taint.ts'

/** What sort of value it is, in words for a fault. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (typeof value === 'string') return 'a text'
  if (typeof value === 'number') return 'a number'
  if (typeof value === 'boolean') return 'true or false'
  return Array.isArray(value) ? 'a list' : 'an object'
}

/** Empty things do not hold: nothing, false, 0, an empty text, an empty list. */
export function holds(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

/** An object without lists: the only thing that has members with names. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The text of an object that has one, the value itself in all other cases. */
export function settled(value: unknown): unknown {
  return isRecord(value) ? (textFormOf(value) ?? value) : value
}
