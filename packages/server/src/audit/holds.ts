import type { Instant } from '@pao/core'
import { type Acting, writeAudit } from '#store/audit-log.ts'
import type { Db, Tx } from '#store/db.ts'
import { holdChain } from './seal.ts'

type Deps = { db: Db }

/** Who asks for it, in which tenant. */
export type Asking = { tenant: string; by: Acting }

/** A legal hold: while there is one, nothing is erased or dropped. */
export type Hold = { name: string; reason: string; setBy: string; setAt: Date }

/** The tenant's holds by name. */
export async function listHolds({ db }: Deps, tenant: string): Promise<readonly Hold[]> {
  const rows = await db
    .selectFrom('audit_hold')
    .selectAll()
    .where('tenant', '=', tenant)
    .orderBy('name')
    .limit(500)
    .execute()
  return rows.map(({ name, reason, set_by: setBy, set_at: setAt }) => ({
    name,
    reason,
    setBy,
    setAt,
  }))
}

/** Sets a hold, or its reason anew. */
export async function setHold(
  { db, now }: Deps & { now(): Instant },
  { tenant, by }: Asking,
  { name, reason }: { name: string; reason: string },
): Promise<Hold> {
  const setAt = new Date(now())
  await db.transaction().execute(async (tx) => {
    // Whoever erases or drops holds the chain: none of it is under way while a hold comes to stand.
    await holdChain(tx, tenant)
    const said = { reason, set_by: by.id, set_at: setAt }
    await tx
      .insertInto('audit_hold')
      .values({ tenant, name, ...said })
      .onConflict((row) => row.columns(['tenant', 'name']).doUpdateSet(said))
      .execute()
    await writeAudit(tx, {
      tenant,
      by,
      action: 'audit.held',
      on: { type: 'hold', id: name },
      note: reason,
    })
  })
  return { name, reason, setBy: by.id, setAt }
}

/** Lifts a hold. False when there is none of that name. */
export async function liftHold(
  { db }: Deps,
  { tenant, by }: Asking,
  name: string,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom('audit_hold')
      .where('tenant', '=', tenant)
      .where('name', '=', name)
      .executeTakeFirst()
    if (numDeletedRows === 0n) return false
    await writeAudit(tx, { tenant, by, action: 'audit.released', on: { type: 'hold', id: name } })
    return true
  })
}

/** The names of the holds that stand; the chain is held by the caller, so none comes meanwhile. */
export async function standingHolds(tx: Tx, tenant: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('audit_hold')
    .select('name')
    .where('tenant', '=', tenant)
    .orderBy('name')
    .limit(20)
    .execute()
  return rows.map(({ name }) => name)
}

/** Holds the chain until the transaction ends, and says whether no legal hold stands: what is old may go. */
export async function chainIsFree(tx: Tx, tenant: string): Promise<boolean> {
  await holdChain(tx, tenant)
  return (await standingHolds(tx, tenant)).length === 0
}
