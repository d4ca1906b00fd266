import { RE2JS } from 're2js'
import { fail, ok, type Result } from '../../result.ts'

/** Says whether the whole text fits a pattern. */
export type Matches = (text: string) => boolean

/** Longest pattern that is read, in characters. */
const longestPattern = 1_000
/** Largest compiled program, in instructions; keeps the cost of one character bounded. */
const largestProgram = 2_000
const keptPatterns = 500

const compiled = new Map<string, Result<Matches>>()

/**
 * Compiles an author's regular expression (RE2 syntax, linear time). It matches the whole value by
 * definition: `[a-z]+` refuses `<b>abc`, and a trailing line break never slips past `$`.
 * Faults: PAO2101 unsupported construct, PAO2102 repeat count, PAO2103 syntax, PAO2104 size.
 */
export function compilePattern(pattern: string): Result<Matches> {
  const known = compiled.get(pattern)
  if (known !== undefined) {
    // Re-inserting keeps the map in order of last use, so the first key is the one to forget.
    compiled.delete(pattern)
    compiled.set(pattern, known)
    return known
  }
  const result = compile(pattern)
  compiled.set(pattern, result)
  if (compiled.size > keptPatterns) compiled.delete(compiled.keys().next().value ?? pattern)
  return result
}

function compile(pattern: string): Result<Matches> {
  if (pattern.length > longestPattern)
    return refuse('PAO2104', `The pattern has more than ${longestPattern} characters.`, {
      hint: 'Check the shape with a short pattern and the meaning with a custom validator.',
    })
  const unsupported = unsupportedConstruct(pattern)
  if (unsupported !== undefined)
    return refuse('PAO2101', `The pattern uses ${unsupported}, which is not supported.`, {
      hint: 'Patterns run in linear time (RE2 syntax): write the rule without it, or use a custom validator.',
    })
  try {
    const program = RE2JS.compile(pattern)
    if (program.programSize() > largestProgram)
      return refuse('PAO2104', 'The pattern grows too large when its repeats are written out.', {
        hint: 'Use `max` for the length instead of large repeat counts.',
      })
    return ok((text) => program.testExact(text))
  } catch (error) {
    return refuseSyntax(error)
  }
}

function refuseSyntax(error: unknown): Result<Matches> {
  const reason = error instanceof Error ? error.message : String(error)
  if (reason.includes('invalid repeat count'))
    return refuse(
      'PAO2102',
      'The pattern repeats too often (at most 1000 times, nested counts multiplied).',
      {
        hint: 'Use `min` and `max` for the length.',
      },
    )
  const detail = reason.replace(/^error parsing regexp: /, '')
  return refuse('PAO2103', `The pattern is not a valid regular expression: ${detail}.`, {
    hint: 'Write it in RE2 syntax, and mind that YAML double quotes eat backslashes: single quotes do not.',
  })
}

/** Names what other engines know and RE2 leaves out, so that the author reads a word, not a token. */
function unsupportedConstruct(pattern: string): string | undefined {
  let inClass = false
  for (let at = 0; at < pattern.length; at++) {
    const rest = pattern.slice(at, at + 4)
    if (rest.startsWith('\\')) {
      if (!inClass && /^\\(?:[1-9]|k[<{'])/.test(rest)) return 'a backreference'
      at++
    } else if (inClass) inClass = !rest.startsWith(']')
    else if (rest.startsWith('[')) inClass = true
    else if (/^\(\?<?[=!]/.test(rest)) return 'lookaround'
    else if (rest.startsWith('(?>')) return 'an atomic group'
  }
  return undefined
}

function refuse(code: string, message: string, more: { hint: string }): Result<Matches> {
  return fail([{ code, at: '', message, ...more }])
}
