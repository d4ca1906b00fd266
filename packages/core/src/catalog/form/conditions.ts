import type { Condition, Operator } from '../item.ts'
import { isList, own, same } from './json-value.ts'

/** What a condition may look at. `fields` holds visible answers only. */
export type Facts = {
  fields: Readonly<Record<string, unknown>>
  environment?: string | undefined
  [name: string]: unknown
}

type Comparison = { field: string; operator: Operator; value: unknown }

/**
 * Whether a condition holds. Same facts, same answer; nothing is coerced ("7" is not 7).
 * A hidden, unanswered or unknown name is absent (undefined; null counts as absent too): `eq null` is how
 * to ask for that, `ne` and `not_in` hold, everything else does not. `gt lt gte lte` compare number with
 * number, and text with text by code unit, which orders ISO 8601 dates of one form. `contains` looks for an
 * entry of a list or a part of a text. An empty `all` holds, an empty `any` does not.
 */
export function holds(condition: Condition, facts: Facts): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, facts))
  if ('any' in condition) return condition.any.some((part) => holds(part, facts))
  if ('not' in condition) return !holds(condition.not, facts)
  return compare(condition.operator, lookUp(condition.field, facts), condition.value)
}

/**
 * The value a condition's name stands for: a field's id, else a top-level fact (`environment`), else a
 * dotted path from the facts (`fields.size`, `output.check.status`). Own data only.
 */
export function lookUp(name: string, facts: Facts): unknown {
  if (Object.hasOwn(facts.fields, name)) return facts.fields[name]
  if (!name.includes('.')) return own(facts, name)
  let value: unknown = facts
  for (const part of name.split('.')) value = own(value, part)
  return value
}

/** Compares a present or absent value by an operator of the condition language. */
export function compare(operator: Operator, value: unknown, wanted: unknown): boolean {
  switch (operator) {
    case 'eq':
      return same(value, wanted)
    case 'ne':
      return !same(value, wanted)
    case 'in':
      return isListed(value, wanted)
    case 'not_in':
      return !isListed(value, wanted)
    case 'contains':
      return includes(value, wanted)
    default:
      return inOrder(operator, value, wanted)
  }
}

/** Every name a condition looks at, each once, in order of appearance. */
export function conditionFields(condition: Condition): readonly string[] {
  return [...new Set(comparisons(condition).map((part) => part.field))]
}

/** The field id a condition's name stands for, if it is one: `size`, `fields.size` or `fields.size.unit`. */
export function fieldOf(name: string): string {
  return name.startsWith('fields.') ? (name.split('.')[1] ?? '') : name
}

function comparisons(condition: Condition): readonly Comparison[] {
  if ('all' in condition) return condition.all.flatMap(comparisons)
  if ('any' in condition) return condition.any.flatMap(comparisons)
  if ('not' in condition) return comparisons(condition.not)
  return [condition]
}

function isListed(value: unknown, list: unknown): boolean {
  return isList(list) && list.some((entry) => same(value, entry))
}

function includes(value: unknown, wanted: unknown): boolean {
  if (typeof value === 'string') return typeof wanted === 'string' && value.includes(wanted)
  return isListed(wanted, value)
}

function inOrder(operator: Operator, value: unknown, wanted: unknown): boolean {
  const comparable =
    (typeof value === 'number' && typeof wanted === 'number') ||
    (typeof value === 'string' && typeof wanted === 'string')
  if (!comparable) return false
  if (operator === 'gt') return value > wanted
  if (operator === 'lt') return value < wanted
  return operator === 'gte' ? value >= wanted : value <= wanted
}
