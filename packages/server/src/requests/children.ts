import { sql } from 'kysely'
import { actionOf, plannedOf } from './change.ts'
import type { Requests } from './deps.ts'
import type { Held, Parent, RequestKey } from './held.ts'

/** Requests that order requests that order requests: more than this is a circle that ingest could not see. */
const deepest = 8
const mostAtOnce = 100

type ChildDeps = Pick<Requests, 'db' | 'advance' | 'telemetry'>

/** Id of the request that answers for this effect of this action. Served by index request_child. */
export async function childOf(
  { db }: Pick<Requests, 'db'>,
  tenant: string,
  { id, action, generation }: Parent,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('request')
    .select('id')
    .where('tenant', '=', tenant)
    .where('parent_id', '=', id)
    .where('parent_action', '=', action)
    .where('parent_generation', '=', generation)
    .executeTakeFirst()
  return row?.id
}

/** Whether a request stands too deep below others to order one more. */
export async function isTooDeep(
  { db }: Pick<Requests, 'db'>,
  { tenant, id }: RequestKey,
): Promise<boolean> {
  const { rows } = await sql<{ depth: number }>`
    with recursive up as (
      select parent_id, 1 as depth from request where tenant = ${tenant} and id = ${id}::uuid
      union all
      select r.parent_id, up.depth + 1 from up join request r
        on r.tenant = ${tenant} and r.id = up.parent_id where up.depth <= ${deepest}
    ) select max(depth) as depth from up`.execute(db)
  return (rows[0]?.depth ?? 0) >= deepest
}

/** What the requester of a request was when it was ordered. */
export async function standingOf(
  { db }: Pick<Requests, 'db'>,
  { tenant, id }: RequestKey,
): Promise<{ teams: readonly string[]; roles: readonly string[] }> {
  const row = await db
    .selectFrom('request')
    .select(['requester_teams', 'requester_roles'])
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  return { teams: row?.requester_teams ?? [], roles: row?.requester_roles ?? [] }
}

/**
 * Tells the action that ordered a request, and whoever else waits for it, that this has ended. Only a
 * hint that spares them waiting for their next look: they read the request anyway.
 */
export function tellParent(deps: ChildDeps, child: RequestKey, parent: Parent): void {
  tell(deps, child, parent).catch((error: unknown) =>
    deps.telemetry.log.debug(
      { request: parent.id, error: String(error) },
      'a parent was not told at once',
    ),
  )
}

async function tell({ db, advance }: ChildDeps, child: RequestKey, parent: Parent): Promise<void> {
  const { tenant, id } = child
  const by = `request:${id}`
  const waiting = await db
    .selectFrom('action')
    .select('action_id')
    .where('tenant', '=', tenant)
    .where('request_id', '=', parent.id)
    .where('wait_key', '=', by)
    .execute()
  // The one that ordered it may still be on its way to waiting.
  const actions = new Set([parent.action, ...waiting.map(({ action_id }) => action_id)])
  for (const asked of actions)
    await advance({ tenant, id: parent.id }, (held) => {
      const action = listenerOf(held, asked)
      return { event: { type: 'action_signalled', action, signal: { request: id }, by }, actor: by }
    })
}

/** Who wants to hear of what an action ordered: while that is being undone the one who undoes it. */
function listenerOf({ fixed, run }: Held, action: string): string {
  if (actionOf(run, action)?.state !== 'compensating') return action
  return plannedOf(fixed.plan, action)?.rollback?.action ?? action
}

/**
 * Cancels requests that nobody waits for because the one that ordered them was stopped before its
 * worker could write down that they exist. Called by the sweep.
 */
export async function stopOrphans(deps: ChildDeps): Promise<void> {
  const rows = await deps.db
    .selectFrom('request as child')
    .innerJoin('request as parent', (join) =>
      join.onRef('parent.tenant', '=', 'child.tenant').onRef('parent.id', '=', 'child.parent_id'),
    )
    .innerJoin('action', (join) =>
      join
        .onRef('action.tenant', '=', 'child.tenant')
        .onRef('action.request_id', '=', 'child.parent_id')
        .onRef('action.action_id', '=', 'child.parent_action'),
    )
    .select(['child.tenant', 'child.id', 'parent.id as parent'])
    .select(
      sql<boolean>`coalesce(parent.run -> 'cancelling' -> 'compensate' = 'true', false)`.as(
        'compensate',
      ),
    )
    .where('child.parent_id', 'is not', null)
    .where('child.ended_at', 'is', null)
    .where('parent.ended_at', 'is not', null)
    .where('action.state', 'in', ['cancelled', 'failed', 'compensated'])
    .where(sql<boolean>`parent.run ? 'cancelling'`)
    .limit(mostAtOnce)
    .execute()
  for (const { tenant, id, parent, compensate } of rows)
    await deps.advance({ tenant, id }, () => stopping(parent, compensate))
}

/** Told by what was stopped along with another. */
export const stoppedReason = 'The request that ordered it was stopped'

/** The request that ordered it does not want it any more; `compensate`: nor what it has made. */
export function stopping(parent: string, compensate = false) {
  const by = `request:${parent}`
  return {
    event: {
      type: 'cancel_requested' as const,
      by,
      reason: stoppedReason,
      ...(compensate && { compensate: true as const }),
    },
    actor: by,
  }
}
