import type { Instant } from '@pao/core'
import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'
import { tenantNames } from './tenant-names.ts'

/** Tables that are parted by months: the audit by when it was, the log of requests by when the request was made. */
export type Parted = 'audit_entry' | 'request_event'

/** One part. `from` is null in the first, which holds all that was before there were months. */
export type Month = { name: string; from: Date | null; until: Date }

/** Months made ahead; whoever looks after them may be away for as long. */
const monthsAhead = 3
/** One process at a time changes parts; the number is only ours by being unlikely. */
const lockNumber = 7_261_920_131
/** Others queue up behind whoever waits for a whole table: the wait is short, and tried again at the next look. */
const patience = '2s'
const lockNotHad = '55P03'

/** Parts in the order of time; what fits none of them lies in `<table>_rest`. */
export async function monthsOf(db: Db | Tx, parted: Parted): Promise<readonly Month[]> {
  const { rows } = await sql<{ name: string; from_at: Date | null; until_at: Date }>`
    select name, from_at, until_at from months_of(${sql.lit(parted)}::regclass)`.execute(db)
  return rows.map(({ name, from_at: from, until_at: until }) => ({ name, from, until }))
}

/** Makes the months that are missing up to three ahead. Returns how many it made; 0 also while another process is at it. */
export async function addMonths(db: Db): Promise<number> {
  const made = await whereAlone(db, async (tx) => {
    const { rows } = await sql<{ made: number }>`
      select add_months(${monthsAhead}::integer) as made`.execute(tx)
    return rows[0]?.made
  })
  return made ?? 0
}

/**
 * Does this in a transaction that no other process is at for any part, and that waits two seconds at most for what others
 * hold. Undefined where it was not to be had; the next look tries again.
 */
export async function whereAlone<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T | undefined> {
  const doing = db.transaction().execute(async (tx) => {
    await sql`set local lock_timeout = ${sql.lit(patience)}`.execute(tx)
    const { rows } = await sql<{ had: boolean }>`
      select pg_try_advisory_xact_lock(${lockNumber}::bigint) as had`.execute(tx)
    return rows[0]?.had === true ? work(tx) : undefined
  })
  return doing.catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === lockNotHad) return undefined
    throw error
  })
}

/** Takes a month away with all that is in it, whatever its size in the same few milliseconds. */
export async function dropMonth(tx: Tx, { name }: Month): Promise<void> {
  await sql`drop table ${sql.table(name)}`.execute(tx)
}

/** Most tenants of a part that are gone through; a part of more is emptied row by row. */
const mostTenants = 1_000

/** Tenants with rows in a part, found by one step of its key each, in order; undefined where there are more than 1,000. */
export async function tenantsIn(tx: Tx, { name }: Month): Promise<readonly string[] | undefined> {
  const found = await tenantNames(tx, name, mostTenants + 1)
  return found.length > mostTenants ? undefined : found
}

const dayMs = 86_400_000

/** The first moment of the month (UTC) that lies so many days back: what is before it is old in whole months. */
export function monthsBefore(now: Instant, days: number): Instant {
  const then = new Date(now - days * dayMs)
  return Date.UTC(then.getUTCFullYear(), then.getUTCMonth())
}

/** Ids have 48 bits for the time: until the year 10889. */
const lastMoment = 2 ** 48 - 1

/** The least id of a moment: ids begin with it in milliseconds (UUID version 7, RFC 9562 section 5.7). */
export function firstIdOf(moment: Instant): string {
  const hex = Math.min(Math.max(0, moment), lastMoment).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}
