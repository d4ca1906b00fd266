/** Takes away what stands at a JSON pointer if it is null. */
export function dropNull(value: unknown, pointer: string): void {
  const names = pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  const last = names.pop()
  let at = value
  for (const name of names)
    at =
      typeof at === 'object' && at !== null && Object.hasOwn(at, name)
        ? Reflect.get(at, name)
        : null
  if (last === undefined || typeof at !== 'object' || at === null || Array.isArray(at)) return
  if (Object.hasOwn(at, last) && Reflect.get(at, last) === null) Reflect.deleteProperty(at, last)
}
