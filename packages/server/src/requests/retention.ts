import type { Instant } from '@pao/core'
import { sql } from 'kysely'
import { chainIsFree } from '#audit/holds.ts'
import { writeAudit } from '#store/audit-log.ts'
import type { Db, Tx } from '#store/db.ts'
import {
  dropMonth,
  firstIdOf,
  type Month,
  monthsBefore,
  monthsOf,
  tenantsIn,
  whereAlone,
} from '#store/partitions.ts'
import { tenantNames } from '#store/tenant-names.ts'

type Dropping = { db: Db; now(): Instant; signal: AbortSignal }

/** What went: months as a whole, and requests one by one. */
export type Dropped = { months: number; requests: number }

const dayMs = 86_400_000
/** Requests looked at in one transaction; some 20 ms. */
const mostAtOnce = 500
/** Transactions for one tenant and table of one look; what is left then goes with the next. */
const mostRounds = 400
const tables = ['request_event', 'attempt'] as const

/** How many days each tenant keeps its history; 0 = for ever. */
export type DaysOf = (tenant: string) => number

/**
 * Drops the steps (events, attempts) of requests that ended more than so many days ago and were made in a month that lies as
 * far back. Requests, what came of them and their audit stay, and so does what tells of an effect in doubt. Nothing of a tenant
 * with a legal hold goes.
 */
export async function dropHistory(deps: Dropping, daysOf: DaysOf): Promise<Dropped> {
  const tenants = await tenantNames(deps.db, 'request')
  const oldOf = (tenant: string): Old | undefined => oldFor(deps.now(), daysOf(tenant))
  const months = await dropMonths(deps, { oldOf, shortest: shortestOf(tenants.map(oldOf)) })
  let requests = 0
  for (const tenant of tenants) {
    const old = oldOf(tenant)
    if (!old) continue
    for (const table of tables) requests += await dropRows(deps, { tenant, table, old })
  }
  return { months, requests }
}

/** What is old: requests made before the one and ended before the other. */
type Old = { made: Instant; ended: Date; days: number }

/** Undefined = nothing ever is. */
function oldFor(now: Instant, days: number): Old | undefined {
  if (days === 0) return undefined
  return { ended: new Date(now - days * dayMs), made: monthsBefore(now, days), days }
}

type Months = { oldOf(tenant: string): Old | undefined; shortest: Instant }

/** What is older than this is old for somebody at least. */
function shortestOf(olds: readonly (Old | undefined)[]): Instant {
  return Math.max(0, ...olds.map((old) => old?.made ?? 0))
}

async function dropMonths({ db, signal }: Dropping, months: Months): Promise<number> {
  let dropped = 0
  for (const month of await monthsOf(db, 'request_event')) {
    if (signal.aborted || month.until.getTime() > months.shortest) break
    if ((await whereAlone(db, (tx) => dropWhole(tx, month, months))) === true) dropped += 1
  }
  return dropped
}

/** Only where it is old for everybody who has something in it. */
async function dropWhole(tx: Tx, month: Month, { oldOf }: Months): Promise<boolean> {
  const tenants = await tenantsIn(tx, month)
  if (!tenants) return false
  const dropped: [string, number][] = []
  for (const tenant of tenants) {
    const old = oldOf(tenant)
    if (!old || month.until.getTime() > old.made || !(await chainIsFree(tx, tenant))) return false
    if (await isNeeded(tx, { tenant, month, ended: old.ended })) return false
    dropped.push([tenant, old.days])
  }
  await dropMonth(tx, month)
  for (const [tenant, days] of dropped) await tell(tx, tenant, { days, month: month.name })
  return true
}

/** Whether one of the month's requests goes on, or has not ended long ago. Goes through the key of `request`. */
async function isNeeded(
  tx: Tx,
  { tenant, month, ended }: { tenant: string; month: Month; ended: Date },
): Promise<boolean> {
  const found = await tx
    .selectFrom('request')
    .select('id')
    .where('tenant', '=', tenant)
    .$if(month.from !== null, (query) =>
      query.where('id', '>=', firstIdOf(month.from?.getTime() ?? 0)),
    )
    .where('id', '<', firstIdOf(month.until.getTime()))
    .where((is) =>
      is.or([
        is('ended_at', 'is', null),
        is('ended_at', '>=', ended),
        is.exists(
          is
            .selectFrom('orphan')
            .select('orphan.id')
            .where('orphan.tenant', '=', tenant)
            .whereRef('orphan.request_id', '=', 'request.id')
            .where('resolution', 'is', null),
        ),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

type Rows = { tenant: string; table: (typeof tables)[number]; old: Old }

/** What months could not take along: requests of a month in which another one goes on, and all attempts. */
async function dropRows({ db, signal }: Dropping, rows: Rows): Promise<number> {
  let after = firstIdOf(0)
  let dropped = 0
  for (let round = 0; round < mostRounds && !signal.aborted; round += 1) {
    const from = after
    const batch = await db.transaction().execute((tx) => dropBatch(tx, rows, from))
    dropped += batch.dropped
    if (batch.last === undefined) break
    after = batch.last
  }
  return dropped
}

/** `last` is undefined once there are no more. */
async function dropBatch(tx: Tx, { tenant, table, old }: Rows, after: string) {
  if (!(await chainIsFree(tx, tenant))) return { dropped: 0, last: undefined }
  const found = await withRows(tx, { tenant, table, after, before: firstIdOf(old.made) })
  const due = found.filter(({ ended_at: at }) => at !== null && at < old.ended).map(({ id }) => id)
  if (due.length > 0) {
    await deleteOf(tx, { tenant, table, due })
    await tell(tx, tenant, { days: old.days, table, requests: due.length })
  }
  return { dropped: due.length, last: found.length < mostAtOnce ? undefined : found.at(-1)?.id }
}

async function deleteOf(
  tx: Tx,
  { tenant, table, due }: Pick<Rows, 'tenant' | 'table'> & { due: string[] },
): Promise<void> {
  const ids = sql<string>`any(${due}::uuid[])`
  const from = table === 'attempt' ? tx.deleteFrom('attempt') : tx.deleteFrom('request_event')
  await from.where('tenant', '=', tenant).where('request_id', '=', ids).execute()
}

type Between = Pick<Rows, 'tenant' | 'table'> & { after: string; before: string }

/** Requests that have rows in a table, 500 at most in the order of their ids: one step of the table's key for each. */
async function withRows(tx: Tx, { tenant, table, after, before }: Between) {
  const of = sql.table(table)
  const { rows } = await sql<{ id: string; ended_at: Date | null }>`
    with recursive known as (
      (select request_id from ${of} where tenant = ${tenant} and request_id > ${after}::uuid
        and request_id < ${before}::uuid order by request_id limit 1)
      union all
      select (select t.request_id from ${of} t where t.tenant = ${tenant}
        and t.request_id > k.request_id and t.request_id < ${before}::uuid order by t.request_id limit 1)
      from known k where k.request_id is not null),
    first as materialized (
      select request_id as id from known where request_id is not null limit ${mostAtOnce})
    select f.id, case when not exists (select from orphan o where o.tenant = ${tenant}
      and o.request_id = f.id and o.resolution is null) then r.ended_at end as ended_at
    from first f left join request r on r.tenant = ${tenant} and r.id = f.id order by f.id`.execute(
    tx,
  )
  return rows
}

async function tell(tx: Tx, tenant: string, detail: Record<string, unknown>): Promise<void> {
  await writeAudit(tx, {
    tenant,
    by: { id: 'system' },
    action: 'history.dropped',
    on: { type: 'history', id: tenant },
    detail,
  })
}
