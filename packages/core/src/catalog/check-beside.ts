import { checkAcross } from './check-across.ts'
import {
  type CheckedFile,
  type CheckOptions,
  finish,
  inspect,
  type Inspected,
  type SourceFile,
} from './check-file.ts'
import type { CatalogIndex, Environments } from './index-values.ts'
import type { Document } from './item.ts'
import { sightOf } from './sight.ts'
import { textOf } from './view.ts'
import { own } from './path.ts'

/** The catalog a file would become part of. */
export type Beside = {
  documents: readonly Document[]
  index: CatalogIndex
  environments: Environments
}

/**
 * Checks one file as a part of a catalog whose other documents are good: besides what stands in it, the items,
 * versions, fields, lists and environments it names, and circles of items that need each other. The document of the
 * same id is the one it takes the place of. Never throws for a text.
 */
export function checkBeside(
  file: SourceFile,
  options: CheckOptions,
  { documents, index, environments }: Beside,
): CheckedFile {
  const one = inspect(file, options)
  const id = textOf(own(one.sight.document.metadata, 'id'))
  const others = documents.filter(({ metadata }) => metadata.id !== id).map(inspected)
  // Last, so that of a circle its own edge is the one that closes it.
  if (one.kind !== 'unreadable') checkAcross([...others, one], index, environments)
  return finish(one)
}

const known = new WeakMap<Document, Inspected>()

/** A good document as the checks see it: whatever is said of it is said elsewhere. */
function inspected(document: Document): Inspected {
  const before = known.get(document)
  if (before) return before
  const kind = document.kind === 'CatalogBundle' ? 'bundle' : 'item'
  const sight = sightOf(document, [], silent)
  const made: Inspected = {
    file: { path: document.metadata.id, text: '' },
    kind,
    sight,
    report: silent,
    diagnostics: () => [],
  }
  known.set(document, made)
  return made
}

function silent(): void {
  // What is wrong with other documents is not this file's.
}
