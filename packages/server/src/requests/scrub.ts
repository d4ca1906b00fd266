/** Shorter secrets would black out ordinary words. */
const shortest = 4
/** A piece of base64 shorter than this could be anything. */
const shortestPiece = 8

/**
 * A function that puts `***` wherever a remote system echoed one of the secrets: raw, or escaped as in
 * JSON or a URL. Works on any JSON value; keys are left alone.
 */
export function scrubber(secrets: readonly unknown[]): (value: unknown) => unknown {
  const known = new Set<string>()
  for (const secret of secrets) collect(secret, known)
  const needles = [...known].toSorted((a, b) => b.length - a.length)
  const scrub = (value: unknown): unknown => {
    if (typeof value === 'string')
      return storable(needles.reduce((text, needle) => text.replaceAll(needle, '***'), value))
    if (Array.isArray(value)) return value.map(scrub)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [storable(name), scrub(inner)]),
    )
  }
  return scrub
}

/** The text with a sign in place of what jsonb does not keep: NUL, half a surrogate pair. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\ufffd')
}

/** A secret as it may come back: raw, as in JSON or a URL, in hex, or inside base64 (`user:secret`) at any alignment. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8')
  const inUrl = encodeURIComponent(secret.toWellFormed())
  const pieces = [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
    return whole.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6))
  })
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    inUrl,
    inUrl.replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`),
    bytes.toString('base64'),
    bytes.toString('hex'),
    ...pieces.filter((piece) => piece.length >= shortestPiece),
  ]
}

function collect(secret: unknown, known: Set<string>): void {
  if (typeof secret === 'string') {
    if (secret.length < shortest) return
    const forms = [secret, secret.toUpperCase(), secret.toLowerCase()].flatMap(formsOf)
    for (const form of forms) known.add(form)
  } else if (typeof secret === 'object' && secret !== null)
    for (const inner of Object.values(secret)) collect(inner, known)
}
