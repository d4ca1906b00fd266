import { type Db, runStatement, type Statement } from '#store/db.ts'
import { isUuid } from './control.ts'

/** What the words of a search stand for: items by id, and requests by id. */
export type Searched = { items: readonly string[]; ids: readonly string[] }

/** Newest requests with a reason that are looked through; older ones are found by their item, person or time. */
const mostReasons = 20_000
const mostFound = 1_000

/**
 * Items that were ordered and whose name, as it was last, holds the words. It walks from item to item in the index
 * request_by_item, so it costs by the number of items, not of requests; a condition on names alone could use no index of its
 * own below row security, which lets only leakproof functions go first. `between` keeps the planner from walking all requests by
 * id for an item that is seldom ordered.
 */
const itemsNamed: Statement = {
  name: 'search_items',
  text: `with recursive ordered (id) as (
      (select item_id from request where tenant = $1 and deleted_at is null order by item_id limit 1)
      union all
      select (select r.item_id from request r
        where r.tenant = $1 and r.deleted_at is null and r.item_id > o.id order by r.item_id limit 1)
      from ordered o where o.id is not null
    )
    select o.id from ordered o, lateral (select r.item_name from request r
      where r.tenant = $1 and r.item_id between o.id and o.id and r.deleted_at is null order by r.item_id, r.id desc limit 1) named
    where o.id is not null and named.item_name ilike $2 limit ${mostFound}`,
}

/** Served by index request_by_reason. */
const reasoned: Statement = {
  name: 'search_reasons',
  text: `select id from (select id, reason from request
      where tenant = $1 and reason is not null and deleted_at is null
      order by id desc limit ${mostReasons}) newest
    where reason ilike $2 limit ${mostFound}`,
}

/** Finds what `q` stands for: part of an item's name, part of a reason, or the whole id of a request. */
export async function searchRequests(db: Db, tenant: string, q: string): Promise<Searched> {
  const pattern = `%${q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const [items, reasons] = await Promise.all(
    [itemsNamed, reasoned].map((one) => runStatement<{ id: string }>(db, one, [tenant, pattern])),
  )
  const whole = q.toLowerCase()
  return {
    items: (items ?? []).map(({ id }) => id),
    ids: [...(isUuid(whole) ? [whole] : []), ...(reasons ?? []).map(({ id }) => id)],
  }
}
