import { Problem } from '@pao/core'

type Operator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le'
type Literal = string | number | boolean | null

/** A filter of SCIM (RFC 7644, 3.4.2.2). Names of attributes are in lower case, since their case means nothing. */
export type Filter =
  | { kind: 'compare'; path: string; operator: Operator; value: Literal }
  | { kind: 'present'; path: string }
  | { kind: 'and' | 'or'; left: Filter; right: Filter }
  | { kind: 'not'; of: Filter }
  /** Whether one value of a list fits, as in `emails[type eq "work"]`. */
  | { kind: 'some'; path: string; of: Filter }

/** A path of a PATCH (RFC 7644, 3.5.2): an attribute, maybe narrowed to some of its values, maybe a part of it. */
export type Path = { name: string; where?: Filter; part?: string }

const longest = 2_000
const deepest = 20
const operators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const
/** Names of schemas before an attribute say nothing here: no two attributes are called alike. */
const schemaPrefix = /^urn:[\w:.-]+?:2\.0:(?:user|group):/

/** Reads a filter. Throws `scim.invalid_filter` with the place and what was expected. */
export function readFilter(text: string): Filter {
  const reader = new Reader(text, 'scim.invalid_filter')
  const filter = reader.either(0)
  reader.end()
  return filter
}

/** Reads the path of a PATCH. Throws `scim.invalid_path`. */
export function readPath(text: string): Path {
  const reader = new Reader(text, 'scim.invalid_path')
  const path = reader.path()
  reader.end()
  return path
}

const token = /\s*(?:("(?:[^"\\]|\\.)*")|([()[\]])|(\.?[A-Za-z$][\w$:.-]*)|(-?\d+(?:\.\d+)?))/y

type Code = 'scim.invalid_filter' | 'scim.invalid_path'

/** One token ahead, no way back: the time is that of the text's length. */
class Reader {
  readonly #text: string
  readonly #code: Code
  #at = 0

  constructor(text: string, code: Code) {
    this.#text = text
    this.#code = code
    if (text.length > longest) this.#refuse(`is longer than ${longest} characters`)
  }

  either(depth: number): Filter {
    let left = this.#both(depth)
    while (this.#takes('or')) left = { kind: 'or', left, right: this.#both(depth) }
    return left
  }

  path(): Path {
    const { name, part } = splitName(this.#name())
    if (part !== undefined) return { name, part }
    if (!this.#takes('[')) return { name }
    const where = this.either(1)
    this.#expect(']')
    const rest = this.#peek()
    if (rest === undefined) return { name, where }
    this.#take()
    if (!/^\.[a-z$]\w*$/i.test(rest)) this.#refuse('a part, such as ".value", may follow "]"')
    return { name, where, part: rest.slice(1).toLowerCase() }
  }

  end(): void {
    if (this.#text.slice(this.#at).trim() !== '') this.#refuse('nothing more is expected')
  }

  #both(depth: number): Filter {
    let left = this.#one(depth)
    while (this.#takes('and')) left = { kind: 'and', left, right: this.#one(depth) }
    return left
  }

  #one(depth: number): Filter {
    if (depth > deepest) this.#refuse(`is nested deeper than ${deepest}`)
    if (this.#takes('not')) return { kind: 'not', of: this.#grouped(depth) }
    if (this.#peek() === '(') return this.#grouped(depth)
    return this.#comparison(depth)
  }

  #grouped(depth: number): Filter {
    this.#expect('(')
    const inner = this.either(depth + 1)
    this.#expect(')')
    return inner
  }

  #comparison(depth: number): Filter {
    const path = joined(splitName(this.#name()))
    if (!this.#takes('[')) return this.#compared(path)
    const inner = this.either(depth + 1)
    this.#expect(']')
    const rest = this.#peek()
    if (rest?.startsWith('.') !== true) return { kind: 'some', path, of: inner }
    this.#take()
    const right = this.#compared(rest.slice(1).toLowerCase())
    return { kind: 'some', path, of: { kind: 'and', left: inner, right } }
  }

  #compared(path: string): Filter {
    const word = this.#take()?.toLowerCase()
    if (word === 'pr') return { kind: 'present', path }
    const operator = operators.find((one) => one === word)
    if (!operator) this.#refuse(`expected one of ${operators.join(', ')}, pr`)
    return { kind: 'compare', path, operator, value: this.#value() }
  }

  #value(): Literal {
    const word = this.#take() ?? ''
    if (word.startsWith('"')) return this.#string(word)
    if (/^(true|false)$/i.test(word)) return word.toLowerCase() === 'true'
    if (word === 'null') return null
    if (/^-?\d/.test(word)) return Number(word)
    return this.#refuse('expected a value: a text in quotes, a number, true, false or null')
  }

  #string(word: string): string {
    try {
      return String(JSON.parse(word))
    } catch {
      return this.#refuse('the text in quotes is not one of JSON')
    }
  }

  #name(): string {
    const word = this.#take()
    if (word === undefined || !/^[A-Za-z$]/.test(word))
      this.#refuse('expected the name of an attribute')
    return word.toLowerCase().replace(schemaPrefix, '')
  }

  #takes(wanted: string): boolean {
    if (this.#peek()?.toLowerCase() !== wanted) return false
    this.#take()
    return true
  }

  #expect(wanted: string): void {
    if (!this.#takes(wanted)) this.#refuse(`expected "${wanted}"`)
  }

  #peek(): string | undefined {
    token.lastIndex = this.#at
    return token.exec(this.#text)?.[0].trim()
  }

  #take(): string | undefined {
    token.lastIndex = this.#at
    const found = token.exec(this.#text)
    if (!found) return undefined
    this.#at = token.lastIndex
    return found[0].trim()
  }

  #refuse(what: string): never {
    throw new Problem(this.#code, { detail: `At character ${this.#at + 1}: ${what}` })
  }
}

/** `name.familyName` is a part of an attribute; a name never has more steps than two (RFC 7643, 2.3.8). */
function splitName(word: string): { name: string; part?: string } {
  const [name = '', part, ...more] = word.split('.')
  if (more.length > 0)
    throw new Problem('scim.invalid_path', { detail: `${word} has too many parts` })
  return part === undefined ? { name } : { name, part }
}

function joined({ name, part }: { name: string; part?: string }): string {
  return part === undefined ? name : `${name}.${part}`
}
