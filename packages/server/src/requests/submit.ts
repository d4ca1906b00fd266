import { firstRun, nextSlaMoment, progress, type Run } from '@pao/core/engine'
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
import { announceChange } from './advance.ts'
import { begin, type Change, happen } from './change.ts'
import type { Requests } from './deps.ts'
import type { Held } from './held.ts'
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

type SubmitDeps = Pick<
  Requests,
  | 'db'
  | 'jobs'
  | 'signal'
  | 'cipher'
  | 'shelf'
  | 'now'
  | 'newId'
  | 'random'
  | 'telemetry'
  | 'findItem'
  | 'connectors'
  | 'noteItemLimit'
>

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
  const { id: item } = checked.item.metadata
  await deps.noteItemLimit(principal.tenant, item, checked.plan.itemLimit)
  const held = heldOf(deps, checked, { tenant: principal.tenant, options })
  const change = taken(deps, { held, checked, actor: `user:${principal.id}` })
  const submitted = { id: held.key.id, state: change.run.state, seq: change.seq }
  const answer = options.idempotency?.answer(submitted)
  const kept = keyed && answer && { ...keyed.scope, fingerprint: keyed.print, answer }
  try {
    await runStatement(deps.db, submitStatement(deps.jobs.insert), [
      ...requestValues({ checked, change, order }),
      ...changeValues(change, deps.jobs.insert),
      keepRow(kept),
      ...readings(change),
    ])
  } catch (error) {
    const first = keyed && isDuplicate(error) && (await recall(deps.db, keyed.scope, keyed.print))
    if (first) return replayed(first)
    throw error
  }
  deps.shelf.keep({ ...held, run: change.run, seq: change.seq })
  announceChange({ ...deps, ended: deps.telemetry.requestEnded }, change)
  deps.telemetry.requestSubmitted({ item: held.fixed.itemId, mode: checked.plan.mode })
  return submitted
}

type Taking = { held: Held; checked: CheckedOrder; actor: string }

function taken({ random }: SubmitDeps, { held, checked, actor }: Taking): Change {
  const change = begin(held, held.fixed.createdAt)
  const { notBefore } = checked
  const event = { type: 'submitted' as const, ...(notBefore !== undefined && { notBefore }) }
  happen(change, { event, actor }, random)
  return change
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

type Around = { tenant: string; options: SubmitOptions }

function heldOf(deps: SubmitDeps, checked: CheckedOrder, { tenant, options }: Around): Held {
  const { metadata } = checked.item
  const sealed = Object.keys(checked.secrets).length > 0
  return {
    key: { tenant, id: deps.newId() },
    seq: 0,
    deleted: false,
    run: firstRun(checked.plan),
    fixed: {
      itemId: metadata.id,
      itemName: metadata.name,
      itemVersion: metadata.version,
      ownerTeam: metadata.owner.team,
      definitionHash: checked.hash,
      requester: checked.requester,
      environment: checked.environment ?? null,
      correlationId: options.correlationId ?? deps.newId(),
      fields: { ...checked.fields, ...masked(checked.secrets) },
      sealedFields: sealed ? deps.cipher.seal(JSON.stringify(checked.secrets)) : null,
      plan: checked.plan,
      createdAt: deps.now(),
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
        sealed_fields, plan, not_before, progress, sla_at)
      values ($1, $2::uuid, $3, $4, $5, ${ms(6)}, ${ms(7)}, ${ms(7)},
        ${ms(8)}, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
        ${ms(25)}, $30, ${ms(31)})
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

/** What lists and the sweep read without the run. */
function readings({ held, run }: Change): unknown[] {
  return [JSON.stringify(progress(held.fixed.plan, run)), nextSlaMoment(run) ?? null]
}

type Written = { checked: CheckedOrder; change: Change; order: Order }

function requestValues({ checked, change, order }: Written): unknown[] {
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
    checked.item.metadata.category,
    fixed.ownerTeam,
    fixed.definitionHash,
    fixed.requester.id,
    JSON.stringify(fixed.requester),
    fixed.environment,
    order.reason ?? null,
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
