import { Problem } from '@pao/core'
import { freezeFaults } from '@pao/core/governance'
import { sql } from 'kysely'
import { type Acting, writeAudit } from '#store/audit-log.ts'
import type { Tx } from '#store/db.ts'
import type { Requests } from '../deps.ts'
import { type KnownFreeze, scopeOf } from './known.ts'
import { releaseClosed } from './release.ts'
import type { StandingsDeps } from './standings.ts'

export type FreezeView = KnownFreeze & { updatedBy: string; updatedAt: Date }
/** A freeze to be set or taken away, and by whom. */
export type FreezeWish = { tenant: string; name: string; acting: Acting }

export type FreezeDeps = StandingsDeps & Pick<Requests, 'db' | 'advance'>

/** Of one tenant. */
const mostFreezes = 500

/** All freezes of a tenant, also those that are over. */
export async function listFreezes(
  { db }: Pick<FreezeDeps, 'db'>,
  tenant: string,
): Promise<readonly FreezeView[]> {
  const rows = await db
    .selectFrom('change_freeze')
    .selectAll()
    .where('tenant', '=', tenant)
    .orderBy('name')
    .limit(mostFreezes)
    .execute()
  return rows.map(({ starts, ends, zone, scope, updated_by, updated_at, ...row }) => ({
    name: row.name,
    reason: row.reason,
    from: starts,
    to: ends,
    timezone: zone,
    scope: scopeOf(scope),
    approvers: row.approvers,
    updatedBy: updated_by,
    updatedAt: updated_at,
  }))
}

/**
 * Sets when nothing may begin. What has begun goes on; what waits is told at once what it waits for now. Throws
 * `body.invalid` with every fault, and `freeze.too_many`.
 */
export async function setFreeze(
  deps: FreezeDeps,
  { tenant, name, acting }: FreezeWish,
  freeze: Omit<KnownFreeze, 'name'>,
): Promise<void> {
  const faults = freezeFaults(freeze)
  if (faults.length > 0) throw new Problem('body.invalid', {}, faults)
  const { reason, from, to, timezone, scope, approvers } = freeze
  const values = {
    reason,
    starts: from,
    ends: to,
    zone: timezone,
    scope: JSON.stringify(scope),
    approvers: [...approvers],
    updated_by: acting.id,
    updated_at: new Date(deps.now()),
  }
  await deps.db.transaction().execute(async (tx) => {
    // Also the lock: changes of one tenant's calendar come one after the other.
    await raise(tx, tenant)
    const { count } = await tx
      .selectFrom('change_freeze')
      .select((of) => of.fn.countAll<string>().as('count'))
      .where('tenant', '=', tenant)
      .where('name', '<>', name)
      .executeTakeFirstOrThrow()
    if (Number(count) >= mostFreezes) throw new Problem('freeze.too_many', { most: mostFreezes })
    await tx
      .insertInto('change_freeze')
      .values({ tenant, name, ...values })
      .onConflict((row) => row.columns(['tenant', 'name']).doUpdateSet(values))
      .execute()
    const teams = approvers.filter((one) => !one.includes('@'))
    const people = approvers.filter((one) => one.includes('@'))
    await writeAudit(tx, {
      ...noteOf({ tenant, name, acting }, 'set'),
      // Who is a person stands where an erasure can take them out.
      ...(people.length > 0 && { subject: people.join(', ') }),
      detail: { from, to, timezone, scope, approvers: teams },
      note: reason,
    })
  })
  await lookAgain(deps)
}

/** Takes a freeze away; what waits for nothing else begins at once. False when there is none. */
export async function removeFreeze(deps: FreezeDeps, wish: FreezeWish): Promise<boolean> {
  const { tenant, name } = wish
  const gone = await deps.db.transaction().execute(async (tx) => {
    await raise(tx, tenant)
    const { numDeletedRows } = await tx
      .deleteFrom('change_freeze')
      .where('tenant', '=', tenant)
      .where('name', '=', name)
      .executeTakeFirst()
    if (numDeletedRows > 0n) await writeAudit(tx, noteOf(wish, 'removed'))
    return numDeletedRows > 0n
  })
  if (gone) await lookAgain(deps)
  return gone
}

/** Every process finds by it what was told by an older calendar, also when this one ends right after the commit. */
async function raise(tx: Tx, tenant: string): Promise<void> {
  await tx
    .insertInto('calendar')
    .values({ tenant, revision: 1 })
    .onConflict((row) => row.column('tenant').doUpdateSet({ revision: sql`calendar.revision + 1` }))
    .execute()
}

async function lookAgain(deps: FreezeDeps): Promise<void> {
  deps.calendars.forget()
  await releaseClosed(deps)
}

function noteOf({ tenant, name, acting }: FreezeWish, what: 'set' | 'removed') {
  return { tenant, by: acting, action: `freeze.${what}`, on: { type: 'freeze', id: name } }
}
