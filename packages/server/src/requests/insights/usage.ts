import { runStatement, type Statement } from '#store/db.ts'
import type { Requests } from '../deps.ts'
import { inSpan, type Span, spanValues } from './span.ts'

/** How much of the service was used. Only what people ordered is counted, not what their orders ordered along. */
export type Usage = {
  orders: number
  people: number
  items: number
  completed: number
  failed: number
  open: number
  byDay: readonly { day: string; orders: number; completed: number; failed: number }[]
  byItem: readonly UsageOfItem[]
  /** By the first team of whoever ordered; '' = none was known. */
  byTeam: readonly UsageOfTeam[]
  byEnvironment: readonly { environment: string; orders: number }[]
}

export type UsageOfItem = {
  item: string
  name: string
  team: string
  orders: number
  people: number
}

/** `monthly` adds up the estimates of completed orders, in one currency each. */
export type UsageOfTeam = {
  team: string
  orders: number
  people: number
  monthly: number
  currency: string | null
}

/** Lines of one table. */
const mostLines = 100

const ordered = `request r where ${inSpan} and r.parent_id is null`
const failed = `r.state in ('failed', 'rejected', 'rollback_failed')`

const totals: Statement = {
  name: 'usage_orders',
  text: `select count(*)::integer as orders, count(distinct r.requester_id)::integer as people,
      count(distinct r.item_id)::integer as items, count(*) filter (where r.state = 'completed')::integer as completed,
      count(*) filter (where ${failed})::integer as failed,
      count(*) filter (where r.ended_at is null)::integer as open
    from ${ordered}`,
}
const byDay: Statement = {
  name: 'usage_days',
  text: `select to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::integer as orders,
      count(*) filter (where r.state = 'completed')::integer as completed,
      count(*) filter (where ${failed})::integer as failed
    from ${ordered} group by 1 order by 1 limit 400`,
}
const byItem: Statement = {
  name: 'usage_items',
  text: `select r.item_id as item, max(r.item_name) as name, max(r.owner_team) as team, count(*)::integer as orders,
      count(distinct r.requester_id)::integer as people
    from ${ordered} group by 1 order by orders desc, item limit ${mostLines}`,
}
const byTeam: Statement = {
  name: 'usage_teams',
  text: `select coalesce(r.requester_teams[1], '') as team, count(*)::integer as orders,
      count(distinct r.requester_id)::integer as people,
      coalesce(sum((r.plan #>> '{cost,monthly}')::float8) filter (where r.state = 'completed'), 0) as monthly,
      r.plan #>> '{cost,currency}' as currency
    from ${ordered} group by 1, currency order by monthly desc, orders desc, team limit ${mostLines}`,
}
const byEnvironment: Statement = {
  name: 'usage_environments',
  text: `select coalesce(r.environment, '') as environment, count(*)::integer as orders
    from ${ordered} group by 1 order by orders desc, environment limit ${mostLines}`,
}

type Totals = Omit<Usage, 'byDay' | 'byItem' | 'byTeam' | 'byEnvironment'>
const nothing: Totals = { orders: 0, people: 0, items: 0, completed: 0, failed: 0, open: 0 }

/** How much was ordered in a span, at most 100 lines of each kind. */
export async function usageOf({ db }: Pick<Requests, 'db'>, span: Span): Promise<Usage> {
  const values = spanValues(span)
  const [[all = nothing], days, items, teams, environments] = await Promise.all([
    runStatement<Totals>(db, totals, values),
    runStatement<Usage['byDay'][number]>(db, byDay, values),
    runStatement<UsageOfItem>(db, byItem, values),
    runStatement<UsageOfTeam>(db, byTeam, values),
    runStatement<Usage['byEnvironment'][number]>(db, byEnvironment, values),
  ])
  return { ...all, byDay: days, byItem: items, byTeam: teams, byEnvironment: environments }
}
