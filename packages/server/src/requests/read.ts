import { Problem } from '@pao/core'
import {
  describePlan,
  leftOf,
  type PlanPicture,
  type Progress,
  progress,
  shownOutputs,
  racers,
} from '@pao/core/engine'
import type { Principal } from '#identity/principal.ts'
import type { Tables } from '#store/tables.ts'
import { allows } from './access.ts'
import { mayLetBegin } from './calendar/exceptions.ts'
import type { Requests } from './deps.ts'
import type { Held, Requester } from './held.ts'
import { matching, readableBy, type RequestFilter, withoutChildren } from './list-filter.ts'
import { hideActions, hideAttempts, hideEvent, hideOutputs, hideRequest } from './redact.ts'
import { type RequestEvent, toEvent } from './request-event.ts'
import { searchRequests } from './search.ts'
import { revealable } from './reveal.ts'
import { type Seen, seen, type StandingDeps } from './standing.ts'
import type { ActionView, AttemptView, ChildSummary, RequestSummary, RequestView } from './views.ts'

export type ReadDeps = StandingDeps

/** A page and the place after it; hand `next` back as `after`. */
export type Page<T> = { items: readonly T[]; next?: string }

const columns = [
  'id',
  'item_id',
  'item_name',
  'item_version',
  'category',
  'owner_team',
  'requester',
  'environment',
  'reason',
  'state',
  'priority',
  'seq',
  'correlation_id',
  'created_at',
  'updated_at',
  'ended_at',
  'not_before',
  'progress',
  'deleted_at',
  'parent_id',
  'parent_action',
] as const

/** The whole request. Throws `request.not_found` also for what the principal may not read. */
export async function getRequest(
  deps: ReadDeps & Pick<Requests, 'calendars'>,
  principal: Principal,
  id: string,
): Promise<RequestView> {
  const { held, relations, values } = await seen(deps, principal, id)
  const row = await deps.db
    .selectFrom('request')
    .select(columns)
    .where('tenant', '=', held.key.tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row || row.deleted_at) throw new Problem('request.not_found', { request: id })
  const { fixed } = held
  const lanes = racers(fixed.plan, held.run)
  const view: RequestView = {
    ...summary(row),
    ...momentOf(held),
    definitionHash: fixed.definitionHash,
    ...(fixed.ordered && { ordered: fixed.ordered }),
    fields: fixed.fields,
    run: held.run,
    actions: withRevealable(deps, { held, relations }),
    children: await childrenOf(deps, principal, id),
    left: leftOf(fixed.plan, held.run),
    ...(lanes && { lanes }),
    mayControl: allows('control', relations),
    mayDecideException: mayLetBegin(principal, held, await deps.calendars.current()),
    ...(fixed.plan.cost && { cost: fixed.plan.cost }),
  }
  return values ? view : hideRequest(view)
}

/**
 * Where it stood when its actions were read. The row is read a moment later and may be further on: whoever follows from
 * its `seq` would never hear what these actions do not show yet.
 */
function momentOf({
  seq,
  run,
  fixed,
}: Held): Pick<RequestView, 'seq' | 'state' | 'progress' | 'endedAt'> {
  const { state, endedAt = null } = run
  return { seq, state, endedAt, progress: progress(fixed.plan, run) }
}

/** Children of one request that are shown; a plan with more is read by pages (`parent` of the list). */
const mostChildren = 200

/** Served by index request_by_parent. */
async function childrenOf(
  { db }: Pick<ReadDeps, 'db'>,
  principal: Principal,
  parent: string,
): Promise<readonly ChildSummary[]> {
  const rows = await db
    .selectFrom('request')
    .select(columns)
    .where('tenant', '=', principal.tenant)
    .where('parent_id', '=', parent)
    .where('deleted_at', 'is', null)
    .where((where) => where.and(readableBy(where, principal)))
    .orderBy('id')
    .limit(mostChildren)
    .execute()
  return rows.map((row) => ({
    ...summary(row),
    parent: { id: parent, action: row.parent_action ?? '' },
  }))
}

