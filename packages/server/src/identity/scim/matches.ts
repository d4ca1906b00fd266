import type { Filter } from './filter.ts'

type Fields = Readonly<Record<string, unknown>>

/** Whether one value of a list, such as an address, fits a filter. Texts are compared whatever their case. */
export function matches(filter: Filter, value: unknown): boolean {
  switch (filter.kind) {
    case 'and':
      return matches(filter.left, value) && matches(filter.right, value)
    case 'or':
      return matches(filter.left, value) || matches(filter.right, value)
    case 'not':
      return !matches(filter.of, value)
    case 'present':
      return isPresent(at(value, filter.path))
    case 'some':
      return [at(value, filter.path)].flat().some((one) => matches(filter.of, one))
    case 'compare':
      return compares(at(value, filter.path), filter)
  }
}

/** The member of that name, whatever its case; of a plain value `value` is the value itself. */
export function at(value: unknown, path: string): unknown {
  if (!isFields(value)) return path === 'value' ? value : undefined
  let found: unknown = value
  for (const step of path.split('.')) {
    if (!isFields(found)) return undefined
    const key = Object.keys(found).find((one) => one.toLowerCase() === step)
    found = key === undefined ? undefined : found[key]
  }
  return found
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isPresent(found: unknown): boolean {
  return (
    found !== undefined &&
    found !== null &&
    found !== '' &&
    !(Array.isArray(found) && found.length === 0)
  )
}

function compares(
  found: unknown,
  { operator, value }: Extract<Filter, { kind: 'compare' }>,
): boolean {
  const [left, right] = [comparable(found), comparable(value)]
  switch (operator) {
    case 'eq':
      return left === right
    case 'ne':
      return left !== right
    case 'co':
      return typeof left === 'string' && left.includes(String(right))
    case 'sw':
      return typeof left === 'string' && left.startsWith(String(right))
    case 'ew':
      return typeof left === 'string' && left.endsWith(String(right))
    default:
      return ordered(left, right, operator)
  }
}

type Comparable = string | number | boolean | null

function ordered(
  left: Comparable,
  right: Comparable,
  operator: 'gt' | 'ge' | 'lt' | 'le',
): boolean {
  if (left === null || right === null || typeof left !== typeof right) return false
  if (operator === 'gt') return left > right
  if (operator === 'ge') return left >= right
  return operator === 'lt' ? left < right : left <= right
}

function comparable(value: unknown): Comparable {
  if (typeof value === 'string') return value.toLowerCase()
  return typeof value === 'number' || typeof value === 'boolean' ? value : null
}
