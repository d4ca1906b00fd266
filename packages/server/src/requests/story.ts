import { narrate, type Plan, type RunEvent, type Sentence } from '@pao/core/engine'
import { sql } from 'kysely'
import type { Principal } from '#identity/principal.ts'
import { doneTo } from '#audit/done-to.ts'
import type { Held, RequestKey } from './held.ts'
import type { ReadDeps } from './read.ts'
import { withoutValues } from './redact.ts'
import { revealing } from './reveal.ts'
import { seen } from './standing.ts'
import { commentsOf } from './talk/comments.ts'

/** Secrets shown that are told, the latest. */
const mostShown = 200
/** Rows of the log that are told; a longer one is told up to there. */
const mostRows = 5_000

/** What became of a request and what people wrote to it, sentence by sentence. Throws `request.not_found`. */
export async function storyOf(
  deps: ReadDeps,
  principal: Principal,
  id: string,
): Promise<readonly Sentence[]> {
  const { held, values } = await seen(deps, principal, id)
  const { key, fixed, run } = held
  const told = values ? (event: RunEvent) => event : withoutValues
  const rows = await deps.db
    .selectFrom('request_event')
    .select(['at', 'data'])
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .orderBy('seq')
    .limit(mostRows)
    .execute()
  const events = rows.flatMap(({ at, data }) => {
    const { event } = data as { event?: RunEvent }
    return event ? [{ event: told(event), at: at.getTime() }] : []
  })
  const ordered = fixed.planChanges > 0 ? await orderedPlan(deps, key) : undefined
  const words = (await commentsOf(deps, key)).map(({ at, by, body }) => ({
    at,
    sentence: `${by.name} wrote: “${body}”`,
  }))
  const dropped =
    rows.length === 0 && run.endedAt !== undefined
      ? [{ at: run.endedAt, sentence: 'It ended here; its steps are no longer kept.' }]
      : []
  const shown = await secretsShown(deps, held)
  return [...narrate(ordered ?? fixed.plan, events), ...dropped, ...words, ...shown].toSorted(
    (left, right) => left.at - right.at,
  )
}

/** Which secrets were shown: only whom the request is for has them shown. */
async function secretsShown(
  { db }: ReadDeps,
  { key: { tenant, id }, fixed: { plan, requester } }: Held,
): Promise<readonly Sentence[]> {
  if (!plan.actions.some(({ reveal }) => reveal !== undefined)) return []
  const on = { type: 'request', id }
  const shown = await doneTo(db, tenant, { on, action: revealing, limit: mostShown })
  const { name = requester.id } = requester
  return shown.map(({ at, detail }) => ({
    at,
    sentence: `${name} had the secret ${String(detail['output'])} of ${String(detail['action'])} shown.`,
  }))
}

/** The plan a request was ordered with, where it goes on with another one: the log begins there. */
async function orderedPlan({ db }: ReadDeps, key: RequestKey): Promise<Plan | undefined> {
  const row = await db
    .selectFrom('request as r')
    .leftJoin('action_set as s', (join) =>
      join
        .onRef('s.tenant', '=', 'r.tenant')
        .on('s.hash', '=', sql<string>`r.ordered_as ->> 'action_set'`),
    )
    .select(['r.ordered_as', 's.actions'])
    .where('r.tenant', '=', key.tenant)
    .where('r.id', '=', key.id)
    .executeTakeFirst()
  const ordered = row?.ordered_as as { plan: Plan } | null | undefined
  if (!ordered) return undefined
  return row?.actions ? { ...ordered.plan, actions: row.actions as Plan['actions'] } : ordered.plan
}
