import type { Instant } from '@pao/core'
import type { CheckedDocument, Diagnostic } from '@pao/core/catalog'
import { canonicalJson } from '@pao/core/catalog'
import type { ServedDocument } from './served.ts'
import { served } from './served.ts'

/** What a swap did, by item id. */
export type Changes = {
  added: readonly string[]
  updated: readonly string[]
  removed: readonly string[]
  /** Keeps an older version because its newest file is broken. */
  stale: readonly string[]
  recovered: readonly string[]
}

export type Merge = { entries: readonly ServedDocument[]; changes: Changes }

type News = {
  documents: readonly CheckedDocument[]
  /** Files with errors and what they are. */
  broken: ReadonlyMap<string, readonly Diagnostic[]>
  /** The broken file an item's newest version stands in, by the item's id. */
  brokenFileOf(entry: ServedDocument): string | undefined
  revision: string
  now: Instant
}

/** What is served next: the good documents, and the last good version of each broken one. */
export function merge(before: readonly ServedDocument[], news: News): Merge {
  const old = new Map(before.map((entry) => [entry.document.metadata.id, entry]))
  const entries = new Map<string, ServedDocument>()
  for (const checked of news.documents) {
    const { id } = checked.document.metadata
    const previous = old.get(id)
    const isSame = previous?.hash === checked.hash
    const revision = isSame ? previous.revision : news.revision
    const entry = served({
      document: checked.document,
      hash: checked.hash,
      path: checked.file,
      ...(revision !== undefined && { revision }),
      ...staleness(news.broken.get(checked.file), previous, news.now),
    })
    entries.set(id, isSame && isEqual(entry, previous) ? previous : entry)
  }
  for (const [id, previous] of old) {
    const file = news.brokenFileOf(previous)
    if (entries.has(id) || file === undefined) continue
    const entry = served({ ...previous, ...staleness(news.broken.get(file), previous, news.now) })
    entries.set(id, isEqual(entry, previous) ? previous : entry)
  }
  return { entries: [...entries.values()], changes: changesOf(old, entries) }
}

function staleness(
  diagnostics: readonly Diagnostic[] | undefined,
  previous: ServedDocument | undefined,
  now: Instant,
): Pick<ServedDocument, 'stale'> {
  return diagnostics ? { stale: { since: previous?.stale?.since ?? now, diagnostics } } : {}
}

function isEqual(a: ServedDocument, b: ServedDocument): boolean {
  return a.hash === b.hash && a.path === b.path && canonicalJson(a.stale) === canonicalJson(b.stale)
}

type ById = ReadonlyMap<string, ServedDocument>

function changesOf(before: ById, after: ById): Changes {
  const ids = [...after.keys()].toSorted()
  const both = (test: (old: ServedDocument, now: ServedDocument) => boolean) =>
    ids.filter((id) => {
      const [old, now] = [before.get(id), after.get(id)]
      return old !== undefined && now !== undefined && test(old, now)
    })
  return {
    added: ids.filter((id) => !before.has(id)),
    updated: both((old, now) => old.hash !== now.hash || old.path !== now.path),
    removed: [...before.keys()].filter((id) => !after.has(id)).toSorted(),
    stale: both((old, now) => now.stale !== undefined && !isEqual(old, now)),
    recovered: both((old, now) => old.stale !== undefined && now.stale === undefined),
  }
}

/** Whether a swap changed nothing that anybody can see. */
export function isNothing(changes: Changes): boolean {
  return Object.values(changes).every((ids) => ids.length === 0)
}
