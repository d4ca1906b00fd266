import type { FaultName, Flaw } from './fault.ts'
import { parseLimits } from './limits.ts'

/** Literal text, or what stands between `{{` and `}}` (`at` = offset of `body`, `open` of the braces). */
export type Piece =
  | { kind: 'text'; text: string; at: number }
  | { kind: 'tag'; body: string; at: number; open: number }

export type Token = {
  kind: 'name' | 'number' | 'text' | 'sign' | 'end'
  /** Decoded for texts, as written for all others. */
  value: string
  at: number
  /** Offset just behind the token. */
  end: number
}

type Report = (flaw: Flaw) => void

const blank = /\s/

/** Cuts a template into text and tags; comments vanish, `~` trims, `\{{` becomes text. */
export function cut(text: string, report: Report): readonly Piece[] {
  const pieces: Piece[] = []
  let from = 0
  let trimNext = false
  const pushText = (to: number, trimEnd: boolean): void => {
    let start = from
    if (trimNext) while (start < to && blank.test(text.charAt(start))) start++
    let end = to
    if (trimEnd) while (end > start && blank.test(text.charAt(end - 1))) end--
    if (end > start) pieces.push({ kind: 'text', text: text.slice(start, end), at: start })
  }

  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', open)) {
    if (isEscaped(text, open)) {
      pushText(open - 1, false)
      trimNext = false
      from = open
      open += 2
      continue
    }
    const trims = text.charAt(open + 2) === '~'
    const tag = tagAt(text, trims ? open + 3 : open + 2)
    if ('flaw' in tag) {
      report({ ...tag.flaw, offset: open })
      break
    }
    pushText(open, trims)
    if (!tag.comment) pieces.push({ kind: 'tag', body: tag.body, at: tag.at, open })
    trimNext = tag.trims
    from = tag.after
    open = tag.after
  }
  pushText(text.length, false)
  return pieces
}

/** An odd number of backslashes right before the braces makes them text; an even number is left alone. */
function isEscaped(text: string, open: number): boolean {
  let slashes = 0
  while (text.charAt(open - 1 - slashes) === '\\') slashes++
  return slashes % 2 === 1
}

type Tag = { body: string; at: number; after: number; trims: boolean; comment: boolean }

function tagAt(text: string, at: number): Tag | { flaw: Omit<Flaw, 'offset'> } {
  const comment = text.charAt(at) === '!'
  const close = comment ? endOfComment(text, at) : endOfExpression(text, at)
  if (close === -1) return { flaw: unclosed() }
  if (!comment && close - at > parseLimits.expression) return { flaw: overlong() }
  const trims = close > at && text.charAt(close - 1) === '~'
  const body = text.slice(at, trims ? close - 1 : close)
  return { body, at, after: close + 2, trims, comment }
}

function unclosed(): { name: FaultName; message: string; hint: string } {
  return {
    name: 'unclosedTag',
    message: 'The tag "{{" is never closed',
    hint: 'Close it with "}}", or write "\\{{" for the braces themselves',
  }
}

function overlong(): { name: FaultName; message: string; hint: string } {
  return {
    name: 'tooLong',
    message: `The expression is longer than ${parseLimits.expression} characters`,
    hint: 'Split it with {{#if}} blocks or compute parts of it in an earlier step',
  }
}

function endOfComment(text: string, at: number): number {
  if (!text.startsWith('!--', at)) return text.indexOf('}}', at)
  const dashes = text.indexOf('--', at + 3)
  if (dashes === -1) return -1
  const close = text.slice(dashes).search(/--~?\}\}/)
  return close === -1 ? -1 : text.indexOf('}}', dashes + close)
}

/** The `}}` that no quoted text holds; when a quote is not closed on its line, the first `}}` there is. */
function endOfExpression(text: string, at: number): number {
  const limit = Math.min(text.length, at + parseLimits.expression + 3)
  let quote = ''
  for (let n = at; n < limit; n++) {
    const char = text.charAt(n)
    if (quote !== '') {
      if (char === '\n') break
      if (char === '\\') n++
      else if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (char === '}' && text.charAt(n + 1) === '}') return n
  }
  return text.indexOf('}}', at)
}

const wordStart = /[A-Za-z_@]/
const wordPart = /[A-Za-z0-9_]/
const digits = /[0-9]/
const signs = ['?.', '==', '!=', '>=', '<=', '&&', '||']
const single = '!<>+-*/%?:()[],.'
const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  "'": "'",
  '\\': '\\',
}

