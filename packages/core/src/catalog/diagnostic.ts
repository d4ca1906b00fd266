import { nearest } from '../suggest.ts'
import { type DiagnosticCode, diagnosticRegister } from './diagnostic-register.ts'
import { type Path, printPath } from './path.ts'

export type Severity = 'error' | 'warning'

/** One thing wrong with a document, placed so that an editor can show it. Lines and columns start at 1. */
export type Diagnostic = {
  code: string
  severity: Severity
  file: string
  line: number
  column: number
  endLine?: number
  endColumn?: number
  /** `presentation.groups[1].fields[0].validation.min`, in the document as written. */
  path: string
  message: string
  found?: string
  expected?: string
  mend: string
}

/** A stretch of the source. Lines and columns start at 1, columns count UTF-16 units. */
export type Place = { line: number; column: number; endLine: number; endColumn: number }

/**
 * How grave warnings are. `strict: true` makes errors of all of them; a table decides by code.
 * Codes that are errors in the register stay errors whatever is said here.
 */
export type Strictness = boolean | Readonly<Record<string, Severity | 'off'>>

/** Names that exist where `word` was found; looked through only when the finding is kept. */
export type Near = { word: string; among: Iterable<string>; prefix?: string }

/** The extras of one finding. `offset` counts into the decoded text at `path`. */
type Detail = {
  found?: unknown
  expected?: string
  mend?: string
  /** Gives what was expected and, when one is near, the mend. */
  near?: Near
  /** Which end of the pair is shown: an unknown key is shown at the key. Default `value`. */
  side?: 'key' | 'value'
  offset?: number
  /** How many letters from `offset` are shown; default 1. */
  length?: number
}

export type Report = (code: string, path: Path, message: string, detail?: Detail) => void

export type Placing = {
  file: string
  /** Path as written in the file for a path of the checked value. */
  origin: (path: Path) => Path
  place(path: Path, side: 'key' | 'value', offset: number | undefined): Place
}

/** Findings that are kept of one pass over a file; more cost time and help nobody. */
const mostFindings = 200
/** Findings that get a "did you mean", and names looked through for each: comparing is the dear part. */
const mostGuesses = 50
const mostNames = 200
const longestExpected = 400

/**
 * Collects findings as diagnostics, placed in the file and graded by the strictness asked for. A file with
 * too many of them is refused: what was not looked at may be wrong.
 */
export function reporter(
  placing: Placing,
  strict: Strictness = false,
): { report: Report; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  const report: Report = (code, path, message, detail = {}) => {
    const severity = severityOf(code, strict)
    if (severity === 'off' || diagnostics.length > mostFindings) return
    const full = diagnostics.length === mostFindings
    const placed = { file: placing.file, ...whereOf(placing, path, detail) }
    diagnostics.push(
      full
        ? tooMany(placed)
        : { code, severity, ...placed, message, ...helpOf(code, detail, diagnostics.length) },
    )
  }
  return { report, diagnostics }
}

type Placed = Place & Pick<Diagnostic, 'file' | 'path'>

function whereOf(placing: Placing, path: Path, detail: Detail): Place & { path: string } {
  const place = placing.place(path, detail.side ?? 'value', detail.offset)
  return { ...widened(place, detail), path: printPath(placing.origin(path)) }
}

function tooMany(placed: Placed): Diagnostic {
  const { severity, mend } = diagnosticRegister.PAO1015
  const message = `more than ${mostFindings} things are wrong, from here on nothing is shown`
  return { code: 'PAO1015', severity, ...placed, message, mend }
}

type Help = Pick<Diagnostic, 'found' | 'expected' | 'mend'>

function helpOf(code: string, detail: Detail, before: number): Help {
  const names = detail.near ? [...detail.near.among].slice(0, mostNames) : []
  const expected = detail.expected ?? (names.length > 0 ? names.join(', ') : undefined)
  const guess = before < mostGuesses ? meant(detail.near, names) : undefined
  const mend = detail.mend ?? guess ?? entryOf(code)?.mend
  return {
    ...('found' in detail && { found: printValue(detail.found) }),
    ...(expected !== undefined && { expected: shortened(expected) }),
    mend: mend ?? 'Mend the template',
  }
}

function meant(near: Near | undefined, names: readonly string[]): string | undefined {
  const found = near && nearest(near.word, names)
  return found === undefined ? undefined : `Did you mean ${near?.prefix ?? ''}${found}?`
}

function shortened(text: string): string {
  return text.length > longestExpected ? `${text.slice(0, longestExpected - 3)}...` : text
}

function widened(place: Place, { offset, length }: Detail): Place {
  if (offset === undefined || length === undefined) return place
  return { ...place, endLine: place.line, endColumn: place.column + length }
}

/** A found value as one short line. */
export function printValue(value: unknown): string {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? 'nothing')
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}

/** In the order of the file, then by code; the same finding twice is one. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>()
  return diagnostics
    .toSorted(
      (a, b) =>
        (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
        a.line - b.line ||
        a.column - b.column ||
        (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
    )
    .filter((one) => {
      const key = [one.file, one.line, one.column, one.code, one.path, one.message].join('\n')
      if (seen.has(key)) return false
      seen.add(key)
      return true
    })
}

/** True when at least one of them is an error: the document is not served. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((one) => one.severity === 'error')
}

function entryOf(code: string): (typeof diagnosticRegister)[DiagnosticCode] | undefined {
  return Object.hasOwn(diagnosticRegister, code)
    ? diagnosticRegister[code as DiagnosticCode]
    : undefined
}

function severityOf(code: string, strict: Strictness): Severity | 'off' {
  const own = entryOf(code)?.severity ?? 'error'
  if (own === 'error') return 'error'
  if (typeof strict === 'boolean') return strict ? 'error' : 'warning'
  return Object.hasOwn(strict, code) ? (strict[code] ?? 'warning') : 'warning'
}
