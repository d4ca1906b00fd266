const whitespace = ' \t\n\r'
const literals = ['true', 'false', 'null']
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const simpleEscapes = '"\\/bfnrt'

/** What may come next, in a scan without recursion. */
type Due = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing'

/** Offset of the first character that makes a text no JSON; `undefined` when it is JSON. */
export function jsonFaultAt(text: string): number | undefined {
  const closers: string[] = []
  let due = 'value' as Due
  let n = 0
  for (;;) {
    while (n < text.length && whitespace.includes(text.charAt(n))) n++
    if (n >= text.length) return due === 'nothing' ? undefined : n
    const char = text.charAt(n)
    const next = step(char, due, closers)
    if (next === undefined) return n
    if (next === 'scalar') {
      const end = endOfScalar(text, n)
      if (end < 0) return -end - 1
      due = due === 'key' || due === 'key-or-end' ? 'colon' : afterValue(closers)
      n = end
    } else {
      due = next
      n++
    }
  }
}

function afterValue(closers: readonly string[]): Due {
  return closers.length === 0 ? 'nothing' : 'comma-or-end'
}

function step(char: string, due: Due, closers: string[]): Due | 'scalar' | undefined {
  if (char === '}' || char === ']') return close(char, due, closers)
  if (due === 'nothing') return undefined
  if (due === 'colon') return char === ':' ? 'value' : undefined
  if (due === 'comma-or-end') return char === ',' ? afterComma(closers) : undefined
  if (due === 'value' || due === 'value-or-end') return beginValue(char, closers)
  return char === '"' ? 'scalar' : undefined
}

function afterComma(closers: readonly string[]): Due {
  return closers.at(-1) === '}' ? 'key' : 'value'
}

function beginValue(char: string, closers: string[]): Due | 'scalar' {
  if (char !== '{' && char !== '[') return 'scalar'
  closers.push(char === '{' ? '}' : ']')
  return char === '{' ? 'key-or-end' : 'value-or-end'
}

function close(char: string, due: Due, closers: string[]): Due | undefined {
  const mayEnd = due === 'comma-or-end' || due === 'key-or-end' || due === 'value-or-end'
  if (!mayEnd || closers.at(-1) !== char) return undefined
  closers.pop()
  return afterValue(closers)
}

/** Offset behind a text, number or word; `-(offset + 1)` of the character that is wrong. */
function endOfScalar(text: string, n: number): number {
  if (text.charAt(n) === '"') return endOfText(text, n)
  const word = literals.find((literal) => text.startsWith(literal, n))
  if (word !== undefined) return n + word.length
  numberPattern.lastIndex = n
  return numberPattern.test(text) ? numberPattern.lastIndex : -n - 1
}

function endOfText(text: string, start: number): number {
  for (let n = start + 1; n < text.length; n++) {
    const char = text.charAt(n)
    if (char === '"') return n + 1
    if (char < ' ') return -n - 1
    if (char !== '\\') continue
    const escape = text.charAt(++n)
    if (escape === 'u' && /^[0-9a-fA-F]{4}$/.test(text.slice(n + 1, n + 5))) n += 4
    else if (escape === '' || !simpleEscapes.includes(escape)) return -n - 1
  }
  return -text.length - 1
}
