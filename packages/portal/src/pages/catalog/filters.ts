import type { CatalogEntry } from '../../api/shapes.ts'

/** What narrows the catalog down; all of it stands in the address. */
export type Filters = {
  q?: string | undefined
  category?: string | undefined
  team?: string | undefined
  level?: string | undefined
  tag?: string | undefined
  environment?: string | undefined
}

export type Facet = 'category' | 'team' | 'level' | 'tag' | 'environment'
export const facets: readonly Facet[] = ['category', 'team', 'level', 'tag', 'environment']

/** A line of the catalog with its words in small letters, so that a search costs one look at each. */
export type Indexed = { entry: CatalogEntry; words: string; name: string }

/** Prepares the catalog for searching. */
export function indexed(entries: readonly CatalogEntry[]): readonly Indexed[] {
  return entries.map((entry) => ({
    entry,
    name: entry.name.toLowerCase(),
    words: [entry.name, entry.description, entry.id, entry.owner.team, ...entry.tags]
      .join(' ')
      .toLowerCase(),
  }))
}

/** How a thing is done: its mode, or that it is a bundle. */
export function levelOf(entry: CatalogEntry): string {
  return entry.kind === 'CatalogBundle' ? 'bundle' : (entry.automation ?? 'manual')
}

/** The values of a facet that an entry has; undefined = whichever there is. */
const valuesOf: Readonly<Record<Facet, (entry: CatalogEntry) => readonly string[] | undefined>> = {
  category: ({ category }) => [category],
  team: ({ owner }) => [owner.team],
  level: (entry) => [levelOf(entry)],
  tag: ({ tags }) => tags,
  environment: ({ environments }) => environments,
}

/** What fits every word and every facet; names that hold the words first. */
export function search(index: readonly Indexed[], filters: Filters): readonly CatalogEntry[] {
  const words = (filters.q ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const found = index.filter(
    ({ entry, words: text }) =>
      words.every((word) => text.includes(word)) && fits(entry, filters, undefined),
  )
  if (words.length === 0) return found.map(({ entry }) => entry)
  const inName = ({ name }: Indexed): number => (words.every((word) => name.includes(word)) ? 0 : 1)
  return found.toSorted((a, b) => inName(a) - inName(b)).map(({ entry }) => entry)
}

function fits(entry: CatalogEntry, filters: Filters, except: Facet | undefined): boolean {
  return facets.every((facet) => {
    const wanted = filters[facet]
    if (facet === except || wanted === undefined) return true
    return valuesOf[facet](entry)?.includes(wanted) ?? true
  })
}

export type Choice = { value: string; count: number }

/** The values of a facet with how many services each would leave, the other filters kept; most first. */
export function choices(
  entries: readonly CatalogEntry[],
  filters: Filters,
  facet: Facet,
): readonly Choice[] {
  const counts = new Map<string, number>()
  const named = new Set(entries.flatMap((entry) => valuesOf[facet](entry) ?? []))
  for (const entry of entries)
    if (fits(entry, filters, facet))
      for (const value of valuesOf[facet](entry) ?? named)
        counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || a.value.localeCompare(b.value, 'en'))
}
