import { versionOf } from './check-file.ts'
import { readDocument } from './document.ts'
import type { Path } from './path.ts'
import { settleDocument } from './settle.ts'
import { upgradeDocument } from './upgrade.ts'

/**
 * Finds the line, from 1, at which a part of a document stands in its text, whichever version that is
 * written in. A part that the text leaves out is found at what it would stand in. Undefined for a text that
 * cannot be read.
 */
export function placesIn(source: string): ((path: Path) => number) | undefined {
  const read = readDocument(source)
  if (!read.ok) return undefined
  const { value, place } = read.value
  const upgrading = versionOf(value) === '1.0' ? upgradeDocument : settleDocument
  const { origin } = upgrading(value)
  return (path) => place(origin(path), 'value').line
}
