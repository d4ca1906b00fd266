import { sql } from 'kysely'
import type { Requests } from '../deps.ts'

/** What stands on one version of an item: requests that have not ended, and resources that are there. */
export type UnderWay = { version: string; hash: string; open: number; resources: number }

/** Versions told of. */
const mostVersions = 50

/** By version, the newest orders first; versions with neither are left out. Served by index request_by_item. */
export async function underWay(
  { db }: Pick<Requests, 'db'>,
  tenant: string,
  item: string,
): Promise<readonly UnderWay[]> {
  const { rows } = await sql<UnderWay>`select * from (
    select item_version as version, definition_hash as hash,
      (count(*) filter (where ended_at is null))::int as open,
      (count(*) filter (where state = 'completed' and resource.type is not null))::int as resources
    from request left join resource
      on resource.tenant = request.tenant and resource.request_id = request.id
    where request.tenant = ${tenant} and item_id = ${item} and deleted_at is null
    group by 1, 2 order by max(request.id::text) desc limit ${mostVersions}
  ) found where open > 0 or resources > 0`.execute(db)
  return rows
}
