import type { Instant } from '@pao/core'
import { type Db, runStatement, type Statement } from '#store/db.ts'

/** What an action says was used; `key` is the same for every try of the same effect. */
export type UsageEvent = {
  tenant: string
  key: string
  at: Instant
  service: string
  action: string
  item: string
  request: string
  environment: string | null
  metadata: Readonly<Record<string, unknown>>
}

/** Which usage is added up. `by` = a key of the metadata that splits the sums. */
export type UsageQuestion = {
  from: Instant
  to: Instant
  service?: string | undefined
  item?: string | undefined
  by?: string | undefined
}

export type UsageTotal = {
  service: string
  action: string
  by: string | null
  count: number
  firstAt: Instant
  lastAt: Instant
}

const note: Statement = {
  name: 'usage_note',
  text: `insert into usage_event
      (tenant, key, at, service, action, item_id, request_id, environment, metadata)
    values ($1, $2, to_timestamp($3::float8 / 1000), $4, $5, $6, $7::uuid, $8, $9::text::jsonb)
    on conflict (tenant, key) do nothing`,
}

/** Writes the event unless one with its key is there. Throws what the database throws. */
export async function recordUsage(db: Db, event: UsageEvent): Promise<void> {
  const { tenant, key, at, service, action, item, request, environment, metadata } = event
  await runStatement(db, note, [
    tenant,
    key,
    at,
    service,
    action,
    item,
    request,
    environment,
    JSON.stringify(metadata),
  ])
}

/** Lines of one answer; a finer question is one with a shorter span. */
const mostTotals = 1_000

/** Served by index usage_event_by_time. */
const totals: Statement = {
  name: 'usage_totals',
  text: `select service, action, case when $6::text is null then null else metadata ->> $6 end as by,
      count(*)::integer as count, extract(epoch from min(at)) * 1000 as first_at,
      extract(epoch from max(at)) * 1000 as last_at
    from usage_event
    where tenant = $1 and at >= to_timestamp($2::float8 / 1000) and at < to_timestamp($3::float8 / 1000)
      and ($4::text is null or service = $4) and ($5::text is null or item_id = $5)
    group by 1, 2, 3 order by 1, 2, 3 limit ${mostTotals}`,
}

type Row = {
  service: string
  action: string
  by: string | null
  count: number
  first_at: string
  last_at: string
}

/** How often what was used, at most a thousand lines. */
export async function usageTotals(
  db: Db,
  tenant: string,
  { from, to, service, item, by }: UsageQuestion,
): Promise<readonly UsageTotal[]> {
  const asked = [tenant, from, to, service ?? null, item ?? null, by ?? null]
  const rows = await runStatement<Row>(db, totals, asked)
  return rows.map(({ first_at, last_at, ...row }) => ({
    ...row,
    firstAt: Math.round(Number(first_at)),
    lastAt: Math.round(Number(last_at)),
  }))
}
