import { sql } from 'kysely'
import type { Requests } from './deps.ts'

/** Seconds after its end that a lease is surely not about to be taken over: the sweep looks every second. */
const overdueSeconds = 60

/** Work that is open, over all tenants and workers. */
export type OpenActions = { running: number; overdue: number; unknown: number; approvals: number }

/** Counts what is under way and what waits for people; each count has an index of its own. */
export async function countOpenActions({ db }: Pick<Requests, 'db'>): Promise<OpenActions> {
  const { rows } = await sql<OpenActions>`select
    (select count(*) from action where state = 'running') as running,
    (select count(*) from action where state = 'running'
      and lease_until < clock_timestamp() - make_interval(secs => ${overdueSeconds})) as overdue,
    (select count(*) from action where state = 'unknown') as unknown,
    (select count(*) from approval join action using (tenant, request_id, action_id)
      where approval.open and action.state = 'waiting') as approvals`.execute(db)
  return rows[0] ?? { running: 0, overdue: 0, unknown: 0, approvals: 0 }
}
