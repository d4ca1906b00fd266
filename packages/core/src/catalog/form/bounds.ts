import type { Fault } from '../../result.ts'
import type { Field, FieldType } from '../item.ts'
import { instantOf } from './calendar.ts'
import { fault } from './field-fault.ts'
import { defaultFileBytes } from './file-value.ts'
import { isList, own } from './json-value.ts'
import { lengthOf } from './text-formats.ts'

/** What `min` and `max` count, by field type; a type that is not here has no bounds. */
export const boundMeaning: Partial<
  Record<FieldType, 'characters' | 'value' | 'entries' | 'moment' | 'bytes'>
> = {
  string: 'characters',
  text: 'characters',
  email: 'characters',
  url: 'characters',
  password: 'characters',
  yaml: 'characters',
  json: 'characters',
  integer: 'value',
  number: 'value',
  'multi-selection': 'entries',
  date: 'moment',
  datetime: 'moment',
  file: 'bytes',
}

/** The fault of a value outside its field's `min` and `max`; JSON is measured as it is written without blanks. */
export function boundsFault(field: Field, value: unknown): Fault | undefined {
  const meaning = boundMeaning[field.type]
  if (meaning === undefined) return undefined
  const { min, max = meaning === 'bytes' ? defaultFileBytes : undefined } = field.validation ?? {}
  if (min === undefined && max === undefined) return undefined
  const size = measure(field.type, value)
  const [low, high] = [boundOf(min, meaning), boundOf(max, meaning)]
  if (low !== undefined && size < low)
    return fault(field, 'min', 'PAO2012', sentence(meaning, 'at least', min))
  if (high !== undefined && size > high)
    return fault(field, 'max', 'PAO2013', sentence(meaning, 'at most', max))
  return undefined
}

function measure(type: FieldType, value: unknown): number {
  if (type === 'json') return lengthOf(JSON.stringify(value))
  if (typeof value === 'number') return value
  if (isList(value)) return value.length
  if (typeof value !== 'string') return Number(own(value, 'size'))
  return type === 'date' || type === 'datetime' ? (instantOf(value) ?? Number.NaN) : lengthOf(value)
}

function boundOf(bound: number | string | undefined, meaning: string): number | undefined {
  if (meaning === 'moment') return typeof bound === 'string' ? instantOf(bound) : undefined
  return typeof bound === 'number' ? bound : undefined
}

function sentence(
  meaning: string,
  edge: 'at least' | 'at most',
  bound: number | string | undefined,
): string {
  const amount = String(bound)
  if (meaning === 'value') return `must be ${edge} ${amount}`
  if (meaning === 'moment')
    return `must be ${edge === 'at least' ? 'on or after' : 'on or before'} ${amount}`
  if (meaning === 'bytes') return `must have ${edge} ${amount} bytes`
  const unit = meaning === 'characters' ? 'character' : 'choice'
  return `must have ${edge} ${amount} ${unit}${amount === '1' ? '' : 's'}`
}
