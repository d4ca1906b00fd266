import { choiceValue, reportUnknownField, writtenChoices } from './check-fields.ts'
import { leavesOf, type Leaf } from './condition-leaves.ts'
import { checkVisibility } from './check-visibility.ts'
import { isContradiction } from './condition-domain.ts'
import { printValue } from './diagnostic.ts'
import { fieldOf } from './form/conditions.ts'
import type { Field, FieldType, Operator } from './item.ts'
import { listOf, own, type Path } from './path.ts'
import type { Sight } from './sight.ts'

/** Names beside the fields that a condition may ask for. */
const plainFacts = new Set(['environment', 'estimated_monthly_cost', 'cost', 'team', 'user'])
const pathRoots = new Set([
  'fields',
  'output',
  'request',
  'metadata',
  'computed',
  'system',
  'quota',
  'budget',
])

/** Checks what conditions compare, that they do not lean on each other in a circle, and that they can hold. */
export function checkConditions(sight: Sight): void {
  const groups = own(own(sight.document, 'presentation'), 'groups')
  for (const [n, group] of listOf(groups).entries()) {
    checkCondition(own(group, 'conditional'), ['presentation', 'groups', n, 'conditional'], sight)
  }
  for (const { field, path } of sight.fields) {
    checkCondition(field.conditional, [...path, 'conditional'], sight)
  }
  for (const { action, path } of sight.actions) {
    checkCondition(action.conditions, [...path, 'conditions'], sight)
    const leaves = leavesOf(action.conditions, [...path, 'conditions'])
    if (!sight.isWrong([...path, 'conditions']) && isContradiction(leaves, sight)) {
      sight.report('PAO1604', [...path, 'conditions'], 'these conditions can never hold', {
        side: 'key',
      })
    }
  }
  for (const [n, dependency] of listOf(
    own(own(sight.document, 'fulfillment'), 'depends_on'),
  ).entries()) {
    const when = own(dependency, 'when')
    if (typeof when !== 'string') {
      checkCondition(when, ['fulfillment', 'depends_on', n, 'when'], sight)
    }
  }
  checkVisibility(sight)
}

function checkCondition(condition: unknown, path: Path, sight: Sight): void {
  if (condition === undefined || sight.isWrong(path)) return
  for (const leaf of leavesOf(condition, path)) {
    const field = resolve(leaf, sight)
    if (field && !sight.isWrong(sight.fieldById.get(field.id)?.path ?? [])) {
      checkComparison(leaf, field, sight)
    }
  }
}

function resolve(leaf: Leaf, sight: Sight): Field | undefined {
  const id = fieldOf(leaf.field)
  const view = sight.fieldById.get(id)
  if (view) return leaf.field.split('.').length > 2 ? undefined : (view.field as unknown as Field)
  const [root = ''] = leaf.field.split('.')
  const known = leaf.field.includes('.')
    ? pathRoots.has(root) && root !== 'fields'
    : plainFacts.has(leaf.field)
  if (!known) reportUnknownField(id, [...leaf.path, 'field'], sight)
  return undefined
}

const ordering: ReadonlySet<Operator> = new Set(['gt', 'gte', 'lt', 'lte'])
const unordered: ReadonlySet<FieldType> = new Set(['boolean', 'multi-selection', 'json', 'file'])
const uncontaining: ReadonlySet<FieldType> = new Set(['boolean', 'integer', 'number', 'file'])

function checkComparison(leaf: Leaf, field: Field, { report }: Sight): void {
  const { operator, value, path } = leaf
  const place = [...path, 'value']
  if (!suits(operator, field.type)) {
    const message = `${operator} does not suit a ${field.type} field`
    report('PAO1210', [...path, 'operator'], message, { found: operator })
  } else if (operator === 'in' || operator === 'not_in') {
    if (Array.isArray(value)) {
      for (const [n, entry] of value.entries()) checkValue(entry, field, [...place, n], report)
      return
    }
    const message = `${operator} compares with a list`
    report('PAO1208', place, message, { found: value, expected: 'a list' })
  } else if (operator !== 'contains' || field.type === 'multi-selection') {
    const several = field.type === 'multi-selection' && Array.isArray(value)
    for (const entry of several ? value : [value]) checkValue(entry, field, place, report)
  }
}

function suits(operator: Operator, type: FieldType): boolean {
  if (ordering.has(operator)) return !unordered.has(type)
  return operator !== 'contains' || !uncontaining.has(type)
}

/** A null asks for absence; it suits every type. */
function checkValue(value: unknown, field: Field, path: Path, report: Sight['report']): void {
  if (value === null) return
  const choices = writtenChoices(field)?.map(choiceValue)
  if (choices && field.type !== 'json') {
    if ((choices as unknown[]).includes(value)) return
    const twin = choices.find((choice) => String(choice) === wordOf(value))
    const code = twin === undefined ? 'PAO1209' : 'PAO1208'
    report(code, path, `${printValue(value)} is no choice of ${field.id}`, {
      found: value,
      expected: choices.map((choice) => printValue(choice)).join(', '),
    })
    return
  }
  const expected = kindOf(field.type)
  if (expected !== undefined && typeof value !== expected) {
    report('PAO1208', path, `${field.id} is a ${field.type}, compared with ${printValue(value)}`, {
      found: value,
      expected: expected === 'string' ? 'text' : `a ${expected}`,
    })
  }
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : printValue(value)
}

function kindOf(type: FieldType): 'string' | 'number' | 'boolean' | undefined {
  if (type === 'boolean') return 'boolean'
  if (type === 'integer' || type === 'number') return 'number'
  return ['json', 'yaml', 'file', 'selection', 'multi-selection'].includes(type)
    ? undefined
    : 'string'
}
