import { createHash } from 'node:crypto'
import { canonicalJson, maySee, type Viewer, viewerKey } from '@pao/core/catalog'
import type { SearchIndex } from './search.ts'
import { searchIndex } from './search.ts'
import type { Frame, ServedDocument } from './served.ts'

/** Which documents; every part that is given must fit. */
export type CatalogFilter = {
  category?: string
  tag?: string
  owner?: string
  q?: string
  environment?: string
  /** Who asks; without it everything is there (for the service's own use). */
  viewer?: Viewer
}

/** Lists kept per shelf; a new shelf starts empty. */
const mostLists = 500

/**
 * The catalog at one moment, immutable. A refresh builds another and swaps it in whole, so that a reader
 * never sees half of a change.
 */
export class Shelf {
  readonly etag: string
  readonly entries: readonly ServedDocument[]
  readonly frame: Frame
  readonly revision: string | undefined
  /** Number of the last recorded change. */
  readonly seq: number
  readonly #byId: ReadonlyMap<string, ServedDocument>
  readonly #byHash: ReadonlyMap<string, ServedDocument>
  readonly #lists = new Map<string, readonly ServedDocument[]>()
  #search: SearchIndex | undefined

  constructor(state: {
    entries: readonly ServedDocument[]
    frame: Frame
    revision: string | undefined
    seq: number
  }) {
    this.entries = state.entries.toSorted(byCategoryAndName)
    this.frame = state.frame
    this.revision = state.revision
    this.seq = state.seq
    this.#byId = new Map(this.entries.map((entry) => [entry.document.metadata.id, entry]))
    this.#byHash = new Map(this.entries.map((entry) => [entry.hash, entry]))
    this.etag = tagOf([canonicalJson(state.frame), ...this.entries.map((entry) => entry.etag)])
  }

  /** The served entry, if the viewer may see it. */
  get(id: string, viewer?: Viewer): ServedDocument | undefined {
    const entry = this.#byId.get(id)
    return entry && (!viewer || maySee(entry.document, viewer)) ? entry : undefined
  }

  withHash(hash: string): ServedDocument | undefined {
    return this.#byHash.get(hash)
  }

  /** All that fit the filter: by category and name, or best match first when it has words. */
  list(filter: CatalogFilter): readonly ServedDocument[] {
    const key = keyOf(filter)
    const known = this.#lists.get(key)
    if (known) return known
    const found = this.#candidates(filter).filter((entry) => fits(entry, filter))
    return remember(this.#lists, key, found)
  }

  #candidates({ q }: CatalogFilter): readonly ServedDocument[] {
    if (q === undefined || q.trim() === '') return this.entries
    this.#search ??= searchIndex(this.entries)
    return this.#search.find(q)
  }
}

function byCategoryAndName(a: ServedDocument, b: ServedDocument): number {
  const [one, two] = [a.document.metadata, b.document.metadata]
  return (
    one.category.localeCompare(two.category, 'en') ||
    one.name.localeCompare(two.name, 'en') ||
    (one.id < two.id ? -1 : 1)
  )
}

function fits({ document }: ServedDocument, filter: CatalogFilter): boolean {
  const { category, tag, owner, environment, viewer } = filter
  const { metadata } = document
  if (category !== undefined && metadata.category !== category) return false
  if (tag !== undefined && !metadata.tags?.includes(tag)) return false
  if (owner !== undefined && metadata.owner.team !== owner) return false
  const reader = viewer ?? { roles: ['admin'], teams: [] }
  return maySee(document, reader, environment)
}

function keyOf({ category, tag, owner, q, environment, viewer }: CatalogFilter): string {
  return JSON.stringify([category, tag, owner, q, environment, viewerKey(viewer)])
}

function tagOf(texts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(text).update('\0')
  return `"${hash.digest('base64url').slice(0, 32)}"`
}

function remember<T>(cache: Map<string, T>, key: string, value: T): T {
  if (cache.size >= mostLists) {
    const oldest = cache.keys().next()
    if (oldest.done !== true) cache.delete(oldest.value)
  }
  cache.set(key, value)
  return value
}
