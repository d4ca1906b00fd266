/** Where a value stands: keys and list positions from the root. */
export type JsonPath = readonly (string | number)[]
type Level = { kind: 'object' | 'array'; key: string; index: number }

/** Characters of one value that is taken out; those of offer files have a few thousand. */
const longestValue = 4 * 1024 * 1024

const quote = 0x22
const backslash = 0x5c

/**
 * Takes objects and texts out of a JSON text of any size, in one pass and with the memory of one of them. What is
 * not wanted is passed over, not checked. Throws SyntaxError at a wanted value that is none or is too long.
 */
export class JsonMembers {
  readonly #wanted: (path: JsonPath) => boolean
  readonly #found: (path: JsonPath, value: unknown) => void
  readonly #levels: Level[] = []
  /** What is known of the value being taken, from earlier pieces. */
  #text = ''
  /** Number of levels around the value being taken; -1 = none is. */
  #takenAt = -1
  #inText = false
  #escaped = false
  /** The next text is a key. */
  #isKey = false
  #keyText = ''

  constructor(
    wanted: (path: JsonPath) => boolean,
    found: (path: JsonPath, value: unknown) => void,
  ) {
    this.#wanted = wanted
    this.#found = found
  }

  /** The next piece of the text. */
  feed(piece: string): void {
    let from = 0
    for (let at = this.#pastText(piece, 0); at < piece.length; at = this.#pastText(piece, at + 1)) {
      const wasTaking = this.#takenAt >= 0
      const hasEnded = this.#read(piece.charCodeAt(at), piece.charAt(at))
      if (!wasTaking && this.#takenAt >= 0) from = at
      if (hasEnded) this.#give(piece.slice(from, at + 1))
    }
    if (this.#takenAt < 0) return
    this.#text += piece.slice(from)
    if (this.#text.length > longestValue) throw new SyntaxError('a value is too long')
  }

  /** The next place at which something can happen: most of a file is the inside of texts. */
  #pastText(piece: string, from: number): number {
    if (!this.#inText || this.#isKey || this.#escaped) return from
    let at = from
    for (; at < piece.length; at += 1) {
      const code = piece.charCodeAt(at)
      if (code === quote || code === backslash) break
    }
    return at
  }

  #give(rest: string): void {
    const value: unknown = JSON.parse(this.#text + rest)
    this.#text = ''
    this.#takenAt = -1
    this.#found(this.#path(), value)
  }

  #path(): JsonPath {
    return this.#levels.map(({ kind, key, index }) => (kind === 'object' ? key : index))
  }

  /** Reads one character; true when it ends the value being taken. */
  #read(code: number, sign: string): boolean {
    if (this.#inText) return this.#readText(code, sign)
    if (code === quote) this.#openText()
    else if (sign === '{' || sign === '[') this.#open(sign)
    else if (sign === '}' || sign === ']') return this.#close()
    else if (sign === ',') this.#next()
    else if (sign === ':') this.#isKey = false
    return false
  }

  #openText(): void {
    this.#inText = true
    if (this.#isKey) this.#keyText = '"'
    else this.#begin()
  }

  #readText(code: number, sign: string): boolean {
    if (this.#isKey) this.#keyText += sign
    if (this.#escaped) {
      this.#escaped = false
      return false
    }
    if (code === backslash) this.#escaped = true
    if (code !== quote) return false
    this.#inText = false
    const level = this.#levels.at(-1)
    if (!this.#isKey) return this.#levels.length === this.#takenAt
    if (level) level.key = String(JSON.parse(this.#keyText))
    return false
  }

  #open(sign: string): void {
    if (sign === '{') this.#begin()
    this.#levels.push({ kind: sign === '{' ? 'object' : 'array', key: '', index: 0 })
    this.#isKey = sign === '{'
  }

  #close(): boolean {
    this.#levels.pop()
    this.#isKey = false
    return this.#takenAt >= 0 && this.#levels.length === this.#takenAt
  }

  #next(): void {
    const level = this.#levels.at(-1)
    if (level?.kind === 'array') level.index += 1
    this.#isKey = level?.kind === 'object'
  }

  #begin(): void {
    if (this.#takenAt < 0 && this.#wanted(this.#path())) this.#takenAt = this.#levels.length
  }
}
