import { type Instant, Problem } from '@pao/core'
import type { Principal } from '#identity/principal.ts'
import { isUuid } from '../control.ts'
import type { Requests } from '../deps.ts'

/** Filters of the list of requests under a name; `query` is what stands in the address of the list. */
export type SavedView = {
  id: string
  name: string
  query: Readonly<Record<string, string>>
  createdAt: Instant
}

type ViewDeps = Pick<Requests, 'db' | 'now' | 'newId'>

/** Views one person may keep. */
const mostViews = 50

/** One's own views by name. */
export async function listViews(
  { db }: Pick<ViewDeps, 'db'>,
  { tenant, id: person }: Principal,
): Promise<readonly SavedView[]> {
  const rows = await db
    .selectFrom('saved_view')
    .select(['id', 'name', 'query', 'created_at'])
    .where('tenant', '=', tenant)
    .where('person', '=', person)
    .orderBy('name')
    .limit(mostViews)
    .execute()
  return rows.map(({ created_at: at, ...row }) => ({ ...row, createdAt: at.getTime() }))
}

/** Keeps filters under a name; one of that name is replaced. Throws `view.too_many` above 50. */
export async function keepView(
  deps: ViewDeps,
  principal: Principal,
  wish: { name: string; query: Readonly<Record<string, string>> },
): Promise<SavedView> {
  const name = wish.name.trim()
  const known = await listViews(deps, principal)
  if (known.length >= mostViews && !known.some((view) => view.name === name))
    throw new Problem('view.too_many', { most: mostViews })
  const row = await deps.db
    .insertInto('saved_view')
    .values({
      tenant: principal.tenant,
      person: principal.id,
      id: deps.newId(),
      name,
      query: JSON.stringify(wish.query),
      created_at: new Date(deps.now()),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'person', 'name'])
        .doUpdateSet({ query: JSON.stringify(wish.query) }),
    )
    .returning(['id', 'created_at'])
    .executeTakeFirstOrThrow()
  return { id: row.id, name, query: wish.query, createdAt: row.created_at.getTime() }
}

/** Takes a view of one's own away. Throws `view.not_found`. */
export async function removeView(
  { db }: Pick<ViewDeps, 'db'>,
  { tenant, id: person }: Principal,
  id: string,
): Promise<void> {
  const gone = isUuid(id)
    ? await db
        .deleteFrom('saved_view')
        .where('tenant', '=', tenant)
        .where('person', '=', person)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst()
    : undefined
  if (!gone) throw new Problem('view.not_found', { view: id })
}
