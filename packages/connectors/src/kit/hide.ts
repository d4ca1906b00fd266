/** Names of headers, parameters and keys whose values are secrets whatever they are. */
const secretName =
  /authorization|cookie|passw|passphrase|secret|(^|[-_])token|token$|(api|private|access)[-_]?key|signature/i

/** A shorter value would black out ordinary words. */
const shortest = 6

/** What may be seen of a call: `***` for every value of `secrets`, plain or encoded, and behind telling names. */
export function hider(secrets: readonly string[]): (value: unknown) => unknown {
  const needles = secrets
    .filter((one) => one.length >= shortest)
    .flatMap((one) => [one, JSON.stringify(one).slice(1, -1), encodeURIComponent(one)])
    .toSorted((a, b) => b.length - a.length)
  const plain = (text: string): string =>
    needles.reduce((left, needle) => left.replaceAll(needle, '***'), text)
  const hide = (value: unknown): unknown => {
    if (typeof value === 'string') return behindNames(plain(value))
    if (Array.isArray(value)) return value.map(hide)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        name,
        secretName.test(name) && isText(inner) ? '***' : hide(inner),
      ]),
    )
  }
  return hide
}

const isText = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number'

/** `token=abc` of a query or a form. */
function behindNames(text: string): string {
  return text.replaceAll(
    /([?&\n]|^)([^=&?\s/:]{1,100})=([^&\s]+)/g,
    (whole: string, start: string, name: string) =>
      secretName.test(name) ? `${start}${name}=***` : whole,
  )
}

/** The texts in a value, at any depth. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap((inner) => textsIn(inner))
}
