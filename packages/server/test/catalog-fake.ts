import { indexOf, type Item } from '@pao/core/catalog'
import type { CatalogCalls } from '../src/api/catalog-calls.ts'
import type { ApiDeps } from '../src/api/deps.ts'
import { Shelf, type CatalogFilter } from '../src/catalog/shelf.ts'
import { entry } from './catalog-documents.ts'
import { noon } from './identity-fake.ts'

function count<K extends string>(key: K, names: readonly string[]) {
  return [...new Set(names)].map((name) => ({
    [key]: name,
    count: names.filter((one) => one === name).length,
  })) as unknown as ({ count: number } & { [P in K]: string })[]
}

/** The same catalog for every tenant. */
export function forAll(catalog: CatalogCalls): ApiDeps['catalog'] {
  return () => catalog
}

/** A catalog of these items, whole in memory. */
export function catalogOf(items: readonly Item[]): CatalogCalls {
  const frame = { index: indexOf(undefined), environments: [] }
  const entries = items.map(entry)
  const shelf = new Shelf({ entries, frame, revision: 'r1', seq: 1 })
  const seen = (viewer?: CatalogFilter['viewer']) => shelf.list(viewer ? { viewer } : {})
  return {
    etag: shelf.etag,
    seq: 1,
    list: (filter = {}) => shelf.list(filter),
    get: (id, _range, viewer) => shelf.get(id, viewer),
    at: async () => undefined,
    written: async () => undefined,
    versions: async () => [{ hash: 'hash-of-alpha', version: '1.0.0', firstSeenAt: noon }],
    categories: (viewer) =>
      count(
        'category',
        seen(viewer).map(({ document }) => document.metadata.category),
      ),
    tags: (viewer) =>
      count(
        'tag',
        seen(viewer).flatMap(({ document }) => document.metadata.tags ?? []),
      ),
    options: async () => ({ options: [{ value: 'a', label: 'A' }] }),
    refresh: async () => ({ changed: true, revision: 'r2', diagnostics: [] }),
    validation: () => ({ errors: 0, warnings: 0, diagnostics: [], stale: [] }),
    index: () => frame.index,
    environments: () => frame.environments,
    hint: () => undefined,
    onChange: () => () => undefined,
    changesAfter: async () => [],
  }
}
