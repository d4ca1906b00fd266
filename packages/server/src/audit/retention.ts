import type { Instant } from '@pao/core'
import { sql } from 'kysely'
import { writeAudit } from '#store/audit-log.ts'
import type { Db, Tx } from '#store/db.ts'
import { tenantNames } from '#store/tenant-names.ts'
import {
  dropMonth,
  type Month,
  monthsBefore,
  monthsOf,
  tenantsIn,
  whereAlone,
} from '#store/partitions.ts'
import { chainIsFree } from './holds.ts'
import { headOf } from './seal.ts'

type Dropping = { db: Db; now(): Instant }

/** Entries dropped in one transaction; the rest waits for the next look. */
const mostAtOnce = 20_000

/** How many days each tenant keeps its audit; 0 = for ever. */
export type DaysOf = (tenant: string) => number

/**
 * Drops whole months that lie further back than every tenant in them keeps its audit, with all that is in them, and writes into each chain where it begins from
 * now on. A month stays that holds an entry of a tenant with a legal hold, the newest of a chain, or one that another
 * month's stand before; `dropOld` takes what it can of that. Returns how many months went.
 */
export async function dropOldMonths({ db, now }: Dropping, daysOf: DaysOf): Promise<number> {
  const tenants = await tenantNames(db, 'audit_entry')
  const oldFor = (tenant: string): Instant => {
    const days = daysOf(tenant)
    return days === 0 ? 0 : monthsBefore(now(), days)
  }
  const shortest = Math.max(0, ...tenants.map(oldFor))
  let dropped = 0
  for (const month of await monthsOf(db, 'audit_entry')) {
    if (month.until.getTime() > shortest) break
    const isOldFor = (tenant: string): boolean => month.until.getTime() <= oldFor(tenant)
    const went = await whereAlone(db, (tx) => dropWhole(tx, month, { daysOf, isOldFor }))
    if (went === true) dropped += 1
  }
  return dropped
}

type End = { tenant: string; through: number; head: string; count: number }
type Ages = { daysOf: DaysOf; isOldFor(tenant: string): boolean }

async function dropWhole(tx: Tx, month: Month, { daysOf, isOldFor }: Ages): Promise<boolean> {
  const tenants = await tenantsIn(tx, month)
  if (!tenants?.every(isOldFor)) return false
  const ends: End[] = []
  for (const tenant of tenants) {
    const end = (await chainIsFree(tx, tenant)) ? await endIn(tx, tenant, month) : undefined
    if (!end) return false
    ends.push(end)
  }
  await dropMonth(tx, month)
  for (const end of ends) await tell(tx, end, daysOf(end.tenant))
  return true
}

/** Where a chain goes on after this month; undefined unless the month is a whole piece from the chain's beginning. */
async function endIn(tx: Tx, tenant: string, { name, from, until }: Month) {
  const { rows } = await sql<End & { next: number | null }>`
    with own as (select count(*) as count, max(seq) as through from ${sql.table(name)} where tenant = ${tenant})
    select ${tenant}::text as tenant, o.count, o.through, p.hash as head, (
      select min(e.seq) from audit_entry e where e.tenant = ${tenant}
        and (e.at < ${from}::timestamptz or e.at >= ${until}::timestamptz)) as next
    from own o join ${sql.table(name)} p on p.tenant = ${tenant} and p.seq = o.through`.execute(tx)
  const [end] = rows
  return end && end.next !== null && end.next > end.through ? end : undefined
}

async function tell(tx: Tx, { tenant, through, head, count }: End, days: number): Promise<void> {
  await writeAudit(tx, {
    tenant,
    by: { id: 'system' },
    action: 'audit.dropped',
    on: { type: 'audit', id: tenant },
    detail: { through, head, count, days },
  })
}

/**
 * Drops, row by row and 20,000 at most, what is of months that lie more than `days` back from the beginning of the chain, and
 * writes into the chain where it begins from now on. Nothing while a hold stands; the newest entry always stays.
 * Returns how many went.
 */
export async function dropOld(
  { db, now }: Dropping,
  tenant: string,
  days: number,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    if (!(await chainIsFree(tx, tenant))) return 0
    const last = await lastOld(tx, tenant, new Date(monthsBefore(now(), days)))
    if (!last) return 0
    await sql`set local pao.audit_upkeep = 'on'`.execute(tx)
    const { numDeletedRows } = await tx
      .deleteFrom('audit_entry')
      .where('tenant', '=', tenant)
      .where('seq', '<=', last.seq)
      .executeTakeFirst()
    const count = Number(numDeletedRows)
    await tell(tx, { tenant, through: last.seq, head: last.hash, count }, days)
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
