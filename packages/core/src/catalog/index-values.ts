import type { Choice } from './item.ts'
import { isRecord, listOf } from './path.ts'
import type { IndexFile } from './schema/index-file.ts'
import type { EnvironmentsFile } from './schema/environments.ts'

/** The categories of a catalog that names none itself. */
export const defaultCategories: readonly string[] = [
  'compute',
  'databases',
  'messaging',
  'networking',
  'storage',
  'security',
  'monitoring',
  'platform-utilities',
]

export type Category = { id: string; name: string; description?: string; icon?: string }
export type Owner = { contact?: string; escalation?: string; members?: readonly string[] }

/** What `catalog/_index.yaml` says, with defaults where it is silent. */
export type CatalogIndex = {
  categories: readonly Category[]
  lists: Readonly<Record<string, readonly Choice[]>>
  defaults: Readonly<Record<string, unknown>>
  /** Undefined when the catalog does not list its teams: then any team may own an item. */
  owners?: Readonly<Record<string, Owner>>
}

export type Environment = {
  id: string
  name: string
  description?: string
  production: boolean
  values: Readonly<Record<string, unknown>>
}

/** Environments in their order; empty when the catalog has no `environments.yaml`. */
export type Environments = readonly Environment[]

/** The index of a file that fits its schema; undefined gives the defaults. */
export function indexOf(file: IndexFile | undefined): CatalogIndex {
  const owners = file?.owners
  return {
    categories: categoriesOf(file),
    lists: file?.lists ?? {},
    defaults: file?.defaults ?? {},
    ...(owners !== undefined && { owners: ownersOf(owners) }),
  }
}

function categoriesOf(file: IndexFile | undefined): Category[] {
  return (file?.categories ?? defaultCategories).map((category) =>
    typeof category === 'string'
      ? { id: category, name: titleOf(category) }
      : { ...category, name: category.name ?? titleOf(category.id) },
  )
}

function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ')
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

function ownersOf(owners: unknown): Readonly<Record<string, Owner>> {
  const names = listOf(owners).filter((name) => typeof name === 'string')
  const given = isRecord(owners) ? Object.entries(owners) : []
  return Object.fromEntries([
    ...names.map((name) => [name, {}] as const),
    ...given.map(([name, owner]) => [name, isRecord(owner) ? (owner as Owner) : {}] as const),
  ])
}

/** The environments of a file that fits its schema, sorted by `order`. */
export function environmentsOf(file: EnvironmentsFile | undefined): Environments {
  const list = file?.environments ?? []
  return list
    .map((one, n) => ({ one, order: one.order ?? n }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ one }) => ({
      id: one.id,
      name: one.name ?? titleOf(one.id),
      ...(one.description !== undefined && { description: one.description }),
      production: one.production === true || /^prod(?:uction)?$/.test(one.id),
      values: one.values ?? {},
    }))
}

/** Category ids for the checks. */
export function categoryIds(index: CatalogIndex): readonly string[] {
  return index.categories.map(({ id }) => id)
}
