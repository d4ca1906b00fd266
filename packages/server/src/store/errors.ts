import type { Instant } from '@pao/core'
import { type Acting, writeAudit } from './audit-log.ts'
import { type Db, runStatement, type Statement } from './db.ts'

/** An unexpected error of one kind, and how often it was seen. */
export type ErrorGroup = {
  fingerprint: string
  name: string
  message: string
  said: string
  count: number
  firstSeenAt: Date
  lastSeenAt: Date
  release: string
  resolvedAt: Date | null
  sample: unknown
}

/** What one process saw of a kind since it last told. */
export type ErrorCount = {
  fingerprint: string
  name: string
  message: string
  said: string
  count: number
  firstAt: Instant
  lastAt: Instant
  release: string
  sample: unknown
}

const mostListed = 200

/** One statement for all kinds; a kind that comes back after it was called resolved is open again. */
const note: Statement = {
  name: 'error_note',
  text: `insert into error_group as e
      (tenant, fingerprint, name, message, said, count, first_seen_at, last_seen_at, release, sample)
    select $1, x.fingerprint, x.name, x.message, x.said, x.count,
      to_timestamp(x.first_at / 1000), to_timestamp(x.last_at / 1000), x.release, x.sample
    from jsonb_to_recordset($2::jsonb) as x (fingerprint text, name text, message text, said text,
      count integer, first_at float8, last_at float8, release text, sample jsonb)
    order by x.fingerprint
    on conflict (tenant, fingerprint) do update set
      count = e.count + excluded.count,
      last_seen_at = greatest(e.last_seen_at, excluded.last_seen_at),
      message = excluded.message, release = excluded.release, sample = excluded.sample,
      resolved_at = null`,
}

/** Adds what was seen. */
export async function noteErrors(
  db: Db,
  tenant: string,
  counts: readonly ErrorCount[],
): Promise<void> {
  const rows = counts.map(({ firstAt, lastAt, ...one }) => ({
    ...one,
    first_at: firstAt,
    last_at: lastAt,
  }))
  await runStatement(db, note, [tenant, JSON.stringify(rows)])
}

/** The kinds of a tenant, last seen first, 200 at most; those that were called resolved only when asked for. */
export async function listErrors(
  db: Db,
  tenant: string,
  { resolved }: { resolved: boolean },
): Promise<readonly ErrorGroup[]> {
  const rows = await db
    .selectFrom('error_group')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('resolved_at', resolved ? 'is not' : 'is', null)
    .orderBy('last_seen_at', 'desc')
    .limit(mostListed)
    .execute()
  return rows.map((row) => ({
    fingerprint: row.fingerprint,
    name: row.name,
    message: row.message,
    said: row.said,
    count: row.count,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    release: row.release,
    resolvedAt: row.resolved_at,
    sample: row.sample,
  }))
}

/** Calls one resolved until it is seen again; false when there is none that is open. */
export async function resolveError(
  db: Db,
  key: { tenant: string; fingerprint: string },
  { by, at }: { by: Acting; at: Instant },
): Promise<boolean> {
  const { tenant, fingerprint } = key
  return db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('error_group')
      .set({ resolved_at: new Date(at) })
      .where('tenant', '=', tenant)
      .where('fingerprint', '=', fingerprint)
      .where('resolved_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    const on = { type: 'error', id: fingerprint }
    await writeAudit(tx, { tenant, by, action: 'error.resolve', on })
    return true
  })
}

/** Forgets kinds that were not seen since. */
export async function forgetErrors(db: Db, tenant: string, before: Instant): Promise<void> {
  await db
    .deleteFrom('error_group')
    .where('tenant', '=', tenant)
    .where('last_seen_at', '<', new Date(before))
    .execute()
}
