import type { Instant } from '@pao/core'
import { runStatement, type Statement } from '#store/db.ts'
import type { Requests } from '../deps.ts'

/** `down` = most of the newest failed; `degraded` = some did, or what it made has drifted; `unknown` = nothing ended lately. */
export type HealthState = 'ok' | 'degraded' | 'down' | 'unknown'

/** How an item has done lately, by its newest requests that ended by themselves. */
export type ItemHealth = {
  state: HealthState
  ended: number
  failed: number
  /** Code and moment of the newest failure. */
  lastFailure: { code: string; at: Instant } | null
  running: number
  /** Things it made that stand and are looked at, and how many of them are not as they were ordered. */
  resources: { looked: number; off: number }
}

/** Requests looked at; older than this they say nothing any more, milliseconds. */
const mostRequests = 20
const latelyMs = 30 * 86_400_000
/** The newest in a row that must have failed for it to be down whatever was before. */
const inARow = 3

/** What was cancelled or refused by people says nothing of the item. Served by index request_by_item. */
const newest: Statement = {
  name: 'item_health',
  text: `select r.ended_at, r.state = 'failed' or r.run ? 'failure' as failed, r.run #>> '{failure,code}' as code
    from request r where r.tenant = $1 and r.item_id = $2 and r.deleted_at is null
      and r.ended_at >= to_timestamp($3::float8 / 1000)
      and r.state in ('completed', 'failed', 'rolled_back', 'rollback_failed')
    order by r.id desc limit ${mostRequests}`,
}
const standing: Statement = {
  name: 'item_standing',
  text: `select
      (select count(*) from request r where r.tenant = $1 and r.item_id = $2 and r.deleted_at is null
        and r.ended_at is null)::int as running,
      count(*) filter (where l.state <> 'unknown')::int as looked,
      count(*) filter (where l.state in ('drifted', 'missing'))::int as off
    from resource_look l join request q on q.tenant = l.tenant and q.id = l.resource_id
    where l.tenant = $1 and q.item_id = $2 and l.next_look_at is not null`,
}

type EndRow = { ended_at: Date; failed: boolean; code: string | null }
type StandingRow = { running: number; looked: number; off: number }

/** Of the 20 requests that ended last, none older than 30 days. */
export async function itemHealth(
  { db, now }: Pick<Requests, 'db' | 'now'>,
  tenant: string,
  item: string,
): Promise<ItemHealth> {
  const ends = await runStatement<EndRow>(db, newest, [tenant, item, now() - latelyMs])
  const [facts] = await runStatement<StandingRow>(db, standing, [tenant, item])
  const { running = 0, looked = 0, off = 0 } = facts ?? {}
  const failures = ends.filter(({ failed }) => failed)
  const [last] = failures
  return {
    state: stateOf(ends, off),
    ended: ends.length,
    failed: failures.length,
    lastFailure: last ? { code: last.code ?? 'unknown', at: last.ended_at.getTime() } : null,
    running,
    resources: { looked, off },
  }
}

function stateOf(ends: readonly EndRow[], off: number): HealthState {
  const failed = ends.filter((one) => one.failed).length
  const recent = ends.slice(0, inARow)
  const isFailing = recent.length === inARow && recent.every((one) => one.failed)
  if (ends.length > 0 && (isFailing || failed > ends.length / 2)) return 'down'
  if (failed > 0 || off > 0) return 'degraded'
  return ends.length === 0 ? 'unknown' : 'ok'
}
