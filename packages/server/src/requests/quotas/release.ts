import { canRollBack } from '@pao/core/engine'
import { sql } from 'kysely'
import { type Db, isTransient, runStatement, type Statement, type Tx } from '#store/db.ts'
import type { Requests } from '../deps.ts'
import type { RequestKey } from '../held.ts'

export type ReleaseDeps = Pick<Requests, 'db' | 'shelf'>

/** Requests looked at in one go. */
export const mostAtOnce = 200

/**
 * Requests with something in a counter of which it may be over: they ended and nobody has looked since, or what they made
 * was ended by an order. What completed is looked at once it is noted what it made. One that was taken in again so that it
 * goes on has half a minute to do so. Served by quota_use_open, request_by_end and resource_order_by_request.
 */
const due: Statement = {
  name: 'quota_due',
  text: `with found as (
      select u.tenant, u.request_id from quota_use u
      join request r on r.tenant = u.tenant and r.id = u.request_id
      where u.judged is null and r.ended_at is not null
        and (u.since is null or r.seq > u.since or u.at < clock_timestamp() - interval '30 seconds')
        and (r.state <> 'completed' or exists (select from resource x
          where x.tenant = r.tenant and x.request_id = r.id))
      union
      select u.tenant, u.request_id from request r
      join quota_use u on u.tenant = r.tenant and u.request_id = r.id
      where r.ended_at >= to_timestamp($1::float8 / 1000) and u.judged <> r.seq
      union
      select u.tenant, u.request_id from request q
      join resource_order o on o.tenant = q.tenant and o.request_id = q.id and o.kind = 'decommission'
      join quota_use u on u.tenant = o.tenant and u.request_id = o.resource_id
      where q.ended_at >= to_timestamp($1::float8 / 1000) and q.state = 'completed'
    ) select tenant, request_id as id from found limit ${mostAtOnce}`,
}

const anyUse: Statement = {
  name: 'quota_any_use',
  text: 'select exists (select from quota_use) as used',
}

/**
 * Gives back what nothing stands for any more, of requests that changed since a moment. Safe to run in several processes
 * at once. Returns how many were looked at, at most 200.
 */
export async function releaseQuotas(deps: ReleaseDeps, since: number): Promise<number> {
  const [any] = await runStatement<{ used: boolean }>(deps.db, anyUse, [])
  if (any?.used !== true) return 0
  const keys = await runStatement<RequestKey>(deps.db, due, [since])
  for (const key of keys) await settled(deps, key)
  return keys.length
}

/** Two that wait for each other are tried again at the next look. */
async function settled(deps: ReleaseDeps, key: RequestKey): Promise<void> {
  try {
    await deps.db.transaction().execute((tx) => settle(deps, tx, key))
  } catch (error) {
    if (!isTransient(error)) throw error
  }
}

/** The request's row is locked, so that it cannot go on meanwhile. */
async function settle(deps: ReleaseDeps, tx: Tx, key: RequestKey): Promise<void> {
  const row = await tx
    .selectFrom('request')
    .select(['seq', 'state', 'ended_at'])
    .where('tenant', '=', key.tenant)
    .where('id', '=', key.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row?.ended_at) return
  const isDone = row.state === 'completed'
  const stands = isDone ? await isThere(tx, key) : await leftSomething(deps, tx, key)
  if (!stands) return release(tx, key, isDone)
  await tx
    .updateTable('quota_use')
    .set({ judged: row.seq })
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .execute()
}

/** Whether what a completed request made is still looked after. */
async function isThere(tx: Tx, { tenant, id }: RequestKey): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select x.type is not null and not exists (select from resource_order o
      join request q on q.tenant = o.tenant and q.id = o.request_id
      where o.tenant = x.tenant and o.resource_id = x.request_id and o.kind = 'decommission'
        and q.state = 'completed') as there
    from resource x where x.tenant = ${tenant} and x.request_id = ${id}::uuid`.execute(tx)
  return rows[0]?.there ?? true
}

/** Whether a request that did not complete left something: it can be undone, was not wholly undone, or nobody knows. */
async function leftSomething(deps: ReleaseDeps, tx: Tx, key: RequestKey): Promise<boolean> {
  const taken = await deps.shelf.take(tx, key, true)
  if (!taken) return false
  const { fixed, run } = taken.held
  if (run.state === 'rollback_failed' || canRollBack(fixed.plan, run)) return true
  const open = await tx
    .selectFrom('orphan')
    .select('id')
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .where('resolved_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return open !== undefined
}

/**
 * Takes the request out of its counters. With a change that is done ($3), what it changed holds from now on what the order
 * asked for. Counters are locked in the order in which orders lock them.
 */
const giveBack: Statement = {
  name: 'quota_release',
  text: `with gone as (
      delete from quota_use where tenant = $1 and request_id = $2::uuid
      returning resource, environment, team, amount, changes_id, becomes
    ), delta as materialized (
      select g.*, case when $3 and g.changes_id is not null
        then g.becomes - coalesce(t.amount, 0) else 0 end - g.amount as by
      from gone g left join quota_use t on t.tenant = $1 and t.request_id = g.changes_id
        and t.resource = g.resource and t.environment = g.environment
    ), changed as (
      insert into quota_use (tenant, request_id, resource, environment, team, amount)
      select $1, d.changes_id, d.resource, d.environment, d.team, d.becomes from delta d
      where $3 and d.changes_id is not null
      on conflict (tenant, request_id, resource, environment) do update set amount = excluded.amount
    ), held as materialized (
      select c.resource, c.team, c.environment from quota_count c
      join delta d on d.team = c.team and d.resource = c.resource and d.environment = c.environment
      where c.tenant = $1 order by c.resource, c.team, c.environment for update of c
    )
    update quota_count c set taken = c.taken + d.by
    from held h join delta d using (resource, team, environment)
    where c.tenant = $1 and c.resource = h.resource and c.team = h.team
      and c.environment = h.environment`,
}

async function release(tx: Db | Tx, { tenant, id }: RequestKey, isDone: boolean): Promise<void> {
  await runStatement(tx, giveBack, [tenant, id, isDone])
}
