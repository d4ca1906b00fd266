import type { Condition, Operator } from '../item.ts'
import { compare, fieldOf, holds, lookUp } from './conditions.ts'
import type { Form } from './form.ts'
import { isList } from './json-value.ts'

/** A JSON Schema, or what it comes down to. */
export type Schema = boolean | { readonly [keyword: string]: unknown }

export type ConditionScope = {
  form: Form
  environment: string | undefined
  /** The default a field starts from; undefined when it has none. */
  defaultFor(id: string): unknown
  /** When a field is shown; asked only for fields that are evaluated earlier. */
  shown(id: string): Schema
}

/** The schema of answers for which all conditions of a field hold; `id` is the field they belong to. */
export function conditionsSchema(
  conditions: readonly Condition[],
  id: string,
  scope: ConditionScope,
): Schema {
  return allOf(conditions.map((condition) => schemaOf(condition, id, scope)))
}

/** Both or all; constants are folded away. */
function allOf(parts: readonly Schema[]): Schema {
  if (parts.includes(false)) return false
  const open = parts.filter((part) => part !== true)
  return open.length < 2 ? (open[0] ?? true) : { allOf: open }
}

function anyOf(parts: readonly Schema[]): Schema {
  if (parts.includes(true)) return true
  const open = parts.filter((part) => part !== false)
  return open.length < 2 ? (open[0] ?? false) : { anyOf: open }
}

function not(schema: Schema): Schema {
  return typeof schema === 'boolean' ? !schema : { not: schema }
}

function schemaOf(condition: Condition, id: string, scope: ConditionScope): Schema {
  if ('all' in condition) return allOf(condition.all.map((part) => schemaOf(part, id, scope)))
  if ('any' in condition) return anyOf(condition.any.map((part) => schemaOf(part, id, scope)))
  if ('not' in condition) return not(schemaOf(condition.not, id, scope))
  const looked = scope.form.byId.get(fieldOf(condition.field))
  if (looked === undefined) {
    const { environment } = scope
    return holds(
      condition,
      environment === undefined ? { fields: {} } : { fields: {}, environment },
    )
  }
  const absent = compare(condition.operator, undefined, condition.value)
  const [mine = 0, theirs = 0] = [scope.form.rank.get(id), scope.form.rank.get(looked.field.id)]
  // A look back in a circle of conditions sees nothing, here as in the form itself.
  if (theirs >= mine) return absent
  const value =
    looked.field.readonly === true ? constant(condition, scope) : answered(condition, scope)
  const shown = scope.shown(looked.field.id)
  return absent ? anyOf([value, not(shown)]) : allOf([shown, value])
}

type Comparison = { field: string; operator: Operator; value: unknown }

function constant(condition: Comparison, scope: ConditionScope): boolean {
  const id = fieldOf(condition.field)
  const fields = { [id]: scope.defaultFor(id) }
  return compare(condition.operator, lookUp(condition.field, { fields }), condition.value)
}

/** A field left out holds its default, so the comparison of the default decides whether it must be there. */
function answered(condition: Comparison, scope: ConditionScope): Schema {
  const [id = '', ...inner] = condition.field.replace(/^fields\./, '').split('.')
  const nested = compare(condition.operator, undefined, condition.value)
  const value = inner.reduceRight<Schema>(
    (schema, key) =>
      nested
        ? { properties: { [key]: schema } }
        : { type: 'object', properties: { [key]: schema }, required: [key] },
    comparisonSchema(condition.operator, condition.value),
  )
  const schema = { properties: { [id]: value } }
  return constant(condition, scope) ? schema : { ...schema, required: [id] }
}

function comparisonSchema(operator: Operator, wanted: unknown): Schema {
  switch (operator) {
    case 'eq':
      return { const: wanted ?? null }
    case 'ne':
      return { not: { const: wanted ?? null } }
    case 'in':
      return isList(wanted) && wanted.length > 0 ? { enum: wanted } : false
    case 'not_in':
      return isList(wanted) && wanted.length > 0 ? { not: { enum: wanted } } : true
    case 'contains':
      return containsSchema(wanted)
    default:
      return orderSchema(operator, wanted)
  }
}

function containsSchema(wanted: unknown): Schema {
  const listed = { type: 'array', contains: { const: wanted ?? null } }
  if (typeof wanted !== 'string') return listed
  const pattern = wanted.replaceAll(/[\^$\\.*+?()[\]{}|/]/g, String.raw`\$&`)
  return { anyOf: [listed, { type: 'string', pattern }] }
}

const numberKeywords = {
  gt: 'exclusiveMinimum',
  lt: 'exclusiveMaximum',
  gte: 'minimum',
  lte: 'maximum',
} as const
const textKeywords = {
  gt: 'formatExclusiveMinimum',
  lt: 'formatExclusiveMaximum',
  gte: 'formatMinimum',
  lte: 'formatMaximum',
} as const

/** Text has an order in JSON Schema only as a date, by the widely known `format…` keywords. */
function orderSchema(operator: keyof typeof numberKeywords, wanted: unknown): Schema {
  if (typeof wanted === 'number') return { type: 'number', [numberKeywords[operator]]: wanted }
  if (typeof wanted !== 'string') return false
  const format = /^\d{4}-\d\d-\d\d$/.test(wanted) ? 'date' : 'date-time'
  return { type: 'string', format, [textKeywords[operator]]: wanted }
}
