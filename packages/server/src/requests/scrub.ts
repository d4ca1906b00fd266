/** Shorter secrets would black out ordinary words. */
const shortest = 6

/**
 * A function that puts `***` wherever a remote system echoed one of the secrets: raw, or escaped as in
 * JSON or a URL. Works on any JSON value; keys are left alone.
 */
export function scrubber(secrets: readonly unknown[]): (value: unknown) => unknown {
  const known = new Set<string>()
  for (const secret of secrets) collect(secret, known)
  const needles = [...known].toSorted((a, b) => b.length - a.length)
  if (needles.length === 0) return (value) => value
  const scrub = (value: unknown): unknown => {
    if (typeof value === 'string')
      return needles.reduce((text, needle) => text.replaceAll(needle, '***'), value)
    if (Array.isArray(value)) return value.map(scrub)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, scrub(inner)]))
  }
  return scrub
}

function collect(secret: unknown, known: Set<string>): void {
  if (typeof secret === 'string') {
    if (secret.length < shortest) return
    const forms = [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret.toWellFormed()),
      Buffer.from(secret, 'utf8').toString('base64'),
    ]
    for (const form of forms) known.add(form)
  } else if (typeof secret === 'object' && secret !== null)
    for (const inner of Object.values(secret)) collect(inner, known)
}
