import { checkConfigs, checkShape } from './check-shape.ts'
import { checkItem, type ItemChecks } from './check-item.ts'
import { diagnosticRegister } from './diagnostic-register.ts'
import {
  type Diagnostic,
  hasErrors,
  inOrder,
  type Placing,
  type Report,
  reporter,
  type Strictness,
} from './diagnostic.ts'
import { readDocument, type SourceDocument, type SourceFault } from './document.ts'
import { defaultCategories } from './index-values.ts'
import type { Document } from './item.ts'
import { isRecord, listOf, own, type Path } from './path.ts'
import type { ActionSchemas, SchemaVersion } from './schema/publish.ts'
import { type Sight, sightOf, wrongness } from './sight.ts'
import { settleDocument } from './settle.ts'
import type { Upgraded } from './upgrade-memory.ts'
import { upgradeDocument } from './upgrade.ts'
import { fieldsOf, textOf } from './view.ts'

/** A file of the catalog: relative posix path and UTF-8 text. */
export type SourceFile = { path: string; text: string }

/** `now` undefined: dates are not compared with today. `env`, `secrets` undefined: names not checked. */
export type CheckOptions = Partial<Omit<ItemChecks, 'actionSchemas' | 'categories'>> & {
  actionSchemas: ActionSchemas
  categories?: readonly string[] | undefined
  strict?: Strictness
}

export type CheckedFile = { document?: Document; diagnostics: Diagnostic[] }

/**
 * Checks one item or bundle on its own, whatever text it is; never throws for a text. The document is
 * given, upgraded to v2, when no error was found.
 */
export function checkFile(file: SourceFile, options: CheckOptions): CheckedFile {
  const { document, diagnostics } = finish(inspect(file, options))
  return document ? { document, diagnostics } : { diagnostics }
}

/** A file half-way: what was found so far, and how more can be reported at its places. */
export type Inspected = {
  file: SourceFile
  kind: 'item' | 'bundle' | 'unreadable'
  sight: Sight
  report: Report
  /** All findings, in the order of the file; errors of later checks included. */
  diagnostics(): Diagnostic[]
}

/** Closes an inspection: the document is given when nothing is wrong with it. */
export function finish(inspected: Inspected): CheckedFile {
  const diagnostics = inspected.diagnostics()
  if (inspected.kind === 'unreadable' || hasErrors(diagnostics)) return { diagnostics }
  return { document: inspected.sight.document as unknown as Document, diagnostics }
}

/** Reads and checks a file, leaving open what needs other files. */
export function inspect(file: SourceFile, options: CheckOptions): Inspected {
  const read = readDocument(file.text)
  if (!read.ok) return unreadable(file, read.faults)
  const version = versionOf(read.value.value)
  if (!version) return unknownKind(file, read.value, options)
  return version === '1.0'
    ? inspectV1(file, read.value, options)
    : inspectV2(file, read.value, version, options)
}

function inspectV2(
  file: SourceFile,
  source: SourceDocument,
  version: '2.0' | 'bundle',
  options: CheckOptions,
): Inspected {
  const settled = settleDocument(source.value)
  const first = reporter(placingOf(file, source), options.strict)
  const { report, diagnostics } = reporter(placingOf(file, source, settled), options.strict)
  const wrong = checkShape(source.value, version, first.report)
  wrong.push(...checkConfigs(source.value, options.actionSchemas, first.report, false))
  const sight = sightBack(settled, wrong, report)
  checkItem(sight, withCategories(options))
  const kind = version === 'bundle' ? 'bundle' : 'item'
  const all = () => inOrder([...first.diagnostics, ...diagnostics])
  return { file, kind, sight, report, diagnostics: all }
}

function inspectV1(file: SourceFile, source: SourceDocument, options: CheckOptions): Inspected {
  const first = reporter(placingOf(file, source), options.strict)
  const wrong = checkShape(source.value, '1.0', first.report)
  wrong.push(...checkConfigs(source.value, options.actionSchemas, first.report, true))
  warnOfV1(source.value, first.report)
  const upgraded = upgradeDocument(source.value)
  const second = reporter(placingOf(file, source, upgraded), options.strict)
  const sight = sightBack(upgraded, wrong, second.report)
  const late = reporter(placingOf(file, source, upgraded), options.strict)
  checkConfigs(upgraded.item, options.actionSchemas, late.report, false)
  checkItem(sight, withCategories(options))
  return {
    file,
    kind: 'item',
    sight,
    report: second.report,
    diagnostics: () =>
      inOrder([...first.diagnostics, ...newOnes(first, late), ...second.diagnostics]),
  }
}

