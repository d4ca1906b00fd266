/** Where a value stands in a document: keys and list positions from the root. */
export type Path = readonly (string | number)[]

/** `presentation.groups[1].fields[0].validation.min`; a key that is no plain word is quoted. */
export function printPath(path: Path): string {
  let text = ''
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`
    else if (/^[A-Za-z_][\w-]*$/.test(step)) text += text === '' ? step : `.${step}`
    else text += `[${JSON.stringify(step)}]`
  }
  return text
}

/** Reads a JSON Pointer (RFC 6901); whole numbers count as list positions where `root` holds a list. */
export function fromPointer(pointer: string, root: unknown): Path {
  const path: (string | number)[] = []
  let value = root
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~')
    const key = Array.isArray(value) ? Number(step) : step
    path.push(key)
    value = own(value, key)
  }
  return path
}

/** What stands at a path, own properties only; undefined when nothing does. */
export function at(root: unknown, path: Path): unknown {
  let value = root
  for (const step of path) value = own(value, step)
  return value
}

/** One own property of a map or one entry of a list. */
export function own(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined
  if (!isRecord(value)) return undefined
  return Object.hasOwn(value, key) ? value[key] : undefined
}

/** A map as YAML knows it: neither null nor a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The list itself, or nothing when it is no list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/**
 * Calls `visit` for every text in a value. The path it gets is one list that goes on changing: copy it to
 * keep it. Values come from a depth-bounded parser.
 */
export function eachText(
  value: unknown,
  start: Path,
  visit: (text: string, path: Path) => void,
): void {
  const path = [...start]
  const walk = (here: unknown): void => {
    if (typeof here === 'string') visit(here, path)
    else if (Array.isArray(here)) {
      for (let n = 0; n < here.length; n++) step(n, here[n])
    } else if (isRecord(here)) {
      for (const key of Object.keys(here)) step(key, here[key])
    }
  }
  const step = (key: string | number, entry: unknown): void => {
    path.push(key)
    walk(entry)
    path.pop()
  }
  walk(value)
}
