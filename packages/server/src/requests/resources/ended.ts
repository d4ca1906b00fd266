import { sql } from 'kysely'
import type { Db, Tx } from '#store/db.ts'
import type { RequestKey } from '../held.ts'

/**
 * Whether something that an action's outputs speak of does not exist any more: what the request made, what it was ordered
 * for, what the action ordered, or one of `others`. Served by the primary keys, resource_order_by_request and request_child.
 */
export async function anyEnded(
  db: Db | Tx,
  { tenant, id }: RequestKey,
  { action, others = [] }: { action: string; others?: readonly string[] },
): Promise<boolean> {
  const { rows } = await sql<{ ended: boolean }>`
    with those as (
      select ${id}::uuid as id
      union select unnest(${[...others]}::uuid[])
      union select resource_id from resource_order where tenant = ${tenant} and request_id = ${id}::uuid
      union select r.id from request r
        where r.tenant = ${tenant} and r.parent_id = ${id}::uuid and r.parent_action = ${action}
    )
    select exists (
      select from those t join request r on r.tenant = ${tenant} and r.id = t.id
      where r.state = 'rolled_back' or exists (
        select from resource_order o join request q on q.tenant = o.tenant and q.id = o.request_id
        where o.tenant = ${tenant} and o.resource_id = t.id and o.kind = 'decommission'
          and q.state = 'completed')) as ended`.execute(db)
  return rows[0]?.ended === true
}
