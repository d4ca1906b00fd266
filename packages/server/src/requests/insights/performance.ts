import { runStatement, type Statement } from '#store/db.ts'
import type { Requests } from '../deps.ts'
import { inSpan, type Span, spanValues } from './span.ts'

/** How well items did. Times in seconds from order to end, of those that completed; null where none did. */
export type Performance = {
  items: readonly PerformanceOfItem[]
  /** Who carried what completed: automation or people. */
  lanes: readonly { lane: string; completed: number; p50: number | null; p90: number | null }[]
  failures: readonly { item: string; action: string; code: string; count: number }[]
  /** What people carried, the most of their waiting first: what is worth automating next. */
  automateNext: readonly { item: string; name: string; completed: number; hours: number }[]
  satisfaction: { average: number | null; count: number }
}

export type PerformanceOfItem = {
  item: string
  name: string
  team: string
  orders: number
  completed: number
  failed: number
  /** Of those that have ended otherwise than by being cancelled, 0 to 1; null while none has. */
  success: number | null
  p50: number | null
  p90: number | null
  /** Share of the completed that automation carried, 0 to 1. */
  automated: number | null
  /** Share that kept its promise, of those that had one. */
  inTime: number | null
  rating: number | null
  ratings: number
}

const mostLines = 100
const seconds = 'extract(epoch from r.ended_at - r.created_at)'
const isDone = `r.state = 'completed'`
const isLost = `r.state in ('failed', 'rejected', 'rollback_failed')`
const lane = `coalesce(r.run ->> 'lane', 'automatic')`
const promised = `(r.run #>> '{sla,breachAt}')::float8`

const items: Statement = {
  name: 'performance_items',
  text: `select r.item_id as item, max(r.item_name) as name, max(r.owner_team) as team, count(*)::integer as orders,
      count(*) filter (where ${isDone})::integer as completed, count(*) filter (where ${isLost})::integer as failed,
      (count(*) filter (where ${isDone}))::float8 / nullif(count(*) filter (where ${isDone} or ${isLost}), 0) as success,
      (percentile_disc(0.5) within group (order by ${seconds}) filter (where ${isDone}))::float8 as p50,
      (percentile_disc(0.9) within group (order by ${seconds}) filter (where ${isDone}))::float8 as p90,
      (count(*) filter (where ${isDone} and ${lane} = 'automatic'))::float8
        / nullif(count(*) filter (where ${isDone}), 0) as automated,
      (count(*) filter (where ${isDone} and extract(epoch from r.ended_at) * 1000 <= ${promised}))::float8
        / nullif(count(*) filter (where ${isDone} and ${promised} is not null), 0) as "inTime",
      avg(f.rating)::float8 as rating, count(f.rating)::integer as ratings
    from request r left join feedback f on f.tenant = r.tenant and f.request_id = r.id
    where ${inSpan} group by 1 order by orders desc, item limit ${mostLines}`,
}
const lanes: Statement = {
  name: 'performance_lanes',
  text: `select ${lane} as lane, count(*)::integer as completed,
      (percentile_disc(0.5) within group (order by ${seconds}))::float8 as p50,
      (percentile_disc(0.9) within group (order by ${seconds}))::float8 as p90
    from request r where ${inSpan} and ${isDone} group by 1 order by 1`,
}
const failures: Statement = {
  name: 'performance_failures',
  text: `select r.item_id as item, coalesce(r.run #>> '{failure,action}', '') as action,
      coalesce(r.run #>> '{failure,code}', r.state) as code, count(*)::integer as count
    from request r where ${inSpan} and (${isLost} or (r.state = 'rolled_back' and r.run -> 'failure' is not null))
    group by 1, 2, 3 order by count desc, item, action limit ${mostLines}`,
}
const automateNext: Statement = {
  name: 'performance_automate',
  text: `select r.item_id as item, max(r.item_name) as name, count(*)::integer as completed,
      (sum(${seconds}) / 3600)::float8 as hours
    from request r where ${inSpan} and ${isDone} and ${lane} = 'manual'
    group by 1 order by hours desc, item limit 20`,
}
const satisfaction: Statement = {
  name: 'performance_satisfaction',
  text: `select avg(f.rating)::float8 as average, count(*)::integer as count
    from request r join feedback f on f.tenant = r.tenant and f.request_id = r.id where ${inSpan}`,
}

/** How well the items did in a span, at most 100 lines of each kind. */
export async function performanceOf(
  { db }: Pick<Requests, 'db'>,
  span: Span,
): Promise<Performance> {
  const values = spanValues(span)
  const [rows, carried, lost, manual, [said = { average: null, count: 0 }]] = await Promise.all([
    runStatement<PerformanceOfItem>(db, items, values),
    runStatement<Performance['lanes'][number]>(db, lanes, values),
    runStatement<Performance['failures'][number]>(db, failures, values),
    runStatement<Performance['automateNext'][number]>(db, automateNext, values),
    runStatement<Performance['satisfaction']>(db, satisfaction, values),
  ])
  return {
    items: rows,
    lanes: carried,
    failures: lost,
    automateNext: manual,
    satisfaction: said,
  }
}
