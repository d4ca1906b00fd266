import type { Instant } from '@pao/core'
import type { CheckedDocument, Diagnostic, SourceFile } from '@pao/core/catalog'
import type { Checked, Checker, CheckKey } from './checker.ts'
import { canonicalJson, indexOf, layoutOf } from '@pao/core/catalog'
import type { Changes } from './merge.ts'
import { isNothing, merge } from './merge.ts'
import { recalledCheck, rememberCheck } from './recalled-check.ts'
import {
  addChange,
  definitionOf,
  type Held,
  keepDefinitions,
  keepServed,
  lastFrame,
  lastSeq,
  lockCatalog,
  servedEntries,
} from './queries.ts'
import type { Frame, ServedDocument } from './served.ts'
import type { Reading } from './source.ts'
import type { Db } from '#store/db.ts'

export type SwapDeps = {
  db: Db
  tenant: string
  now: () => Instant
  checker: Checker
  /** Documents of what is served now. */
  held?: Held
  /** What the outcome of a check follows from; left out = no outcome is remembered. */
  checkKey?: CheckKey
}

/** What is served after a swap. */
export type Swap = {
  entries: readonly ServedDocument[]
  frame: Frame
  seq: number
  revision: string
  changes: Changes
  /** This process recorded the change; another one may have been first. */
  isOurs: boolean
  /** Everything the checker said of the files as they are. */
  diagnostics: readonly Diagnostic[]
}

/** A frame before anything was read. */
const nothing: Frame = { index: indexOf(undefined), environments: [] }

/** What was recorded last, for a start before (or without) the source. */
export async function recorded(
  db: Db,
  tenant: string,
): Promise<{ entries: readonly ServedDocument[]; frame: Frame; seq: number }> {
  return {
    entries: await servedEntries(db, tenant),
    frame: (await lastFrame(db, tenant)) ?? nothing,
    seq: await lastSeq(db, tenant),
  }
}

/**
 * Makes a reading what is served, all of it in one transaction. Good files are served, a broken one
 * leaves its item at the last good version, marked stale; a file that is gone takes its item along.
 */
export async function swap(deps: SwapDeps, reading: Reading, signal: AbortSignal): Promise<Swap> {
  const { db, tenant } = deps
  const known = await recalledCheck(deps, reading.files)
  const asWritten = known?.checked ?? (await deps.checker(reading.files, signal))
  const { checked, broken } = await mended(deps, { reading, asWritten, signal })
  return db.transaction().execute(async (tx) => {
    await lockCatalog(tx, tenant)
    const before = await servedEntries(tx, tenant, deps.held)
    const now = deps.now()
    const { revision } = reading
    const { entries, changes } = merge(before, {
      documents: checked.documents,
      broken,
      brokenFileOf: brokenFileFinder(reading.files, broken),
      revision,
      now,
    })
    const knownFrame = (await lastFrame(tx, tenant)) ?? nothing
    const frame = nextFrame(knownFrame, asWritten, reading.files)
    const frameChanged = canonicalJson(frame) !== canonicalJson(knownFrame)
    await keepDefinitions(tx, unknownTo(before, checked.documents), { tenant, now })
    await keepServed(tx, changed(before, entries), changes.removed, { tenant, now })
    if (!known && checked === asWritten) await rememberCheck(tx, deps, reading.files, asWritten)
    const isOurs = frameChanged || !isNothing(changes)
    const recordedChange = { ...changes, ...(frameChanged && { frame }) }
    const seq = isOurs
      ? await addChange(tx, tenant, { at: now, revision, changes: recordedChange })
      : await lastSeq(tx, tenant)
    return { entries, frame, seq, revision, changes, isOurs, diagnostics: asWritten.diagnostics }
  })
}

function brokenFiles(diagnostics: readonly Diagnostic[]): Map<string, readonly Diagnostic[]> {
  const errors = diagnostics.filter((one) => one.severity === 'error')
  return new Map(
    Object.entries(Object.groupBy(errors, (one) => one.file)).map(([file, list]) => [
      file,
      list ?? [],
    ]),
  )
}

type FileFinder = (entry: ServedDocument) => string | undefined

/** Where an item's broken newest version stands: at its old path, or in a broken file that names its id. */
function brokenFileFinder(
  files: readonly SourceFile[],
  broken: { has(path: string): boolean },
): FileFinder {
  const present = new Set(files.map((file) => file.path))
  const named = new Map<string, string>()
  for (const file of files) {
    if (!broken.has(file.path)) continue
    const id = /^\s+id:\s*["']?([a-z][a-z0-9-]*)["']?\s*(?:#.*)?$/m.exec(file.text)?.[1]
    if (id !== undefined) named.set(id, file.path)
  }
  return ({ path, document }) => {
    if (broken.has(path) && present.has(path)) return path
    return named.get(document.metadata.id)
  }
}

type Mending = { reading: Reading; asWritten: Checked; signal: AbortSignal }

/**
 * What the checker says when each file that is bad on its own is replaced by the last good text of its
 * item, so that items which refer to it are not broken along with it; and the files broken even so.
 */
async function mended(
  { db, tenant, checker, held }: SwapDeps,
  { reading, asWritten, signal }: Mending,
): Promise<{ checked: Checked; broken: ReadonlyMap<string, readonly Diagnostic[]> }> {
  const broken = brokenFiles(asWritten.diagnostics)
  const bad = new Set(asWritten.bad)
  const good = new Map<string, string>()
  const fileOf = brokenFileFinder(reading.files, bad)
  for (const entry of bad.size > 0 ? await servedEntries(db, tenant, held) : []) {
    const file = fileOf(entry)
    const kept = file === undefined ? undefined : await definitionOf(db, tenant, entry.hash)
    if (file !== undefined && kept) good.set(file, kept.source)
  }
  if (good.size === 0) return { checked: asWritten, broken }
  const files = reading.files.map(({ path, text }) => ({ path, text: good.get(path) ?? text }))
  const checked = await checker(files, signal)
  const own = [...broken].filter(([path]) => bad.has(path))
  return { checked, broken: new Map([...brokenFiles(checked.diagnostics), ...own]) }
}

/** A broken index, environments or price file leaves the last good one. */
function nextFrame(known: Frame, checked: Checked, files: readonly SourceFile[]): Frame {
  const broken = brokenFiles(checked.diagnostics)
  const layout = layoutOf(files.map(({ path }) => path))
  const kept = (known.prices ?? []).filter(({ path }) => broken.has(path))
  const prices = [...(checked.prices ?? []), ...kept]
  return {
    index: broken.has(layout.index) ? known.index : checked.index,
    environments: broken.has(layout.environments) ? known.environments : checked.environments,
    ...(prices.length > 0 && { prices }),
  }
}

function unknownTo(
  before: readonly ServedDocument[],
  documents: readonly CheckedDocument[],
): readonly CheckedDocument[] {
  const known = new Set(before.map((entry) => entry.hash))
  return documents.filter((one) => !known.has(one.hash))
}

function changed(
  before: readonly ServedDocument[],
  after: readonly ServedDocument[],
): readonly ServedDocument[] {
  const same = new Set(before)
  return after.filter((entry) => !same.has(entry))
}