/** Looks at a settled document; what is wrong is known by its path as written. */
function sightBack({ item, origin }: Upgraded, wrong: readonly Path[], report: Report): Sight {
  const sight = sightOf(item, [], report)
  if (wrong.length === 0) return sight
  const written = wrongness(wrong)
  return {
    ...sight,
    isWrong: (path) => written.isWrong(origin(path)),
    isLost: (path) => written.isLost(origin(path)),
  }
}

/** What the upgraded configs lack, without what was already said about the configs as written. */
function newOnes(
  first: { diagnostics: readonly Diagnostic[] },
  late: { diagnostics: readonly Diagnostic[] },
): Diagnostic[] {
  const said = new Set(first.diagnostics.map(({ line, column }) => `${line}:${column}`))
  return late.diagnostics.filter(({ line, column }) => !said.has(`${line}:${column}`))
}

function withCategories(options: CheckOptions): ItemChecks {
  return { ...options, categories: options.categories ?? defaultCategories }
}

function placingOf(file: SourceFile, source: SourceDocument, upgraded?: Upgraded): Placing {
  const origin = upgraded?.origin ?? ((path: Path) => path)
  return {
    file: file.path,
    origin,
    place: (path, side, offset) => {
      const written =
        offset === undefined ? undefined : (upgraded?.originalOffset(path, offset) ?? offset)
      return source.place(origin(path), side, written)
    },
  }
}

/** Which schema a document claims to follow; undefined when it is none of ours. */
export function versionOf(
  value: unknown,
): Exclude<SchemaVersion, 'index' | 'environments'> | undefined {
  const kind = own(value, 'kind')
  if (kind === 'CatalogBundle') return 'bundle'
  const version = own(value, 'version')
  if (kind === undefined && version === undefined) {
    return own(value, 'header') === undefined ? undefined : '1.0'
  }
  const ours =
    kind === 'CatalogItem' || (kind === undefined && own(value, 'metadata') !== undefined)
  return ours ? '2.0' : undefined
}

function unknownKind(file: SourceFile, source: SourceDocument, options: CheckOptions): Inspected {
  const { report, diagnostics } = reporter(placingOf(file, source), options.strict)
  const key = own(source.value, 'kind') === undefined ? [] : ['kind']
  report('PAO1101', key, 'this is neither a v1 nor a v2 document', {
    ...(key.length > 0 && { found: own(source.value, 'kind') }),
    expected: 'version: "2.0" with kind: CatalogItem or CatalogBundle, or header:',
  })
  return nothingIn(file, report, diagnostics)
}

function unreadable(file: SourceFile, faults: readonly SourceFault[]): Inspected {
  const diagnostics = faults.map(({ code, message, place }): Diagnostic => {
    const entry = own(diagnosticRegister, code)
    return {
      code,
      severity: 'error',
      file: file.path,
      ...place,
      path: '',
      message,
      mend: textOf(own(entry, 'mend')) ?? 'Mend the syntax',
    }
  })
  return nothingIn(file, () => {}, diagnostics)
}

function nothingIn(file: SourceFile, report: Report, diagnostics: Diagnostic[]): Inspected {
  const sight = sightOf({}, [], report)
  return { file, kind: 'unreadable', sight, report, diagnostics: () => inOrder(diagnostics) }
}

const leastDescription = 50

function warnOfV1(value: unknown, report: Report): void {
  const description = own(own(value, 'header'), 'description')
  if (typeof description === 'string' && description.length < leastDescription) {
    const found = `${description.length} characters`
    report('PAO1111', ['header', 'description'], `the description has ${found}`, { found })
  }
  for (const { field, path } of fieldsOf(value)) {
    const choices = isRecord(field.validation) ? field.validation.enum : undefined
    if (!Array.isArray(choices) || listOf(choices).length > 0) continue
    report('PAO1114', [...path, 'validation', 'enum'], 'no choice is listed', { side: 'key' })
  }
}
