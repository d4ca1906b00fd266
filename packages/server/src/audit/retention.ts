import type { Instant } from '@pao/core'
import { sql } from 'kysely'
import { writeAudit } from '#store/audit-log.ts'
import type { Db, Tx } from '#store/db.ts'
import { standingHolds } from './holds.ts'
import { headOf, holdChain } from './seal.ts'

const dayMs = 86_400_000
/** Entries dropped in one transaction; the rest waits for the next look. */
const mostAtOnce = 20_000

/**
 * Drops what is older than `days` from the beginning of the chain, at most 20,000 entries, and writes into the chain where
 * it begins from now on. Nothing while a hold stands; the newest entry always stays. Returns how many went.
 */
export async function dropOld(
  { db, now }: { db: Db; now(): Instant },
  tenant: string,
  days: number,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await holdChain(tx, tenant)
    if ((await standingHolds(tx, tenant)).length > 0) return 0
    const last = await lastOld(tx, tenant, new Date(now() - days * dayMs))
    if (!last) return 0
    await sql`set local pao.audit_upkeep = 'on'`.execute(tx)
    const { numDeletedRows } = await tx
      .deleteFrom('audit_entry')
      .where('tenant', '=', tenant)
      .where('seq', '<=', last.seq)
      .executeTakeFirst()
    const count = Number(numDeletedRows)
    await writeAudit(tx, {
      tenant,
      by: { id: 'system' },
      action: 'audit.dropped',
      on: { type: 'audit', id: tenant },
      detail: { through: last.seq, head: last.hash, count, days },
    })
    return count
  })
}

/** The newest of the old ones at the beginning: everything before it is old, too, because the chain is in order of time. */
async function lastOld(tx: Tx, tenant: string, before: Date) {
  const head = await headOf(tx, tenant)
  const first = await tx
    .selectFrom('audit_entry')
    .select(['seq', 'at'])
    .where('tenant', '=', tenant)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  if (!head || !first || first.at >= before) return undefined
  return tx
    .selectFrom('audit_entry')
    .select(['seq', 'hash'])
    .where('tenant', '=', tenant)
    .where('at', '<', before)
    .where('seq', '<', Math.min(head.seq, first.seq + mostAtOnce))
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}