/** The tokens of one tag, an `end` token last. Stops at the first character that fits nowhere. */
export function tokenize(body: string, offset: number, report: Report): readonly Token[] {
  const tokens: Token[] = []
  let n = 0
  while (n < body.length) {
    const char = body.charAt(n)
    if (blank.test(char)) {
      n++
      continue
    }
    const afterDot = isDot(tokens.at(-1))
    const token = readToken(body, n, afterDot)
    if ('flaw' in token) {
      report({ ...token.flaw, offset: offset + n })
      return []
    }
    n = token.end
    tokens.push({ ...token, at: token.at + offset, end: token.end + offset })
  }
  const end = offset + body.trimEnd().length
  tokens.push({ kind: 'end', value: '', at: end, end })
  return tokens
}

function isDot(token: Token | undefined): boolean {
  return token?.kind === 'sign' && (token.value === '.' || token.value === '?.')
}

function readToken(
  body: string,
  n: number,
  afterDot: boolean,
): Token | { flaw: Omit<Flaw, 'offset'> } {
  const char = body.charAt(n)
  if (wordStart.test(char)) return readWord(body, n)
  if (digits.test(char)) return afterDot ? readWord(body, n) : readNumber(body, n)
  if (char === '"' || char === "'") return readText(body, n)
  const pair = body.slice(n, n + 2)
  const isTernary = pair === '?.' && digits.test(body.charAt(n + 2))
  if (signs.includes(pair) && !isTernary) return { kind: 'sign', value: pair, at: n, end: n + 2 }
  if (single.includes(char)) return { kind: 'sign', value: char, at: n, end: n + 1 }
  return { flaw: strange(char) }
}

/** A hyphen belongs to a name when a letter or digit touches it on both sides. */
function readWord(body: string, n: number): Token {
  let end = n + 1
  while (end < body.length) {
    const char = body.charAt(end)
    const joins = char === '-' && wordPart.test(body.charAt(end + 1))
    if (!joins && !wordPart.test(char)) break
    end++
  }
  return { kind: 'name', value: body.slice(n, end), at: n, end }
}

function readNumber(body: string, n: number): Token {
  let end = n
  while (digits.test(body.charAt(end))) end++
  if (body.charAt(end) === '.' && digits.test(body.charAt(end + 1))) {
    end++
    while (digits.test(body.charAt(end))) end++
  }
  return { kind: 'number', value: body.slice(n, end), at: n, end }
}

function readText(body: string, n: number): Token | { flaw: Omit<Flaw, 'offset'> } {
  const quote = body.charAt(n)
  let value = ''
  for (let end = n + 1; end < body.length; end++) {
    const char = body.charAt(end)
    if (char === quote) return { kind: 'text', value, at: n, end: end + 1 }
    if (char === '\n') break
    if (char === '\\') {
      const escape = body.charAt(++end)
      if (!Object.hasOwn(escapes, escape)) return { flaw: badEscape(escape) }
      value += escapes[escape]
    } else value += char
  }
  return {
    flaw: {
      name: 'unclosedText',
      message: `The text that starts with ${quote} is never closed`,
      hint: `Close it with ${quote} on the same line`,
    },
  }
}

function badEscape(escape: string): Omit<Flaw, 'offset'> {
  return {
    name: 'grammar',
    message: `A text holds the unknown escape "\\${escape}"`,
    hint: 'Known are \\n \\r \\t \\" \\\' \\\\',
  }
}

const hints: Readonly<Record<string, string>> = {
  '`': 'Write texts in "double" or \'single\' quotes',
  '{': 'Two braces open a tag; a third stands apart: "{ {{name}}"',
  '=': 'Compare with "=="',
  '&': 'Write "&&"',
  '|': 'Write "||" for "or"; there are no filters, write upper(name)',
  '#': 'A block starts right after the braces: {{#if …}}',
  $: 'Names are written without "$"',
}

function strange(char: string): Omit<Flaw, 'offset'> {
  const hint = Object.hasOwn(hints, char) ? hints[char] : undefined
  const message = `An expression cannot hold the character "${char}"`
  return hint === undefined ? { name: 'grammar', message } : { name: 'grammar', message, hint }
}
