import type { FieldType } from '../item.ts'
import { isDate, isDateTime } from './calendar.ts'
import { readFile } from './file-value.ts'
import { isFaithful, parseJson, parseYaml, structureFault } from './structured-value.ts'
import { isEmail, isStorable, isUrl } from './text-formats.ts'

/** A value of the field's type, or the end of the sentence "<field name> …" that says why it is none. */
export type Reading = { value: unknown } | { wrong: string; hint?: string }

const readers: Readonly<Record<FieldType, (value: unknown) => Reading>> = {
  string: readText,
  text: readText,
  password: readText,
  integer: (value) => readNumber(value, 'a whole number'),
  number: (value) => readNumber(value, 'a number'),
  boolean: readBoolean,
  selection: readScalar,
  'multi-selection': readList,
  date: (value) =>
    readFormat(value, isDate, 'must be a day of the calendar', 'Write it as 2026-11-30.'),
  datetime: (value) =>
    readFormat(
      value,
      isDateTime,
      'must be a date and time with its offset',
      'Write it as 2026-11-30T08:00:00Z.',
    ),
  email: (value) =>
    readFormat(value, isEmail, 'must be one e-mail address', 'Write it as name@example.com.'),
  url: (value) =>
    readFormat(
      value,
      isUrl,
      'must be an http or https address without user name or password',
      'Write it as https://example.com/path.',
    ),
  file: (value) => {
    const read = readFile(value)
    return 'file' in read ? { value: read.file } : read
  },
  json: readJson,
  yaml: readYaml,
}

/** Reads a value by its field type. Nothing is coerced: "7" is no integer, 1 is no boolean, one is no list. */
export function readValue(type: FieldType, value: unknown): Reading {
  return readers[type](value)
}

function readText(value: unknown): Reading {
  if (typeof value !== 'string') return { wrong: 'must be text', hint: 'Put the value in quotes.' }
  return isStorable(value) ? { value } : { wrong: 'has a character that cannot be stored' }
}

function readFormat(
  value: unknown,
  fits: (text: string) => boolean,
  wrong: string,
  hint: string,
): Reading {
  return typeof value === 'string' && fits(value) ? { value } : { wrong, hint }
}

function readNumber(value: unknown, kind: string): Reading {
  if (typeof value !== 'number')
    return { wrong: `must be ${kind}`, hint: 'Send a number without quotes.' }
  if (!isFaithful(value)) return { wrong: 'must be a finite number within ±9007199254740991' }
  if (kind === 'a whole number' && !Number.isInteger(value)) return { wrong: `must be ${kind}` }
  return { value }
}

function readBoolean(value: unknown): Reading {
  return typeof value === 'boolean'
    ? { value }
    : { wrong: 'must be true or false', hint: 'Send it without quotes.' }
}

function readScalar(value: unknown): Reading {
  if (typeof value === 'string') return readText(value)
  if (typeof value === 'number') return readNumber(value, 'a number')
  return typeof value === 'boolean' ? { value } : { wrong: 'must be one of the choices' }
}

function readList(value: unknown): Reading {
  if (!Array.isArray(value))
    return { wrong: 'must be a list of choices', hint: 'Send a list, even for one choice.' }
  const entries = value as unknown[]
  if (entries.length > 1_000) return { wrong: 'must not have more than 1000 choices' }
  for (const entry of entries) {
    const read = readScalar(entry)
    if ('wrong' in read)
      return {
        wrong: 'must be a list of choices',
        hint: 'Each entry is a text, a number or true/false.',
      }
  }
  return { value: entries }
}

/** Text is parsed, so that templates and connectors always meet the value itself. */
function readJson(value: unknown): Reading {
  if (typeof value === 'string') return parseJson(value)
  if (typeof value !== 'object' || value === null)
    return { wrong: 'must be JSON: an object, a list, or JSON written as text' }
  const wrong = structureFault(value)
  return wrong === undefined ? { value } : { wrong }
}

function readYaml(value: unknown): Reading {
  if (typeof value !== 'string') return { wrong: 'must be YAML written as text' }
  const parsed = parseYaml(value)
  return 'wrong' in parsed ? parsed : { value }
}
