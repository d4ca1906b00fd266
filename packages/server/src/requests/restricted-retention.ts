import type { Instant } from '@pao/core'
import type { ActionRun, Plan, Run, RunFailure } from '@pao/core/engine'
import { sql } from 'kysely'
import { chainIsFree } from '#audit/holds.ts'
import { writeAudit } from '#store/audit-log.ts'
import type { Db, Tx } from '#store/db.ts'
import { tenantNames } from '#store/tenant-names.ts'
import { hidden, hideValues } from './redact.ts'
import type { DaysOf } from './retention.ts'

type Removing = { db: Db; now(): Instant; signal: AbortSignal }

const dayMs = 86_400_000
/** Requests in one transaction. */
const mostAtOnce = 50
/** Transactions for one tenant of one look; what is left then goes with the next. */
const mostRounds = 1_000

/**
 * Removes the values of requests of restricted data that ended more than so many days ago (0 = never), and takes them off the lists: nothing
 * can be read, undone or ordered again from what is left, which is who ordered what and when. What still exists keeps its
 * values, as does what a legal hold or an effect in doubt stands against. Returns how many.
 */
export async function removeRestricted(deps: Removing, daysOf: DaysOf): Promise<number> {
  let removed = 0
  for (const tenant of await tenantNames(deps.db, 'request')) {
    const days = daysOf(tenant)
    if (days === 0) continue
    const ended = new Date(deps.now() - days * dayMs)
    for (let round = 0; round < mostRounds && !deps.signal.aborted; round += 1) {
      const batch = await deps.db
        .transaction()
        .execute((tx) => removeBatch(tx, { tenant, ended, days, at: new Date(deps.now()) }))
      removed += batch
      if (batch < mostAtOnce) break
    }
  }
  return removed
}

type Batch = { tenant: string; ended: Date; days: number; at: Date }
type Row = { id: string; fields: Record<string, unknown>; plan: Plan; run: Run }

async function removeBatch(tx: Tx, { tenant, ended, days, at }: Batch): Promise<number> {
  if (!(await chainIsFree(tx, tenant))) return 0
  const rows = await dueIn(tx, tenant, ended)
  for (const { id, fields, plan, run } of rows) {
    const gone = {
      fields: JSON.stringify(hideValues(fields)),
      plan: JSON.stringify({ ...plan, facts: { fields: {} } }),
      run: JSON.stringify(bare(run)),
    }
    await tx
      .updateTable('request')
      .set({ ...gone, sealed_fields: null, ordered_as: null, reason: null, values_gone_at: at })
      .set(({ fn }) => ({ deleted_at: fn.coalesce('deleted_at', sql<Date>`${at}`) }))
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .execute()
    await writeAudit(tx, {
      tenant,
      by: { id: 'system' },
      action: 'request.values_removed',
      on: { type: 'request', id },
      detail: { days },
    })
  }
  await dropAround(
    tx,
    tenant,
    rows.map(({ id }) => id),
  )
  return rows.length
}

/** Served by index request_restricted. */
async function dueIn(tx: Tx, tenant: string, ended: Date): Promise<readonly Row[]> {
  const exists = sql`x.type is not null and m.state <> 'rolled_back' and not exists (
    select from resource_order e join request q on q.tenant = e.tenant and q.id = e.request_id
    where e.tenant = x.tenant and e.resource_id = x.request_id and e.kind = 'decommission' and q.state = 'completed')`
  const { rows } = await sql<Row>`
    select r.id, r.fields, r.plan, r.run from request r
    where r.tenant = ${tenant} and (r.plan ->> 'restricted') = 'true' and r.values_gone_at is null
      and r.ended_at < ${ended}
      and not exists (select from orphan o
        where o.tenant = r.tenant and o.request_id = r.id and o.resolution is null)
      and not exists (
        select from resource x join request m on m.tenant = x.tenant and m.id = x.request_id
        where x.tenant = r.tenant and ${exists} and (x.request_id = r.id or x.request_id in (
          select o.resource_id from resource_order o where o.tenant = r.tenant and o.request_id = r.id)))
    order by r.id limit ${mostAtOnce} for update of r skip locked`.execute(tx)
  return rows
}

/** What figures of the past are made of, and nothing that came from somebody or somewhere. */
function bare({ state, lane, actions, sla, startedAt, endedAt, failure }: Run): Run {
  const kept = Object.entries(actions).map(([id, action]) => [id, bareAction(action)] as const)
  return {
    state,
    lane,
    actions: Object.fromEntries(kept),
    ...(sla && { sla }),
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(failure && { failure: bareFailure(failure) }),
  }
}

function bareFailure(failure: RunFailure): RunFailure {
  return { ...failure, message: hidden }
}

function bareAction(action: ActionRun): ActionRun {
  const { state, entry, fence, attempt, generation, lostClaims, startedAt, endedAt } = action
  return {
    state,
    entry,
    fence,
    attempt,
    generation,
    lostClaims,
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
  }
}

/** Steps, words and asks go; of what no longer exists its names do. */
async function dropAround(tx: Tx, tenant: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const those = sql<boolean>`tenant = ${tenant} and request_id = any(${[...ids]}::uuid[])`
  await tx.deleteFrom('request_event').where(those).execute()
  await tx.deleteFrom('attempt').where(those).execute()
  await tx.deleteFrom('request_comment').where(those).execute()
  await tx.deleteFrom('approval').where(those).execute()
  await tx.updateTable('action').set({ sealed_outputs: null }).where(those).execute()
  await tx.updateTable('feedback').set({ comment: null }).where(those).execute()
  await tx
    .deleteFrom('resource_look')
    .where(sql<boolean>`tenant = ${tenant} and resource_id = any(${[...ids]}::uuid[])`)
    .execute()
  const names = { name: hidden, external_id: null, external_url: null }
  await tx.updateTable('resource').set(names).where(those).execute()
}
