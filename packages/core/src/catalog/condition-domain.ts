import { choiceValue, writtenChoices } from './check-fields.ts'
import type { Leaf } from './condition-leaves.ts'
import { fieldOf } from './form/conditions.ts'
import type { Field } from './item.ts'
import type { Sight } from './sight.ts'

/**
 * True when comparisons that must all hold cannot: no value is left for one of the fields. Only equality
 * and lists are weighed, so a false answer does not promise that they can hold.
 */
export function isContradiction(leaves: readonly Leaf[], sight: Sight): boolean {
  const byField = Map.groupBy(
    leaves.filter((leaf) => leaf.sure),
    (leaf) => leaf.field,
  )
  for (const [name, own] of byField) {
    const view = sight.fieldById.get(fieldOf(name))
    if (!view || sight.isWrong(view.path)) continue
    if (isEmpty(own, view.field as unknown as Field)) return true
  }
  return false
}

function isEmpty(leaves: readonly Leaf[], field: Field): boolean {
  if (field.type === 'multi-selection' || field.type === 'json') return false
  let left = valuesOf(field)
  for (const leaf of leaves) left = narrow(left, leaf)
  return left?.length === 0
}

function narrow(left: unknown[] | undefined, { operator, value }: Leaf): unknown[] | undefined {
  // A list that is none was reported as such; nothing follows from it.
  if (operator.endsWith('in') && !Array.isArray(value)) return left
  const list: readonly unknown[] = Array.isArray(value) ? value : []
  switch (operator) {
    case 'eq':
      return keep(left, [value])
    case 'in':
      return keep(left, list)
    case 'ne':
      return left?.filter((one) => one !== value)
    case 'not_in':
      return left?.filter((one) => !list.includes(one))
    default:
      return left
  }
}

/** Every value the field can have, absence included; undefined = too many to list. */
function valuesOf(field: Field): unknown[] | undefined {
  if (field.readonly === true) {
    const fixed = typeof field.default === 'string' && field.default.includes('{{')
    return fixed ? undefined : [field.default ?? null]
  }
  if (field.type === 'boolean') return [true, false, null]
  const choices = writtenChoices(field)?.map(choiceValue)
  return choices && [...choices, null]
}

function keep(left: unknown[] | undefined, wanted: readonly unknown[]): unknown[] {
  return left ? left.filter((one) => wanted.includes(one)) : [...wanted]
}
