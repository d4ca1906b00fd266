import { type Operator, operators } from './item.ts'
import { isRecord, listOf, type Path } from './path.ts'

/** One comparison of a condition. `sure`: it must hold for the whole condition to hold. */
export type Leaf = { field: string; operator: Operator; value: unknown; path: Path; sure: boolean }

/** Every comparison in a condition or a list of conditions, with its place. Never throws. */
export function leavesOf(condition: unknown, path: Path, sure = true): Leaf[] {
  if (Array.isArray(condition)) {
    return condition.flatMap((part, n) => leavesOf(part, [...path, n], sure))
  }
  if (!isRecord(condition)) return []
  if (Object.hasOwn(condition, 'all')) {
    return listOf(condition.all).flatMap((part, n) => leavesOf(part, [...path, 'all', n], sure))
  }
  if (Object.hasOwn(condition, 'any')) {
    const parts = listOf(condition.any)
    const only = sure && parts.length === 1
    return parts.flatMap((part, n) => leavesOf(part, [...path, 'any', n], only))
  }
  if (Object.hasOwn(condition, 'not')) return leavesOf(condition.not, [...path, 'not'], false)
  const { field, operator, value } = condition
  const known = operators.find((name) => name === operator)
  return typeof field === 'string' && known ? [{ field, operator: known, value, path, sure }] : []
}
