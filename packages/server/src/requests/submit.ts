import { firstRun, progress, type Run } from '@pao/core/engine'
import type { Principal } from '#identity/principal.ts'
import { isDuplicate, runStatement, type Statement } from '#store/db.ts'
import {
  type Answer,
  checkKey,
  fingerprint,
  keepRow,
  keepStatement,
  type KeyScope,
  recall,
} from '#store/idempotency.ts'
import type { JobInsert } from '#store/jobs.ts'
import { announceChange, type Ended } from './advance.ts'
import { begin, type Change, happen } from './change.ts'
import type { Requests } from './deps.ts'
import type { Held, Parent } from './held.ts'
import { type CheckDeps } from './ordered-along.ts'
import { type CheckedOrder, checkOrder, type Order } from './order.ts'

/** A taken order. `replay` is the answer an earlier call with the same key got, to be sent again. */
export type Submitted = { id: string; state: Run['state']; seq: number; replay?: Answer }

export type SubmitOptions = {
  correlationId?: string
  idempotency?: {
    key: string
    /** Method and route, e.g. `POST /requests`. */
    operation: string
    /** The answer to keep; made before the request is written, kept together with it. */
    answer(submitted: Submitted): Answer
  }
}

export type SubmitDeps = CheckDeps &
  Pick<Requests, 'jobs' | 'signal' | 'cipher' | 'shelf' | 'telemetry'>

/**
 * Takes an order in. Every check comes first; then one statement holds all of it or nothing: request,
 * events, actions, first jobs and the key. Throws what `checkOrder` and `recall` throw.
 */
export async function submit(
  deps: SubmitDeps,
  principal: Principal,
  order: Order,
  options: SubmitOptions = {},
): Promise<Submitted> {
  const keyed = options.idempotency && keyOf(principal, order, options.idempotency)
  const known = keyed && (await recall(deps.db, keyed.scope, keyed.print))
  if (known) return replayed(known)

  const checked = await checkOrder(deps, principal, order)
  const taking = take(deps, {
    checked,
    reason: order.reason,
    correlationId: options.correlationId,
    actor: `user:${principal.id}`,
  })
  const { change } = taking
  const submitted = { id: change.held.key.id, state: change.run.state, seq: change.seq }
  const answer = options.idempotency?.answer(submitted)
  const kept = keyed && answer && { ...keyed.scope, fingerprint: keyed.print, answer }
  try {
    await writeRequest(deps, taking, kept)
  } catch (error) {
    const first = keyed && isDuplicate(error) && (await recall(deps.db, keyed.scope, keyed.print))
    if (first) return replayed(first)
    throw error
  }
  announceRequest(deps, taking)
  return submitted
}

/** A checked order about to become a request. */
export type Taking = {
  checked: CheckedOrder
  reason: string | undefined
  /** A new one when left out. */
  correlationId: string | undefined
  actor: string
  parent?: Parent
}
export type Taken = Taking & { change: Change }

/** The request as it will be, nothing written yet. */
export function take(deps: SubmitDeps, taking: Taking): Taken {
  const { checked, actor } = taking
  const held = heldOf(deps, taking)
  const change = begin(held, held.fixed.createdAt)
  const { notBefore } = checked
  const event = { type: 'submitted' as const, ...(notBefore !== undefined && { notBefore }) }
  happen(change, { event, actor }, deps.random)
  return { ...taking, change }
}

/** Writes all of it or nothing, and the answer to a keyed call with it. */
export async function writeRequest(
  deps: SubmitDeps,
  taken: Taken,
  kept?: Parameters<typeof keepRow>[0],
): Promise<void> {
  const { change, checked } = taken
  await runStatement(deps.db, submitStatement(deps.jobs.insert), [
    ...requestValues(taken),
    ...changeValues(change, deps.jobs.insert),
    keepRow(kept),
    JSON.stringify(progress(checked.plan, change.run)),
    ...kinshipValues(taken),
  ])
}

/** Tells whom it concerns once the request is written for good. */
export function announceRequest(deps: SubmitDeps, { change, checked }: Taken): void {
  const { held } = change
  deps.shelf.keep({ ...held, run: change.run, seq: change.seq })
  // Whoever ordered it looks at it right after this.
  const ended = ({ item, outcome, seconds }: Ended): void =>
    deps.telemetry.requestEnded({ item, outcome, seconds })
  announceChange({ ...deps, ended }, change)
  deps.telemetry.requestSubmitted({ item: held.fixed.itemId, mode: checked.plan.mode })
}

type Keyed = { scope: KeyScope; print: string }
type KeyOption = NonNullable<SubmitOptions['idempotency']>

