const escapable = /[\^$\\.*+?()[\]{}|/]/
const classLetters = /[dDwWtnrfv]/
const space = String.raw`\t\n\f\r `

const escapes: Readonly<Record<string, string>> = {
  s: `[${space}]`,
  S: `[^${space}]`,
  b: String.raw`\b`,
  B: String.raw`\B`,
  A: '^',
  z: '$',
}

/**
 * The same pattern in the syntax of ECMAScript with the `u` flag, anchored, for JSON Schema's `pattern`;
 * undefined when RE2 can say it and ECMAScript cannot (flags, POSIX classes, `\Q…\E`).
 */
export function toPortablePattern(pattern: string): string | undefined {
  let out = ''
  for (let at = 0; at < pattern.length;) {
    const token = pattern[at] === '[' ? readClass(pattern, at) : readToken(pattern, at)
    if (token === undefined) return undefined
    out += token.text
    at += token.length
  }
  // ECMAScript refuses a repeated assertion, RE2 takes it; nobody needs it.
  if (/(?:^|[^\\])(?:[\^$]|\\[bB])[*+?{]/.test(out)) return undefined
  return `^(?:${out})$`
}

type Token = { text: string; length: number } | undefined

function readToken(pattern: string, at: number): Token {
  const char = String.fromCodePoint(pattern.codePointAt(at) ?? 0)
  if (char === '\\') return readEscape(pattern, at, false)
  if (char === '(') return readGroup(pattern, at)
  if (char === '.') return { text: String.raw`[^\n]`, length: 1 }
  if (char === '{') {
    const count = /^\{\d+(?:,\d*)?\}/.exec(pattern.slice(at, at + 12))?.[0]
    return count === undefined
      ? { text: String.raw`\{`, length: 1 }
      : { text: count, length: count.length }
  }
  if (char === '}' || char === ']') return { text: `\\${char}`, length: 1 }
  return { text: char, length: char.length }
}

function readGroup(pattern: string, at: number): Token {
  if (pattern[at + 1] !== '?') return { text: '(', length: 1 }
  if (pattern.startsWith('(?:', at)) return { text: '(?:', length: 3 }
  // A name is only for people: dropping it keeps two groups of one name legal.
  const named = /^\(\?P?<[A-Za-z_][A-Za-z0-9_]*>/.exec(pattern.slice(at, at + 80))?.[0]
  return named === undefined ? undefined : { text: '(', length: named.length }
}

function readEscape(pattern: string, at: number, inClass: boolean): Token {
  const next = pattern[at + 1]
  if (next === undefined) return undefined
  const text = inClass ? escapeInClass(next) : escapeOutside(next)
  return text === undefined ? undefined : { text, length: 2 }
}

function escapeInClass(next: string): string | undefined {
  if (classLetters.test(next) || escapable.test(next) || next === '-') return `\\${next}`
  if (next === 's') return space
  return /[A-Za-z0-9]/.test(next) ? undefined : next
}

function escapeOutside(next: string): string | undefined {
  if (classLetters.test(next) || escapable.test(next)) return `\\${next}`
  if (Object.hasOwn(escapes, next)) return escapes[next]
  return /[A-Za-z0-9]/.test(next) ? undefined : next
}

function readClass(pattern: string, start: number): Token {
  let at = start + 1
  let out = '['
  if (pattern[at] === '^') {
    out += '^'
    at++
  }
  if (pattern[at] === ']') return undefined
  for (; at < pattern.length;) {
    const char = String.fromCodePoint(pattern.codePointAt(at) ?? 0)
    if (char === ']') return { text: `${out}]`, length: at + 1 - start }
    if (pattern.startsWith('[:', at)) return undefined
    const token =
      char === '\\'
        ? readEscape(pattern, at, true)
        : { text: char === '[' ? '\\[' : char, length: char.length }
    if (token === undefined) return undefined
    out += token.text
    at += token.length
  }
  return undefined
}
