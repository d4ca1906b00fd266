/** Whether two JSON values are alike; the order of keys does not count. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [names, others] = [Object.keys(a), Object.keys(b)]
  return (
    names.length === others.length &&
    names.every(
      (name) => Object.hasOwn(b, name) && sameJson(Reflect.get(a, name), Reflect.get(b, name)),
    )
  )
}
