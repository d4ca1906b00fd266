import type { Instant } from '@pao/core'
import { sql } from 'kysely'
import type { Db } from '#store/db.ts'

/** A day of a counter: the most that was seen of it, and the last. */
export type QuotaDay = { day: string; highest: number; last: number }

/** Writes down what is taken of every counter with a rule, for the day of that moment (UTC). */
export async function noteDay(db: Db, now: Instant): Promise<void> {
  const day = new Date(now).toISOString().slice(0, 10)
  await sql`insert into quota_day as d (tenant, resource, team, environment, day, highest, last)
    select c.tenant, c.resource, c.team, c.environment, ${day}::date, c.taken, c.taken
    from quota_count c where exists (select from quota_rule r where r.tenant = c.tenant
      and r.resource = c.resource and r.environment = c.environment and r.team in (c.team, '*'))
    on conflict (tenant, resource, team, environment, day) do update
      set highest = greatest(d.highest, excluded.highest), last = excluded.last
      where d.last <> excluded.last or d.highest < excluded.highest`.execute(db)
}

/** Days of one answer. */
const mostDays = 400

/** How a counter filled and emptied since a moment, the oldest day first; at most 400. Served by the primary key. */
export async function quotaDays(
  db: Db,
  tenant: string,
  asked: { team: string; environment: string; resource: string; since: Instant },
): Promise<readonly QuotaDay[]> {
  const { team, environment, resource, since } = asked
  const { rows } = await sql<QuotaDay>`
    select to_char(day, 'YYYY-MM-DD') as day, highest::float8 as highest, last::float8 as last
    from quota_day where tenant = ${tenant} and resource = ${resource} and team = ${team}
      and environment = ${environment} and day >= ${new Date(since).toISOString().slice(0, 10)}::date
    order by day limit ${mostDays}`.execute(db)
  return rows
}
