import type { Instant } from '@pao/core'
import type { Difference, Drift, DriftState } from '@pao/core/governance'
import { sql } from 'kysely'
import { runStatement, type Db, type Statement, type Tx } from '#store/db.ts'

/** Resources that get their row for looks at one go. */
export const mostNew = 200

/**
 * A row for each resource that has none: the first look falls somewhere within the time between looks, so that what a new
 * setting finds is not looked at all at once. Served by the primary key.
 */
const begun: Statement = {
  name: 'resource_look_begun',
  text: `insert into resource_look (tenant, resource_id, target, next_look_at)
    select x.tenant, x.request_id, r.item_id,
        to_timestamp($1::float8 / 1000) + random() * make_interval(secs => $2::float8 / 1000)
      from resource x join request r on r.tenant = x.tenant and r.id = x.request_id
      where x.type is not null and r.state = 'completed'
        and not exists (select from resource_look l where l.tenant = x.tenant and l.resource_id = x.request_id)
      limit ${mostNew}
    on conflict do nothing returning resource_id`,
}

/** Returns how many resources were new. `spreadMs`: within what time their first look falls. */
export async function beginLooks(
  db: Db,
  { now, spreadMs }: { now: Instant; spreadMs: number },
): Promise<number> {
  return (await runStatement(db, begun, [now, spreadMs])).length
}

/** One look that this process may take; nobody else does until the lease ends. */
export type Claim = {
  tenant: string
  resource: string
  fence: number
  failures: number
  leasedUntil: Instant
}

type ClaimRow = {
  tenant: string
  resource_id: string
  fence: number
  failures: number
}

/** Claims are taken one after another, so that two of them never see the same target free. */
const lockNumber = 7_205_901

/** The longest asked for first, then the longest due, of targets nobody looks at just now. Served by resource_look_due. */
const claimed: Statement = {
  name: 'resource_look_claimed',
  text: `update resource_look l set leased_until = to_timestamp($2::float8 / 1000), fence = l.fence + 1
    from (
      select tenant, resource_id from resource_look d
      where next_look_at <= to_timestamp($1::float8 / 1000)
        and (leased_until is null or leased_until < to_timestamp($1::float8 / 1000))
        and not exists (select from resource_look o where o.target = d.target
          and o.leased_until >= to_timestamp($1::float8 / 1000))
      order by asked_at nulls last, next_look_at limit 1 for update skip locked
    ) due
    where l.tenant = due.tenant and l.resource_id = due.resource_id
    returning l.tenant, l.resource_id, l.fence, l.failures`,
}

/** The next look that is due, for `leaseMs`; undefined = none, or its target is being looked at. */
export async function claimLook(db: Db, now: Instant, leaseMs: number): Promise<Claim | undefined> {
  const leasedUntil = now + leaseMs
  const [row] = await db.transaction().execute(async (tx) => {
    await runStatement(tx, lock, [lockNumber])
    return runStatement<ClaimRow>(tx, claimed, [now, leasedUntil])
  })
  if (!row) return undefined
  const { tenant, resource_id: resource, ...rest } = row
  return { ...rest, tenant, resource, leasedUntil }
}

const lock: Statement = { name: 'resource_look_lock', text: 'select pg_advisory_xact_lock($1)' }

/** What is written after a look; what is left out stays as it is. */
export type Written = {
  drift?: Drift
  checkedAt?: Instant
  /** Null = it is not looked at by itself any more. */
  nextAt: Instant | null
  problem: { code: string; message: string } | null
  failures: number
  target?: string
}

/** The row of a look as it is now, held until the transaction ends; undefined = the look is not ours any more. */
export function holdLook(
  tx: Tx,
  { tenant, resource, fence }: Claim,
): Promise<{ state: DriftState; accepted: readonly Difference[] } | undefined> {
  return tx
    .selectFrom('resource_look')
    .select(['state', 'accepted'])
    .where('tenant', '=', tenant)
    .where('resource_id', '=', resource)
    .where('fence', '=', fence)
    .forUpdate()
    .executeTakeFirst()
}

/** Writes what a look found, and gives its lease back. When a resource began to drift is kept while it goes on. */
export async function writeLook(
  tx: Tx,
  { tenant, resource, fence }: Claim,
  { drift, checkedAt, nextAt, problem, failures, target }: Written,
): Promise<void> {
  const isOff = drift?.state === 'drifted' || drift?.state === 'missing'
  await tx
    .updateTable('resource_look')
    .set((set) => ({
      leased_until: null,
      asked_at: null,
      next_look_at: nextAt === null ? null : new Date(nextAt),
      problem: problem && JSON.stringify(problem),
      failures,
      ...(target !== undefined && { target }),
      ...(checkedAt !== undefined && { checked_at: new Date(checkedAt) }),
      ...(drift && {
        state: drift.state,
        differences: JSON.stringify(drift.differences),
        accepted: JSON.stringify(drift.accepted),
        drifted_at:
          isOff && checkedAt !== undefined
            ? set.fn.coalesce('drifted_at', set.val(new Date(checkedAt)))
            : null,
      }),
    }))
    .where('tenant', '=', tenant)
    .where('resource_id', '=', resource)
    .where('fence', '=', fence)
    .execute()
}

/** Has a resource that is looked at by itself looked at at the next occasion. */
export async function lookSoon(
  tx: Tx,
  { tenant, resource }: { tenant: string; resource: string },
): Promise<void> {
  await tx
    .updateTable('resource_look')
    .set({ next_look_at: sql`clock_timestamp()` })
    .where('tenant', '=', tenant)
    .where('resource_id', '=', resource)
    .where('next_look_at', 'is not', null)
    .execute()
}