/** Newest first (ids sort by time). What the principal may not read is not in the list. */
export async function listRequests(
  deps: Pick<ReadDeps, 'db'>,
  principal: Principal,
  asked: { filter?: RequestFilter; after?: string; limit: number },
): Promise<Page<RequestSummary>> {
  const { filter = {}, after, limit } = asked
  const { q } = filter
  const searched = q === undefined ? undefined : await searchRequests(deps.db, principal.tenant, q)
  const rows = await deps.db
    .selectFrom('request')
    .select(columns)
    .where('tenant', '=', principal.tenant)
    .where('deleted_at', 'is', null)
    .where((where) =>
      where.and([
        ...readableBy(where, principal),
        ...matching(where, filter, searched),
        ...withoutChildren(where, principal, filter),
      ]),
    )
    .$if(after !== undefined, (query) => query.where('id', '<', after ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit).map(summary)
  const last = items.at(-1)
  return { items, ...(rows.length > limit && last && { next: last.id }) }
}

/** Where it stands now. */
export async function getStatus(
  deps: ReadDeps,
  principal: Principal,
  id: string,
): Promise<{
  id: string
  state: string
  seq: number
  progress: Progress
  actions: readonly ActionView[]
}> {
  const { held, values } = await seen(deps, principal, id)
  const { seq, run, fixed } = held
  return {
    id,
    state: run.state,
    seq,
    progress: progress(fixed.plan, run),
    actions: values ? actionsOf(held) : hideActions(actionsOf(held)),
  }
}

/** The event log after a sequence number, at most `limit` rows. */
export async function getEvents(
  deps: ReadDeps,
  principal: Principal,
  asked: { id: string; after: number; limit: number },
): Promise<readonly RequestEvent[]> {
  const { held, values } = await seen(deps, principal, asked.id)
  const { key } = held
  const rows = await deps.db
    .selectFrom('request_event')
    .select(['seq', 'type', 'at', 'actor', 'data'])
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .where('seq', '>', asked.after)
    .orderBy('seq')
    .limit(asked.limit)
    .execute()
  const events = rows.map(toEvent)
  return values ? events : events.map(hideEvent)
}

/** Every attempt with its log lines, oldest first. Secrets read `***`. */
export async function getLogs(
  deps: ReadDeps,
  principal: Principal,
  id: string,
): Promise<readonly AttemptView[]> {
  const { held, values } = await seen(deps, principal, id)
  const { key } = held
  const rows = await deps.db
    .selectFrom('attempt')
    .selectAll()
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .orderBy('started_at')
    .orderBy('fence')
    .limit(2_000)
    .execute()
  const attempts = rows.map((row) => ({
    action: row.action_id,
    fence: row.fence,
    entry: row.entry,
    attempt: row.attempt,
    generation: row.generation,
    worker: row.worker,
    startedAt: row.started_at.getTime(),
    endedAt: row.ended_at?.getTime() ?? null,
    outcome: row.outcome,
    input: row.input,
    outputs: row.outputs,
    error: row.error,
    httpStatus: row.http_status,
    ref: row.ref,
    log: row.log,
  }))
  return values ? attempts : hideAttempts(attempts)
}

/** Outputs by action; sensitive ones read `***`, those of what was undone are gone. */
export async function getOutputs(
  deps: ReadDeps,
  principal: Principal,
  id: string,
): Promise<Readonly<Record<string, unknown>>> {
  const { held, values } = await seen(deps, principal, id)
  const outputs = shownOutputs(held.fixed.plan, held.run)
  return values ? outputs : hideOutputs(outputs)
}

/** The plan as it was pinned at submission. */
export async function getPlan(
  deps: ReadDeps,
  principal: Principal,
  id: string,
): Promise<PlanPicture> {
  return describePlan((await readable(deps, principal, id)).fixed.plan)
}

/** The request if the principal may read it. Throws `request.not_found` otherwise. */
export async function readable(deps: ReadDeps, principal: Principal, id: string): Promise<Held> {
  return (await seen(deps, principal, id)).held
}

/** Actions with the secrets that whoever asks may have shown to them. */
function withRevealable(
  { now }: Pick<ReadDeps, 'now'>,
  { held, relations }: Pick<Seen, 'held' | 'relations'>,
): readonly ActionView[] {
  const actions = actionsOf(held)
  if (!allows('reveal', relations)) return actions
  return actions.map((action) => {
    const names = revealable(held, action.id, now())
    return names.length > 0 ? { ...action, revealable: names } : action
  })
}

function actionsOf({ fixed, run }: Held): readonly ActionView[] {
  const shown = shownOutputs(fixed.plan, run)
  return fixed.plan.actions.flatMap(({ id, name, type, lane, undoes }) => {
    const action = Object.hasOwn(run.actions, id) ? run.actions[id] : undefined
    if (!action) return []
    const { outputs: _, ...rest } = action
    const outputs = Object.hasOwn(shown, id) ? shown[id] : undefined
    const facts = { id, name, type, lane, ...(undoes !== undefined && { undoes }) }
    return [{ ...rest, ...facts, ...(outputs && { outputs }) }]
  })
}

type SummaryRow = {
  [K in Exclude<(typeof columns)[number], 'deleted_at'>]: Tables['request'][K] extends {
    readonly __select__: infer S
  }
    ? S
    : Tables['request'][K]
}

function summary(row: SummaryRow): RequestSummary {
  return {
    id: row.id,
    item: { id: row.item_id, name: row.item_name, version: row.item_version },
    category: row.category,
    ownerTeam: row.owner_team,
    requester: row.requester as Requester,
    environment: row.environment,
    reason: row.reason,
    state: row.state,
    priority: row.priority,
    seq: row.seq,
    correlationId: row.correlation_id,
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
    endedAt: row.ended_at?.getTime() ?? null,
    notBefore: row.not_before?.getTime() ?? null,
    progress: row.progress as Progress,
    parent: row.parent_id === null ? null : { id: row.parent_id, action: row.parent_action ?? '' },
  }
}
