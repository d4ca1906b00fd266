import { setTimeout as pause } from 'node:timers/promises'
import type { Instant } from '@pao/core'
import { Problem } from '@pao/core'
import { satisfies } from '@pao/core/catalog'
import type { CatalogIndex, Diagnostic, Document, Environments, Viewer } from '@pao/core/catalog'
import type { NamedPrices } from '@pao/core/governance'
import type { Checker, CheckKey } from './checker.ts'
import type { CatalogHealth, Refreshed } from './keeper.ts'
import { Keeper } from './keeper.ts'
import type { Changes } from './merge.ts'
import type { OptionDeps, Options } from './options.ts'
import { createOptions } from './options.ts'
import type { ItemVersion } from './queries.ts'
import { changesAfter, definitionOf, versionsOf } from './queries.ts'
import type { Swap } from './refresh.ts'
import { recorded, swap } from './refresh.ts'
import { type SeenChange, seenChange, type Sight } from './seen-changes.ts'
import type { Frame, ServedDocument } from './served.ts'
import type { CatalogFilter } from './shelf.ts'
import { Shelf } from './shelf.ts'
import type { CatalogSource } from './source.ts'
import type { Db } from '#store/db.ts'

export type CatalogDeps = {
  db: Db
  tenant: string
  source: CatalogSource
  now: () => Instant
  log: { info(facts: object, text: string): void; warn(facts: object, text: string): void }
  /** Milliseconds between looks at the source. */
  pollMs: number
  /** `checker.ts` makes it. */
  checker: Checker
  /** What the outcome of a check follows from; left out = every process checks for itself. */
  checkKey?: CheckKey
  /** What choices are read with for people of a tenant: several may share this catalog. */
  options(tenant: string): OptionDeps
  /** Longest wait of the start for the first reading, in milliseconds; left out = until it is done. */
  patienceMs?: number
  /** Tells the other processes that the catalog changed. */
  announce?(seq: number): void
}

/** A change as followers of the catalog see it. */
export type Changed = { seq: number; revision: string; changes: Changes }

/** What is wrong with the catalog's files, all of them or those of one item. */
export type Validation = {
  revision?: string
  errors: number
  warnings: number
  diagnostics: readonly Diagnostic[]
  stale: readonly { id: string; path: string; since: Instant }[]
}

/** The open catalog. Reads are from memory and never wait, but for old versions and options. */
export type Catalog = AsyncDisposable & {
  readonly etag: string
  readonly seq: number
  list(filter?: CatalogFilter): readonly ServedDocument[]
  /** The served version. Throws Problem `item.version_not_found` when it does not fit the range. */
  get(id: string, range?: string, viewer?: Viewer): ServedDocument | undefined
  /** A version that is served now, by its hash. */
  held(hash: string): Document | undefined
  /** Any version that was ever served, by its hash. */
  at(hash: string): Promise<Document | undefined>
  /** The text of such a version as it was written, and its file where it is known. */
  written(hash: string): Promise<{ source: string; path?: string } | undefined>
  versions(id: string): Promise<readonly ItemVersion[]>
  categories(viewer?: Viewer): readonly { category: string; count: number }[]
  tags(viewer?: Viewer): readonly { tag: string; count: number }[]
  /** Choices of a field's datasource. Throws Problem `item.not_found`, `field.not_found`. */
  options(id: string, field: string, ask: OptionsAsk): Promise<Options>
  refresh(): Promise<Refreshed>
  validation(id?: string): Validation
  health(): CatalogHealth
  index(): CatalogIndex
  environments(): Environments
  /** Files of prices as they stand; the same list until it changes. */
  prices(): readonly NamedPrices[]
  /** Calls back after each change of this process's catalog; returns how to stop. */
  onChange(listener: (changed: Changed) => void): () => void
  /** Recorded changes after a number with what a viewer may know of them, oldest first. */
  changesAfter(viewer: Viewer, after: number, limit: number): Promise<readonly SeenChange[]>
  /** Another process changed the catalog, or a webhook said so: look soon. */
  hint(): void
}