function keyOf(principal: Principal, order: Order, { key, operation }: KeyOption): Keyed {
  checkKey(key)
  const scope = { tenant: principal.tenant, principal: principal.id, operation, key }
  return { scope, print: fingerprint(order) }
}

/** The kept answer is the truth; its id and state are repeated for callers that look at them. */
function replayed(replay: Answer): Submitted {
  const body: unknown = JSON.parse(replay.body)
  const { id, state, seq } = body as Partial<Submitted>
  return { id: id ?? '', state: state ?? 'submitted', seq: seq ?? 0, replay }
}

function heldOf(deps: SubmitDeps, { checked, correlationId, parent }: Taking): Held {
  const { metadata } = checked.document
  const sealed = Object.keys(checked.secrets).length > 0
  return {
    key: { tenant: checked.asker.principal.tenant, id: deps.newId() },
    seq: 0,
    deleted: false,
    run: firstRun(checked.plan),
    fixed: {
      itemId: metadata.id,
      itemName: metadata.name,
      itemVersion: metadata.version,
      ownerTeam: metadata.owner.team,
      definitionHash: checked.hash,
      requester: checked.asker.requester,
      environment: checked.environment ?? null,
      correlationId: correlationId ?? deps.newId(),
      fields: { ...checked.fields, ...masked(checked.secrets) },
      sealedFields: sealed ? deps.cipher.seal(JSON.stringify(checked.secrets)) : null,
      plan: checked.plan,
      createdAt: deps.now(),
      ...(parent && { parent }),
    },
  }
}

function masked(secrets: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.keys(secrets).map((id) => [id, '***']))
}

const statements = new WeakMap<JobInsert, Statement>()
const ms = (n: number): string => `to_timestamp($${n}::float8 / 1000.0)`

function submitStatement(insert: JobInsert): Statement {
  const made = statements.get(insert) ?? {
    name: 'request_submit',
    text: `with made as (
      insert into request (tenant, id, seq, state, run, deadline_at, created_at, updated_at,
        ended_at, item_id, item_name, item_version, category, owner_team, definition_hash,
        requester_id, requester, environment, reason, correlation_id, priority, queue, fields,
        sealed_fields, plan, not_before, progress, parent_id, parent_action, parent_generation,
        requester_teams, requester_roles)
      values ($1, $2::uuid, $3, $4, $5, ${ms(6)}, ${ms(7)}, ${ms(7)},
        ${ms(8)}, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
        ${ms(25)}, $30, $31::uuid, $32, $33::integer, $34::text[], $35::text[])
    ), events as (
      insert into request_event (tenant, request_id, seq, type, at, actor, correlation_id, data)
      select $1, $2::uuid, x.seq, x.type, ${ms(7)}, x.actor, $19, x.data
      from jsonb_to_recordset($26::text::jsonb) as x (seq integer, type text, actor text, data jsonb)
    ), actions as (
      insert into action (tenant, request_id, action_id, state, fence, wake_at)
      select $1, $2::uuid, x.action_id, x.state, 0,
        case when x.state = 'ready' then clock_timestamp() + interval '10 seconds' end
      from jsonb_to_recordset($27::text::jsonb) as x (action_id text, state text)
    ), jobs as (${insert.text('$28')}), kept as (${keepStatement(29)})
    select 1 as done`,
  }
  statements.set(insert, made)
  return made
}

function requestValues({ checked, change, reason }: Taken): unknown[] {
  const { key, fixed } = change.held
  const { run, at } = change
  return [
    key.tenant,
    key.id,
    change.seq,
    run.state,
    JSON.stringify(run),
    run.deadlineAt ?? null,
    at,
    run.endedAt ?? null,
    fixed.itemId,
    fixed.itemName,
    fixed.itemVersion,
    checked.document.metadata.category,
    fixed.ownerTeam,
    fixed.definitionHash,
    fixed.requester.id,
    JSON.stringify(fixed.requester),
    fixed.environment,
    reason ?? null,
    fixed.correlationId,
    checked.plan.priority,
    checked.plan.queue,
    JSON.stringify(fixed.fields),
    fixed.sealedFields,
    JSON.stringify(checked.plan),
    checked.notBefore ?? null,
  ]
}

function changeValues({ events, run, jobs }: Change, insert: JobInsert): unknown[] {
  const actions = Object.entries(run.actions).map(([action_id, { state }]) => ({
    action_id,
    state,
  }))
  return [JSON.stringify(events), JSON.stringify(actions), insert.rows(jobs)]
}

/** Where it comes from, and what its requester was. */
function kinshipValues({ checked, parent }: Taken): unknown[] {
  const { principal, teams } = checked.asker
  return [
    parent?.id ?? null,
    parent?.action ?? null,
    parent?.generation ?? null,
    [...teams],
    [...principal.roles],
  ]
}
