import type { Requests } from '../../deps.ts'
import type { Held } from '../../held.ts'

/** Changes of one resource that are looked at; older ones were changed over long ago. */
const mostUpdates = 20

/**
 * The completed requests that changed a resource, newest first, and the request that made it with the answers it would
 * have by now: a change carries answers of the same name over and puts its own on top.
 */
export async function updatesOf(
  deps: Pick<Requests, 'db' | 'shelf'>,
  made: Held,
): Promise<{ newestFirst: readonly Held[]; asChanged: Held }> {
  const { tenant, id } = made.key
  const rows = await deps.db
    .selectFrom('resource_order as o')
    .innerJoin('request as r', (join) =>
      join.onRef('r.tenant', '=', 'o.tenant').onRef('r.id', '=', 'o.request_id'),
    )
    .select('o.request_id')
    .where('o.tenant', '=', tenant)
    .where('o.resource_id', '=', id)
    .where('o.kind', '=', 'update')
    .where('r.state', '=', 'completed')
    .orderBy('o.at', 'desc')
    .limit(mostUpdates)
    .execute()
  const newestFirst: Held[] = []
  for (const { request_id: request } of rows) {
    const taken = await deps.shelf.take(deps.db, { tenant, id: request }, true)
    if (taken) newestFirst.push(taken.held)
  }
  const known = new Set(Object.keys(made.fixed.fields))
  const changed = newestFirst
    .toReversed()
    .flatMap(({ fixed }) => Object.entries(fixed.fields))
    .filter(([name, value]) => known.has(name) && value !== '***')
  const fields = { ...made.fixed.fields, ...Object.fromEntries(changed) }
  return { newestFirst, asChanged: { ...made, fixed: { ...made.fixed, fields } } }
}
