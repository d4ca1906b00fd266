import type { Instant } from '@pao/core'
import { quantile, type TimedRequest, type Times, timesOf } from '@pao/core/engine'
import { runStatement, type Statement } from '#store/db.ts'
import type { Requests } from '../deps.ts'

/** Half of the requests, and nine of ten, took no longer than this, milliseconds. */
export type Spread = { p50: number; p90: number }

/** How long an item took lately; spreads are unset while nothing of it has completed. */
export type ItemTimes = {
  /** Completed requests that were looked at. */
  count: number
  since?: Instant
  total?: Spread
  people?: Spread
  systems?: Spread
  held?: Spread
  /** For change freezes, maintenance and change windows. */
  closed?: Spread
  /** Of those that had a promise: how many kept it. */
  promise: { kept: number; of: number }
}

/** Requests looked at: the newest say most of what one may expect. */
const mostRequests = 200

/**
 * The newest completed requests of an item with what tells who had them when. Only moments are read of their runs,
 * never what they brought. Served by index request_by_item.
 */
const newest: Statement = {
  name: 'item_times',
  text: `select r.created_at, r.ended_at, r.not_before, (r.run->>'closedMs')::float8 as closed_ms, r.run #>> '{sla,breachAt}' as promised,
      (select coalesce(jsonb_agg(jsonb_build_object('id', a->'id', 'type', a->'type', 'lane', a->'lane',
          'manual', a->'manual')), '[]')
        from jsonb_array_elements(coalesce(s.actions, r.plan->'actions')) a) as actions,
      (select coalesce(jsonb_object_agg(key, jsonb_strip_nulls(jsonb_build_object('startedAt', value->'startedAt',
          'endedAt', value->'endedAt', 'approval', value->'approval'->'askedAt'))), '{}')
        from jsonb_each(r.run->'actions')) as runs
    from request r left join action_set s on s.tenant = r.tenant and s.hash = r.action_set_hash
    where r.tenant = $1 and r.item_id = $2 and r.deleted_at is null and r.state = 'completed'
      and r.ended_at is not null
    order by r.id desc limit ${mostRequests}`,
}

type Row = {
  created_at: Date
  ended_at: Date
  not_before: Date | null
  closed_ms: number | null
  promised: string | null
  actions: TimedRequest['actions']
  runs: TimedRequest['runs']
}

/** How long the item took lately, by the 200 requests that completed last. */
export async function itemTimes(
  { db }: Pick<Requests, 'db'>,
  tenant: string,
  item: string,
): Promise<ItemTimes> {
  const rows = await runStatement<Row>(db, newest, [tenant, item])
  const times = rows.map((row) => timesOf(requestOf(row)))
  const promised = rows.filter((row) => row.promised !== null)
  const kept = promised.filter((row) => row.ended_at.getTime() <= Number(row.promised))
  const oldest = rows.at(-1)
  return {
    count: rows.length,
    ...(oldest && { since: oldest.created_at.getTime() }),
    ...spreads(times),
    promise: { kept: kept.length, of: promised.length },
  }
}

function requestOf(row: Row): TimedRequest {
  return {
    createdAt: row.created_at.getTime(),
    endedAt: row.ended_at.getTime(),
    ...(row.not_before && { notBefore: row.not_before.getTime() }),
    ...(row.closed_ms !== null && { closedMs: row.closed_ms }),
    actions: row.actions,
    runs: row.runs,
  }
}

function spreads(times: readonly Times[]): Partial<Record<keyof Times, Spread>> {
  const parts = ['total', 'people', 'systems', 'held', 'closed'] as const
  return Object.fromEntries(
    parts.flatMap((part) => {
      const values = times.map((one) => one[part])
      const [p50, p90] = [quantile(values, 0.5), quantile(values, 0.9)]
      return p50 === undefined || p90 === undefined ? [] : [[part, { p50, p90 }]]
    }),
  )
}
