import { utf8Length } from './bytes.ts'
import {
  bareJson,
  isBeyondOrigin,
  jsonAfter,
  type JsonState,
  quotedJson,
  url,
  xml,
} from './escape.ts'
import { type Flaw, refuse, TemplateFailure } from './fault.ts'
import { type Limits, parseLimits } from './limits.ts'
import { open, redaction, Secret } from './taint.ts'
import { settled } from './values.ts'
import type { World } from './world.ts'

/**
 * How interpolated values are made safe for the document around them. `address` = a URL: percent-encoded
 * behind the origin, as they are before it.
 */
export type Escape = 'none' | 'json' | 'xml' | 'url' | 'address'

/** The function whose result is encoded already: a second encoding would spoil it. */
export type Encoded = 'json' | 'urlencode' | undefined

/** What is left to use up; the templates of one config share it. */
export type Budget = { steps: number; bytes: number; isShared: boolean }

export type Setting = {
  scope: Readonly<Record<string, unknown>>
  world: World
  limits: Limits
  escape: Escape
  budget: Budget
}

/** One loop under way. */
export type Loop = { item: unknown; turn: number; count: number }

/** One rendering under way: what it may use, what it has written, what went wrong. */
export class Context {
  readonly setting: Setting
  readonly #budget: Budget
  readonly #escape: Escape
  /** How much of the text has been counted. */
  #counted = 0
  readonly scope: Readonly<Record<string, unknown>>
  /** Values are written as they are, and none was a secret so far. */
  isPlain: boolean
  flaws: readonly Flaw[] = none
  /** What names of the scope stand for, by the program's own numbering; only plain objects are kept. */
  readonly roots: (Readonly<Record<string, unknown>> | undefined)[] = []
  /** The loops under way, outermost first. */
  readonly loops: Loop[] = []
  /** A secret was read since this was last set to false. */
  taint = false
  /** A secret was written. */
  tainted = false
  text = ''
  /** Length of text up to which no byte needs counting: not even 3 bytes for each unit fill the budget. */
  easy: number
  /** The text with `***` for secrets; `undefined` as long as it is the same. */
  hidden: string | undefined
  /** Where the JSON around the next value stands: 0 outside of texts, 1 in one, 2 right after its backslash. */
  json: JsonState = 0
  /** In JSON: pairs of output offset and template offset, in order; a value's place is `-1 - offset`. */
  readonly trace: number[]

  constructor(setting: Setting) {
    this.setting = setting
    this.scope = setting.scope
    this.#budget = setting.budget
    this.#escape = setting.escape
    this.isPlain = setting.escape === 'none'
    this.trace = setting.escape === 'json' ? [] : none
    this.easy = Math.floor(setting.budget.bytes / 3)
  }

