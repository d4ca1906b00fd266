/** An object with named members: no list, not null. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A list of anything. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

/** A member of an object, own data only; undefined for anything else. */
export function own(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** Equality of JSON values; absent equals null, the order of an object's members does not matter. */
export function same(a: unknown, b: unknown): boolean {
  const left = a ?? null
  const right = b ?? null
  if (left === right) return true
  if (isList(left) && isList(right))
    return left.length === right.length && left.every((entry, n) => same(entry, right[n]))
  if (!isRecord(left) || !isRecord(right)) return false
  const names = Object.keys(left)
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && same(left[name], right[name]))
  )
}
