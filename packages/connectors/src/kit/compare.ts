/** Longest text of a value that is told; the rest is cut. */
const longestText = 300

/**
 * Whether a value is what it should be: the same JSON, whatever the order of keys. A number or a truth value that one side
 * writes as text is the same; so are text and number of a template's answer.
 */
export function isSame(expected: unknown, found: unknown): boolean {
  if (isPlain(expected) && isPlain(found)) return String(expected) === String(found)
  if (Array.isArray(expected) && Array.isArray(found))
    return expected.length === found.length && expected.every((one, at) => isSame(one, found[at]))
  if (!isMap(expected) || !isMap(found)) return false
  const names = new Set([...Object.keys(expected), ...Object.keys(found)])
  return [...names].every((name) => isSame(expected[name] ?? null, found[name] ?? null))
}

/** A value as it is told to people: whole where it is small, else its beginning as text. */
export function toldValue(value: unknown): unknown {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length <= longestText ? value : `${text.slice(0, longestText)}…`
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