  /** Pays for work; the budget is the one thing that always ends a rendering. */
  charge(steps: number, at: number): void {
    this.#budget.steps -= steps
    if (this.#budget.steps < 0)
      refuse('stepLimit', at, `Rendering takes more than ${this.setting.limits.steps} steps`)
  }

  /** Refuses a text before it is made. */
  room(length: number, at: number): void {
    if (length > this.setting.limits.outputBytes) tooMuch(this, at)
  }

  /** Takes a value out of its wrapper and remembers that it was a secret. */
  reveal(value: unknown): unknown {
    if (typeof value === 'string') return value
    if (typeof value === 'function') return undefined
    let inner = value
    while (inner instanceof Secret) {
      this.taint = true
      inner = inner.reveal()
    }
    return inner
  }

  /** Plain JSON of a value, wrappers inside taken off. */
  plain(value: unknown, at: number): unknown {
    if (typeof value !== 'object' || value === null) return value ?? null
    try {
      const opened = open(value)
      this.taint ||= opened.tainted
      return opened.value
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      return refuse('wrongKind', at, 'The value is nested too deep')
    }
  }

  /** The text that a value prints as: nothing is empty, objects and lists are JSON. */
  print(value: unknown, at: number): string {
    if (typeof value === 'string') return value
    if (value === null || value === undefined) return ''
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
    const plain = settled(value)
    if (typeof plain === 'string') return plain
    const text = JSON.stringify(this.plain(plain, at))
    this.charge(text.length >> 4, at)
    return text
  }

  /** Notes a flaw and goes on, so that one rendering names them all; what is exhausted ends it. */
  note(error: unknown): void {
    if (!(error instanceof TemplateFailure)) throw error
    const { flaw } = error
    if (final.has(flaw.name)) throw error
    const isKnown = this.flaws.some(
      (other) => other.offset === flaw.offset && other.name === flaw.name,
    )
    if (isKnown) return
    this.flaws = [...this.flaws, flaw]
    if (this.flaws.length >= parseLimits.faults) throw error
  }

  /** Writes literal text. */
  literal(text: string, at: number): void {
    if (this.#escape === 'json') {
      this.trace.push(this.text.length, at)
      this.json = jsonAfter(text, this.json)
    }
    if (this.hidden !== undefined) this.hidden += text
    this.text += text
    if (this.text.length > this.easy) this.settle(at)
  }

  /** Writes an evaluated value, escaped for where it stands unless it was `encoded` for that already. */
  value(value: unknown, at: number, encoded: Encoded): void {
    const isReady = typeof value === 'string' && this.#escape === 'none'
    const text = isReady ? value : this.#escaped(value, at, encoded)
    if (this.#escape === 'json') this.trace.push(this.text.length, -1 - at)
    if (this.taint) {
      this.tainted = true
      this.isPlain = false
      this.hidden = (this.hidden ?? this.text) + this.#redaction(at)
    } else if (this.hidden !== undefined) this.hidden += text
    this.text += text
    if (this.text.length > this.easy) this.settle(at)
  }

  /** Counts and pays for the bytes written since the last time. */
  settle(at: number): void {
    const fresh = this.#counted === 0 ? this.text : this.text.slice(this.#counted)
    this.#counted = this.text.length
    this.spend(utf8Length(fresh), at)
    this.easy = this.#counted + Math.floor(this.#budget.bytes / 3)
  }

  /** Pays for output. */
  spend(bytes: number, at: number): void {
    this.#budget.bytes -= bytes
    if (this.#budget.bytes < 0) tooMuch(this, at)
  }

  #redaction(at: number): string {
    return this.#escape === 'json' ? this.#json(redaction, at, undefined) : redaction
  }

  #escaped(value: unknown, at: number, encoded: Encoded): string {
    switch (this.#escape) {
      case 'none':
        return this.print(value, at)
      case 'xml':
        return xml(this.print(value, at))
      case 'url':
        return this.#url(value, at, encoded)
      case 'address':
        return isBeyondOrigin(this.text) ? this.#url(value, at, encoded) : this.print(value, at)
      case 'json':
        return this.#json(value, at, encoded)
    }
  }

  #url(value: unknown, at: number, encoded: Encoded): string {
    const text = this.print(value, at)
    return encoded === 'urlencode' ? text : url(text)
  }

  #json(value: unknown, at: number, encoded: Encoded): string {
    if (this.json === 2)
      refuse('unsafeBackslash', at, 'A backslash stands right before the value', 'Double it')
    if (this.json === 1) return quotedJson(this.print(value, at))
    if (encoded === 'json' && typeof value === 'string') return value
    const text = bareJson(this.plain(settled(value), at))
    this.charge(text.length >> 4, at)
    return text
  }
}

/** Shared by all renderings that have none. */
const none: never[] = []

const final: ReadonlySet<string> = new Set(['iterationLimit', 'stepLimit', 'outputLimit'])

function tooMuch(context: Context, at: number): never {
  const { outputBytes } = context.setting.limits
  return refuse('outputLimit', at, `Rendering makes more than ${outputBytes} bytes`)
}