export type OptionsAsk = {
  /** Whose people ask. */
  tenant: string
  answers: Readonly<Record<string, unknown>>
  viewer?: Viewer
  environment?: string
  signal: AbortSignal
}

/**
 * Opens the catalog: first what was recorded last, so that a start without the source still serves, then
 * the source. Dispose of it to stop polling.
 */
export async function openCatalog(deps: CatalogDeps): Promise<Catalog> {
  const known = await recorded(deps.db, deps.tenant)
  const held = new HeldCatalog(deps, known)
  await patiently(held.keeper.start(), deps.patienceMs)
  return held
}

/** Waits no longer than that; what fails later is the keeper's own to tell. */
async function patiently(start: Promise<void>, ms: number | undefined): Promise<void> {
  if (ms === undefined) return start
  const over = new AbortController()
  const { signal } = over
  await Promise.race([start, pause(ms, undefined, { signal, ref: false }).catch(() => undefined)])
  over.abort()
}

/** Tenants whose choices are remembered at once. */
const mostTenants = 500
const noPrices: readonly NamedPrices[] = []

class HeldCatalog implements Catalog {
  readonly keeper: Keeper
  readonly #deps: CatalogDeps
  readonly #options = new Map<string, ReturnType<typeof createOptions>>()
  readonly #listeners = new Set<(changed: Changed) => void>()
  #shelf: Shelf
  /** False until something was read or recorded. */
  #isThere: boolean

