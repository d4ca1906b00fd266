import { sha256Hex } from '../template/index.ts'
import type { Instant } from '../instant.ts'
import { canonicalJson } from './canonical.ts'
import { checkAcross } from './check-across.ts'
import {
  type CheckOptions,
  finish,
  inspect,
  type Inspected,
  type SourceFile,
} from './check-file.ts'
import { checkPath, checkPlacement } from './check-placement.ts'
import { checkOwnership, ownersIn } from './code-owners.ts'
import { checkShape } from './check-shape.ts'
import { checkDefaults, withDefaults } from './defaults.ts'
import { type Diagnostic, inOrder, type Placing, reporter } from './diagnostic.ts'
import { readDocument } from './document.ts'
import {
  type CatalogIndex,
  categoryIds,
  type Environments,
  environmentsOf,
  indexOf,
} from './index-values.ts'
import type { Document } from './item.ts'
import { layoutOf } from './layout.ts'
import type { EnvironmentsFile } from './schema/environments.ts'
import type { IndexFile } from './schema/index-file.ts'

export type CatalogOptions = Omit<CheckOptions, 'categories' | 'now'> & {
  now: Instant
  /** SHA-256 of a text's UTF-8 bytes as 64 hex digits; the built-in one when left out. */
  sha256?: (text: string) => string
}

export type CheckedDocument = {
  document: Document
  /** SHA-256 (hex) of the upgraded document as canonical JSON: same meaning, same hash. */
  hash: string
  file: string
  /** The text as it was in the file. */
  source: string
  /** Warnings; a document with errors is not given. */
  diagnostics: Diagnostic[]
}

export type CheckedCatalog = {
  documents: CheckedDocument[]
  index: CatalogIndex
  environments: Environments
  /** Everything found, in the order of files and lines. */
  diagnostics: Diagnostic[]
}

/**
 * Checks a whole catalog: every item and bundle on its own and all of them together, owners against
 * CODEOWNERS where it is given. Files that are not part of a catalog (README, templates/) may be given and
 * are left alone. One bad file costs only its own document.
 */
export function checkCatalog(
  files: readonly SourceFile[],
  options: CatalogOptions,
): CheckedCatalog {
  const refused: Diagnostic[] = []
  const sound = files.filter((file) => checkPath(file, refused))
  const layout = layoutOf(sound.map(({ path }) => path))
  const index = settings(sound, layout.index, 'index', options)
  const environments = settings(sound, layout.environments, 'environments', options)
  const catalogIndex = indexOf(index.value as IndexFile | undefined)
  const known = environmentsOf(environments.value as EnvironmentsFile | undefined)
  const inspected = sound
    .filter(({ path }) => layout.isDocument(path))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map((file) => inspect(file, { ...options, categories: categoryIds(catalogIndex) }))
  const ownersOf = ownersIn(sound)
  for (const one of inspected) {
    checkPlacement(one, catalogIndex, layout)
    if (ownersOf) checkOwnership(one, ownersOf, catalogIndex)
  }
  checkAcross(inspected, catalogIndex, known)
  const { sha256 = sha256Hex } = options
  const checked = inspected.map((one) => ({ one, ...finish(one) }))
  return {
    documents: checked.flatMap(({ one, document, diagnostics }) =>
      document
        ? [checkedDocument(one, withDefaults(document, catalogIndex), diagnostics, sha256)]
        : [],
    ),
    index: catalogIndex,
    environments: known,
    diagnostics: inOrder([
      ...refused,
      ...index.diagnostics,
      ...environments.diagnostics,
      ...checked.flatMap(({ diagnostics }) => diagnostics),
    ]),
  }
}

function checkedDocument(
  { file }: Inspected,
  document: Document,
  diagnostics: Diagnostic[],
  sha256: (text: string) => string,
): CheckedDocument {
  const hash = sha256(canonicalJson(document))
  return { document, hash, file: file.path, source: file.text, diagnostics }
}

/** A file of settings; one that cannot be used is reported and the defaults stand. */
function settings(
  files: readonly SourceFile[],
  path: string,
  version: 'index' | 'environments',
  options: CatalogOptions,
): { value?: unknown; diagnostics: Diagnostic[] } {
  const file = files.find((one) => one.path === path)
  if (!file) return { diagnostics: [] }
  const read = readDocument(file.text)
  if (!read.ok) return { diagnostics: inspect(file, options).diagnostics() }
  const placing: Placing = {
    file: path,
    origin: (place) => place,
    place: (place, side) => read.value.place(place, side),
  }
  const { report, diagnostics } = reporter(placing, options.strict)
  const wrong = checkShape(read.value.value, version, report)
  if (version === 'index') checkDefaults(read.value.value, report)
  return wrong.length > 0 ? { diagnostics } : { value: read.value.value, diagnostics }
}
