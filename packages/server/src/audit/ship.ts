import type { AuditEntry } from '@pao/core/governance'
import { sql } from 'kysely'
import type { Db } from '#store/db.ts'
import { tenantNames } from '#store/tenant-names.ts'
import { entryOf } from './entry.ts'
import { type ExportForm, linesOf } from './export.ts'

export type Shipping = {
  db: Db
  /** What the place is called among cursors; another place begins anew. */
  target: string
  /** Hands entries over, in order; rejects when not all of them arrived for sure. */
  send(entries: readonly AuditEntry[]): Promise<void>
}

/** Entries of one batch. */
const batch = 500
/** Batches of one tenant before the next one's turn. */
const mostBatches = 20
/** So long nobody else takes the tenant up; longer than a batch may take. */
const leaseSeconds = 120

/**
 * Hands on what was chained since, of every tenant, each in order and at least once: an entry may come twice after a
 * crash, and has its number and hash to tell. Says how many. What fails stays for the next look; the error is thrown when
 * all tenants had their turn.
 */
export async function shipAll(deps: Shipping): Promise<number> {
  let shipped = 0
  const failures: unknown[] = []
  for (const tenant of await tenantNames(deps.db, 'audit_entry'))
    try {
      shipped += await shipTenant(deps, tenant)
    } catch (error) {
      failures.push(error)
    }
  if (failures.length > 0) throw failures[0]
  return shipped
}

async function shipTenant(deps: Shipping, tenant: string): Promise<number> {
  let shipped = 0
  if (!(await hasMore(deps, tenant))) return shipped
  for (let count = 0; count < mostBatches; count += 1) {
    const after = await take(deps, tenant)
    if (after === undefined) return shipped
    let upTo = after
    try {
      const entries = await entriesAfter(deps.db, tenant, after)
      if (entries.length > 0) await deps.send(entries)
      upTo = entries.at(-1)?.seq ?? after
      shipped += entries.length
    } finally {
      await leave(deps, tenant, upTo)
    }
    if (upTo - after < batch) return shipped
  }
  return shipped
}

async function hasMore({ db, target }: Shipping, tenant: string): Promise<boolean> {
  const { rows } = await sql<{ more: boolean }>`
    select coalesce((select max(seq) from audit_entry where tenant = ${tenant}), 0) > coalesce(
      (select seq from audit_cursor where tenant = ${tenant} and target = ${target}), 0) as more`.execute(
    db,
  )
  return rows[0]?.more === true
}

/** The place to go on after; undefined while another process is at it. */
async function take({ db, target }: Shipping, tenant: string): Promise<number | undefined> {
  await db
    .insertInto('audit_cursor')
    .values({ tenant, target, seq: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db
    .updateTable('audit_cursor')
    .set({ leased_until: sql<Date>`now() + make_interval(secs => ${sql.lit(leaseSeconds)})` })
    .where('tenant', '=', tenant)
    .where('target', '=', target)
    .where(sql<boolean>`(leased_until is null or leased_until < now())`)
    .returning('seq')
    .executeTakeFirst()
  return row?.seq
}

async function leave({ db, target }: Shipping, tenant: string, seq: number): Promise<void> {
  await db
    .updateTable('audit_cursor')
    .set({ seq, leased_until: null, shipped_at: sql<Date>`now()` })
    .where('tenant', '=', tenant)
    .where('target', '=', target)
    // Whoever was slower than the lease must not put the cursor back.
    .where('seq', '<=', seq)
    .execute()
}

async function entriesAfter(db: Db, tenant: string, after: number): Promise<readonly AuditEntry[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(batch)
    .execute()
  return rows.map(entryOf)
}

/** Facility "log audit" of RFC 5424, times eight. */
const facility = 13 * 8
const severities: Readonly<Record<string, number>> = { refused: 4, read: 6, done: 5 }
const longestMessageId = 32

/** Entries as messages of syslog (RFC 5424), the line of the form as their text. */
export function syslogMessages(
  entries: readonly AuditEntry[],
  { form, host, version }: { form: ExportForm; host: string; version: string },
): readonly string[] {
  const { line } = linesOf(form, version)
  return entries.map((entry) => {
    const priority = facility + (severities[entry.outcome] ?? 5)
    const id = entry.action.replaceAll(/[^\x21-\x7e]/g, '_').slice(0, longestMessageId)
    return `<${priority}>1 ${entry.at} ${host} pao - ${id || '-'} - ${line(entry).trimEnd()}`
  })
}