  constructor(
    deps: CatalogDeps,
    known: { entries: readonly ServedDocument[]; frame: Frame; seq: number },
  ) {
    this.#deps = deps
    this.#isThere = known.seq > 0
    this.#shelf = this.#shelfOf({ ...known, revision: undefined })
    this.keeper = new Keeper({
      source: deps.source,
      now: deps.now,
      log: deps.log,
      pollMs: deps.pollMs,
      swap: (reading, signal) => swap({ ...deps, held: this.#held }, reading, signal),
      swapped: (done) => this.#put(done),
    })
  }

  readonly #held = (hash: string): Document | undefined => this.#shelf.withHash(hash)?.document

  #shelfOf(
    state: Pick<Swap, 'entries' | 'frame' | 'seq'> & { revision: string | undefined },
  ): Shelf {
    return new Shelf(state)
  }

  #put(done: Swap): void {
    const before = this.#shelf
    this.#shelf = this.#shelfOf(done)
    this.#isThere = true
    if (done.seq === before.seq && this.#shelf.etag === before.etag) return
    const { seq, revision, changes } = done
    this.#deps.log.info({ seq, revision, changes }, 'the catalog changed')
    if (done.isOurs) this.#deps.announce?.(seq)
    for (const listener of this.#listeners) listener({ seq, revision, changes })
  }

  get #current(): Shelf {
    if (!this.#isThere) throw new Problem('catalog.unavailable')
    return this.#shelf
  }

  get etag(): string {
    return this.#shelf.etag
  }

  get seq(): number {
    return this.#shelf.seq
  }

  list(filter: CatalogFilter = {}): readonly ServedDocument[] {
    return this.#current.list(filter)
  }

  get(id: string, range?: string, viewer?: Viewer): ServedDocument | undefined {
    const entry = this.#current.get(id, viewer)
    if (!entry || range === undefined || satisfies(entry.document.metadata.version, range))
      return entry
    const { version } = entry.document.metadata
    throw new Problem('item.version_not_found', { item: id, range, served: version })
  }

  held(hash: string): Document | undefined {
    return this.#shelf.withHash(hash)?.document
  }

  async at(hash: string): Promise<Document | undefined> {
    return this.held(hash) ?? (await definitionOf(this.#deps.db, this.#deps.tenant, hash))?.document
  }

  written(hash: string): Promise<{ source: string; path?: string } | undefined> {
    return definitionOf(this.#deps.db, this.#deps.tenant, hash)
  }

  versions(id: string): Promise<readonly ItemVersion[]> {
    return versionsOf(this.#deps.db, this.#deps.tenant, id)
  }

  categories(viewer?: Viewer): readonly { category: string; count: number }[] {
    const seen = this.list(viewer ? { viewer } : {}).map(
      (entry) => entry.document.metadata.category,
    )
    return counted(seen).map(([category, count]) => ({ category, count }))
  }

  tags(viewer?: Viewer): readonly { tag: string; count: number }[] {
    const seen = this.list(viewer ? { viewer } : {}).flatMap(
      (entry) => entry.document.metadata.tags ?? [],
    )
    return counted(seen).map(([tag, count]) => ({ tag, count }))
  }

  async options(id: string, field: string, ask: OptionsAsk): Promise<Options> {
    const entry = this.#current.get(id, ask.viewer)
    if (!entry) throw new Problem('item.not_found', { item: id })
    return this.#optionsOf(ask.tenant)(entry, field, { ...ask, index: this.#current.frame.index })
  }

  /** What remote systems said to one tenant is remembered for it alone. */
  #optionsOf(tenant: string): ReturnType<typeof createOptions> {
    const known = this.#options.get(tenant)
    if (known) return known
    const [oldest] = this.#options.keys()
    if (this.#options.size >= mostTenants && oldest !== undefined) this.#options.delete(oldest)
    const made = createOptions({ ...this.#deps.options(tenant), tenant })
    this.#options.set(tenant, made)
    return made
  }

  refresh(): Promise<Refreshed> {
    return this.keeper.refresh()
  }

  validation(id?: string): Validation {
    const entries = this.#shelf.entries.filter(
      (entry) => id === undefined || entry.document.metadata.id === id,
    )
    const paths = new Set(entries.map((entry) => entry.path))
    const all = this.keeper.diagnostics()
    const own = entries.flatMap((entry) => entry.stale?.diagnostics ?? [])
    const diagnostics =
      id === undefined
        ? all
        : [
            ...new Set([
              ...all.filter((one) => paths.has(one.file) || one.file.endsWith(`/${id}.yaml`)),
              ...own,
            ]),
          ]
    const { revision } = this.#shelf
    return {
      ...(revision !== undefined && { revision }),
      errors: diagnostics.filter((one) => one.severity === 'error').length,
      warnings: diagnostics.filter((one) => one.severity === 'warning').length,
      diagnostics,
      stale: entries.flatMap(({ document, path, stale }) =>
        stale ? [{ id: document.metadata.id, path, since: stale.since }] : [],
      ),
    }
  }

  health(): CatalogHealth {
    const health = this.keeper.health()
    return this.#isThere ? health : { ...health, status: 'down' }
  }

  index(): CatalogIndex {
    return this.#current.frame.index
  }

  environments(): Environments {
    return this.#current.frame.environments
  }

  prices(): readonly NamedPrices[] {
    return this.#shelf.frame.prices ?? noPrices
  }

  onChange(listener: (changed: Changed) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async changesAfter(viewer: Viewer, after: number, limit: number): Promise<readonly SeenChange[]> {
    const { db, tenant } = this.#deps
    const found = await changesAfter(db, tenant, { after, limit })
    const sight: Sight = {
      sees: (id) => this.#shelf.get(id, viewer) !== undefined,
      last: async (id) => {
        const [newest] = await this.versions(id)
        return newest && this.at(newest.hash)
      },
    }
    return Promise.all(found.map((change) => seenChange(change, viewer, sight)))
  }

  hint(): void {
    this.keeper.hint()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.keeper[Symbol.asyncDispose]()
  }
}

function counted(names: readonly string[]): readonly (readonly [name: string, count: number])[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))
}
