import { type AutomationOff, firstRun, type Run } from '@pao/core/engine'
import type { Principal } from '#identity/principal.ts'
import { isDuplicate } from '#store/db.ts'
import { type Answer, checkKey, fingerprint, type KeyScope, recall } from '#store/idempotency.ts'
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
  | 'environments'
  | 'options'
  | 'connectors'
  | 'takeIn'
  | 'automation'
>

/**
 * Takes an order in. Every check comes first; then one statement holds all of it or nothing: request,
 * events, actions, first jobs and the key; it may hold other orders too. Throws what `checkOrder` and `recall` throw.
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
  const held = heldOf(deps, checked, { tenant: principal.tenant, options })
  const automation = (await deps.automation.current())(principal.tenant, held.fixed.itemId)
  const actor = `user:${principal.id}`
  const change = taken(deps, { held, checked, actor, automation })
  const submitted = { id: held.key.id, state: change.run.state, seq: change.seq }
  const answer = options.idempotency?.answer(submitted)
  const kept = keyed && answer && { ...keyed.scope, fingerprint: keyed.print, answer }
  try {
    const { category } = checked.item.metadata
    await deps.takeIn({
      change,
      category,
      reason: order.reason,
      notBefore: checked.notBefore,
      kept,
    })
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

type Taking = {
  held: Held
  checked: CheckedOrder
  actor: string
  automation: AutomationOff | undefined
}

function taken({ random }: SubmitDeps, { held, checked, actor, automation }: Taking): Change {
  const change = begin(held, held.fixed.createdAt)
  const { notBefore } = checked
  const event = {
    type: 'submitted' as const,
    ...(notBefore !== undefined && { notBefore }),
    ...(automation && { automation }),
  }
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
