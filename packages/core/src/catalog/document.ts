import { constructFromEvents, type Event, EVENT_ID, parseEvents, YAMLException } from 'js-yaml'
import { fail, ok, type Result } from '../result.ts'
import type { Place } from './diagnostic.ts'
import { faultInEvents, hiddenCharacter } from './document-guard.ts'
import { placeFinder } from './document-places.ts'
import type { Path } from './path.ts'

/** What a document of a stranger may cost. Bytes of UTF-8, levels, keys and list entries together. */
export type DocumentLimits = { bytes: number; depth: number; keys: number }

export const documentLimits: DocumentLimits = { bytes: 256 * 1024, depth: 32, keys: 10_000 }

/** A YAML text that was read: its value (plain JSON data) and where everything stands in the text. */
export type SourceDocument = {
  value: unknown
  /** `offset` counts into the decoded text at `path`. A path that does not exist is placed at its parent. */
  place(path: Path, side: 'key' | 'value', offset?: number): Place
}

export type SourceFault = { code: string; message: string; found?: string; place: Place }

/**
 * Reads one YAML 1.2 document (core schema) from a stranger. Refused with a place: anything too large or
 * too deep, aliases, merge keys, foreign tags, doubled or forbidden keys, several documents, hidden
 * characters. js-yaml is used because hostile texts can abort the process with other parsers.
 */
export function readDocument(
  text: string,
  limits: DocumentLimits = documentLimits,
): Result<SourceDocument, SourceFault> {
  if (utf8Length(text, limits.bytes) > limits.bytes) {
    return refused('', 0, 'PAO1002', `the file has more than ${limits.bytes} bytes`)
  }
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text
  const hidden = hiddenCharacter(source)
  if (hidden) return refused(source, hidden.offset, hidden.code, hidden.message)
  try {
    return readChecked(source, limits)
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const code = codeOf(error.reason)
    return refused(source, error.mark?.position ?? 0, code, error.reason)
  }
}

function readChecked(source: string, limits: DocumentLimits): Result<SourceDocument, SourceFault> {
  const events = parseEvents(source, { maxDepth: limits.depth })
  const fault = faultInEvents(source, events, limits.keys)
  if (fault) return refused(source, fault.offset, fault.code, fault.message)
  const value = constructFromEvents(events, { source, maxAliases: 0 })[0]
  // Parsed again when a place is asked for: most documents have no fault, and events weigh a lot.
  const finder = lazily(() => placeFinder(source, parseEvents(source, { maxDepth: limits.depth })))
  const number = inexactNumber(value)?.toReversed()
  if (number) {
    const place = finder().place(number, 'value')
    const message = 'this number cannot be kept exactly'
    return fail([{ code: 'PAO1014', message, place }])
  }
  // The parser's own objects take more than twice the room of these, and a large catalog is held for long.
  const plain: unknown = JSON.parse(JSON.stringify(value))
  return ok({ value: plain, place: (path, side, offset) => finder().place(path, side, offset) })
}

function refused(
  source: string,
  offset: number,
  code: string,
  message: string,
): Result<never, SourceFault> {
  const empty: Event[] = [
    { type: EVENT_ID.DOCUMENT, explicitStart: false, explicitEnd: false, directives: [] },
  ]
  return fail([{ code, message, place: placeFinder(source, empty).span(offset, offset + 1) }])
}

function codeOf(reason: string): string {
  if (reason.includes('duplicated mapping key')) return 'PAO1006'
  if (reason.includes('maxDepth')) return 'PAO1003'
  if (reason.includes('alias')) return 'PAO1004'
  if (reason.includes('complex keys')) return 'PAO1013'
  if (reason.includes('null byte')) return 'PAO1011'
  return reason.includes('tag') ? 'PAO1005' : 'PAO1001'
}

/**
 * JSON has no infinity, and JavaScript no whole numbers above 2^53: both would change silently. Gives the
 * way to the first such number, last step first.
 */
function inexactNumber(value: unknown): (string | number)[] | undefined {
  if (typeof value === 'number') return isExact(value) ? undefined : []
  if (typeof value !== 'object' || value === null) return undefined
  const list = Array.isArray(value)
  for (const key of Object.keys(value)) {
    const found = inexactNumber((value as Record<string, unknown>)[key])
    if (found) return [...found, list ? Number(key) : key]
  }
  return undefined
}

function isExact(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value)
}

function utf8Length(text: string, enough: number): number {
  if (text.length * 3 <= enough || text.length > enough) return text.length
  let bytes = 0
  for (let n = 0; n < text.length; n++) {
    const unit = text.charCodeAt(n)
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3
  }
  return bytes
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}
