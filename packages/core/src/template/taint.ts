/** What stands wherever a secret would. */
export const redaction = '***'

/**
 * A value that only an action may see. Whatever is rendered with it is tainted: its `redacted` form
 * says `***`. Prints, serialises and inspects as `***`; `reveal()` is the one way to the value.
 */
export class Secret {
  readonly #value: unknown

  constructor(value: unknown) {
    this.#value = value
  }

  reveal(): unknown {
    return this.#value
  }

  toString(): string {
    return redaction
  }

  toJSON(): string {
    return redaction
  }
}

/** Own key under which an object keeps the text that it prints as. */
export const textForm: unique symbol = Symbol('text form')

/** A person for the scope: members are reachable, and by itself it prints as the e-mail address. */
export function person<P extends { email: string }>(user: P): P & { readonly [textForm]: string } {
  return { ...user, [textForm]: user.email }
}

/** The text an object prints as, when it has one of its own. */
export function textFormOf(value: object): string | undefined {
  if (!Object.hasOwn(value, textForm)) return undefined
  const text = (value as { [textForm]?: unknown })[textForm]
  return typeof text === 'string' ? text : undefined
}

/** A value without wrappers, and the same with every secret as `***`. */
export type Opened = { value: unknown; redacted: unknown; tainted: boolean }

const deepest = 100

/**
 * Plain JSON of a value: secrets revealed (and redacted beside), absent things as null, forbidden
 * and symbol keys left out. Throws RangeError below 100 levels, which is how a circle shows.
 */
export function open(value: unknown, depth = 0): Opened {
  if (value instanceof Secret) {
    return { value: open(value.reveal(), depth).value, redacted: redaction, tainted: true }
  }
  if (typeof value !== 'object' || value === null) {
    const plain = isPlain(value) ? value : null
    return { value: plain, redacted: plain, tainted: false }
  }
  if (depth >= deepest) throw new RangeError('The value is nested too deep')
  return Array.isArray(value) ? openList(value, depth) : openObject(value, depth)
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}

function openList(list: readonly unknown[], depth: number): Opened {
  const opened = list.map((item) => open(item, depth + 1))
  const value = opened.map((item) => item.value)
  const tainted = opened.some((item) => item.tainted)
  return { value, redacted: tainted ? opened.map((item) => item.redacted) : value, tainted }
}

function openObject(object: object, depth: number): Opened {
  const value: Record<string, unknown> = {}
  const redacted: Record<string, unknown> = {}
  let tainted = false
  for (const [key, member] of Object.entries(object)) {
    if (key === '__proto__' || member === undefined || typeof member === 'function') continue
    const opened = open(member, depth + 1)
    value[key] = opened.value
    redacted[key] = opened.redacted
    tainted ||= opened.tainted
  }
  return { value, redacted: tainted ? redacted : value, tainted }
}
