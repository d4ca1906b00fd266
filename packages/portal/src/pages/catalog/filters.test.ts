import { describe, expect, it } from 'vitest'
import type { CatalogEntry } from '../../api/shapes.ts'
import { choices, indexed, search } from './filters.ts'

const entry = (id: string, more: Partial<CatalogEntry> = {}): CatalogEntry => ({
  id,
  name: id,
  kind: 'CatalogItem',
  description: '',
  version: '1.0.0',
  category: 'databases',
  owner: { team: 'data' },
  tags: [],
  ...more,
})

const catalog = [
  entry('redis', { description: 'a cache beside postgres', tags: ['cache'] }),
  entry('postgres', { tags: ['sql'], automation: 'automatic' }),
  entry('queue', { category: 'messaging', owner: { team: 'messages' } }),
  entry('web', { kind: 'CatalogBundle', category: 'bundles' }),
]
const idsOf = (found: readonly CatalogEntry[]) => found.map(({ id }) => id)

describe('narrowing the catalog down', () => {
  it('finds what holds every word, names first', () => {
    const index = indexed(catalog)

    const [one, two] = [search(index, { q: 'POST' }), search(index, { q: 'cache post' })]

    expect(idsOf(one)).toEqual(['postgres', 'redis'])
    expect(idsOf(two)).toEqual(['redis'])
  })

  it('keeps to every facet at once', () => {
    const found = search(indexed(catalog), { category: 'databases', level: 'manual' })

    expect(idsOf(found)).toEqual(['redis'])
  })

  it('takes what may be ordered everywhere for every environment', () => {
    const placed = [...catalog, entry('vm', { environments: ['prod'] })]

    const counted = choices(placed, {}, 'environment')

    expect(counted).toEqual([{ value: 'prod', count: 5 }])
    expect(search(indexed(placed), { environment: 'dev' })).toHaveLength(4)
  })

  it('counts what each value of a facet would leave, the other filters kept', () => {
    const filters = { category: 'messaging' }

    const [categories, teams] = [
      choices(catalog, filters, 'category'),
      choices(catalog, filters, 'team'),
    ]

    expect(categories).toContainEqual({ value: 'databases', count: 2 })
    expect(teams).toEqual([{ value: 'messages', count: 1 }])
  })

  it('searches a thousand services within a frame', () => {
    const many = indexed(
      Array.from({ length: 1_000 }, (_, n) =>
        entry(`service-${n}`, { description: 'x'.repeat(300) }),
      ),
    )

    const began = performance.now()
    const found = search(many, { q: 'service 99' })

    expect(found.length).toBeGreaterThan(0)
    expect(performance.now() - began).toBeLessThan(100)
  })
})
