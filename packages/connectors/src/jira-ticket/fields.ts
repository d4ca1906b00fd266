import { Type, type Static } from 'typebox'
import { stop } from '../kit/ended.ts'
import { findPerson } from './people.ts'
import type { Jira } from './remote.ts'

const Field = Type.Object({
  id: Type.String(),
  name: Type.String(),
  schema: Type.Optional(
    Type.Object({
      type: Type.String(),
      items: Type.Optional(Type.String()),
      custom: Type.Optional(Type.String()),
      system: Type.Optional(Type.String()),
    }),
  ),
})
export type Field = Static<typeof Field>

/** All fields of the site: Jira takes ids only, people know names. */
export function readFields(jira: Jira): Promise<Field[]> {
  return jira.read(Type.Array(Field), 'GET', '/field')
}

/** A field by id or shown name; names are not unique, so an ambiguous one is refused. */
export function fieldBy(fields: readonly Field[], wanted: string): Field {
  const byId = fields.find(({ id }) => id === wanted)
  if (byId) return byId
  if (/^customfield_\d+$/.test(wanted)) return { id: wanted, name: wanted }
  const byName = fields.filter(({ name }) => name.toLowerCase() === wanted.trim().toLowerCase())
  const [only] = byName
  if (only === undefined)
    throw stop(
      'jira.field_unknown',
      `This Jira has no field "${wanted}"; write its id or its shown name`,
    )
  if (byName.length > 1)
    throw stop(
      'jira.field_ambiguous',
      `"${wanted}" names ${byName.length} fields; write one of ${byName.map(({ id }) => id).join(', ')}`,
    )
  return only
}

type Convert = (jira: Jira, value: unknown, field: Field) => unknown

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const print = (value: unknown): string =>
  typeof value === 'string' ? value : isMap(value) ? JSON.stringify(value) : String(value)
const invalid = (field: Field, form: string) =>
  stop('jira.field_invalid', `The field "${field.name}" takes ${form}`)

const named: Convert = (_jira, value) => (isMap(value) ? value : { name: print(value) })
const option: Convert = (_jira, value) => (isMap(value) ? value : { value: print(value) })

async function person(jira: Jira, value: unknown, field: Field): Promise<unknown> {
  if (isMap(value)) return value
  const found = await findPerson(jira, print(value))
  if (found === undefined) throw invalid(field, 'a person known to Jira')
  return found
}

/** `Europe / Berlin`, ["Europe", "Berlin"] or Jira's own form. */
const cascading: Convert = (_jira, value) => {
  if (isMap(value)) return value
  const parts = Array.isArray(value) ? value.map(print) : print(value).split(/\s+\/\s+/)
  const [top = '', child] = parts
  return { value: top, ...(child !== undefined && { child: { value: child } }) }
}

const words: Convert = (jira, value, field) => {
  const isRich =
    field.schema?.custom?.endsWith(':textarea') === true ||
    field.schema?.system === 'description' ||
    field.schema?.system === 'environment'
  if (!isRich) return print(value).replaceAll(/\s*[\r\n]+\s*/g, ' ')
  return isMap(value) ? value : jira.rich(print(value))
}

const number: Convert = (_jira, value, field) => {
  const converted = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value)
  if (!Number.isFinite(converted)) throw invalid(field, 'a number')
  return converted
}

const date: Convert = (_jira, value, field) => {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(print(value))?.[0]
  if (day === undefined) throw invalid(field, 'a date, YYYY-MM-DD')
  return day
}

/** Jira wants milliseconds and a zone without a colon. */
const datetime: Convert = (_jira, value, field) => {
  const moment = Date.parse(print(value))
  if (!Number.isFinite(moment)) throw invalid(field, 'a date and time, ISO 8601')
  return new Date(moment).toISOString().replace('Z', '+0000')
}

const issueKey = /^[A-Z][A-Z0-9_]*-\d+$/i

/** The key of another issue, for an epic link as text and for a parent in a map. */
const keyOf: Convert = (_jira, value, field) => {
  const key = print(value).trim()
  if (!issueKey.test(key)) throw invalid(field, 'the key of an issue, e.g. DATA-12')
  return key.toUpperCase()
}
const parent: Convert = (jira, value, field) =>
  isMap(value) ? value : { key: keyOf(jira, value, field) }

/** Jira takes one sprint, by its number, though the field is a list. */
const sprint: Convert = (jira, value, field) => {
  const id = number(jira, Array.isArray(value) ? value[0] : value, field)
  if (!Number.isSafeInteger(id)) throw invalid(field, 'the number of a sprint')
  return id
}

/** Fields of Jira Software, by the end of their kind; their types say nothing. */
const agile: Record<string, Convert> = {
  'gh-sprint': sprint,
  'gh-epic-link': keyOf,
}

const forms: Record<string, Convert> = {
  string: words,
  number,
  option,
  'option-with-child': cascading,
  user: person,
  date,
  datetime,
  priority: named,
  version: named,
  component: named,
  resolution: named,
  group: named,
  securitylevel: named,
  issuelink: parent,
  project: (_jira, value) => (isMap(value) ? value : { key: print(value) }),
}

async function list(jira: Jira, value: unknown, field: Field): Promise<unknown[]> {
  const all: unknown[] = Array.isArray(value)
    ? value
    : print(value)
        .split(',')
        .map((one) => one.trim())
  const items = field.schema?.items ?? ''
  if (items === 'string') return all.map((one) => label(print(one))).filter((one) => one !== '')
  return Promise.all(all.map((one) => forms[items]?.(jira, one, field) ?? one))
}

/** A value of the document in the form the field's schema asks for. */
export async function fieldValue(jira: Jira, value: unknown, field: Field): Promise<unknown> {
  const type = field.schema?.type ?? ''
  const kind = field.schema?.custom?.split(':')[1] ?? ''
  if (Object.hasOwn(agile, kind)) return agile[kind]?.(jira, value, field)
  if (type === 'array') return list(jira, value, field)
  return Object.hasOwn(forms, type) ? forms[type]?.(jira, value, field) : value
}

/** A label holds no blanks and at most 255 characters. */
export function label(text: string): string {
  return text.trim().replaceAll(/\s+/g, '-').slice(0, 255)
}

/** What a resolved field says, without Jira's wrapping. */
export function plainValue(jira: Jira, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => plainValue(jira, one))
  if (typeof value === 'string') return plainText(value)
  if (!isMap(value)) return value ?? null
  if (value['type'] === 'doc') return jira.textOf(value)
  const own =
    value['value'] ?? value['emailAddress'] ?? value['displayName'] ?? value['name'] ?? value['key']
  if (isMap(value['child'])) return `${print(own)} / ${print(plainValue(jira, value['child']))}`
  return own ?? value
}

/** Jira's moment without a colon in its zone, and the sprint as an older Data Center prints it. */
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{4}$/
const printedSprint = /^com\.atlassian\.greenhopper\.[^[]*\[.*\bname=([^,\]]*)/

function plainText(text: string): string {
  if (moment.test(text)) return new Date(text).toISOString()
  return printedSprint.exec(text)?.[1] ?? text
}
