import { type Exception, firstRun, isAgreement, type Run } from '@pao/core/engine'
import type { Principal } from '#identity/principal.ts'
import { isDuplicate } from '#store/db.ts'
import {
  type Answer,
  checkKey,
  fingerprint,
  type Kept,
  type KeyScope,
  recall,
} from '#store/idempotency.ts'
import { announceChange } from './advance.ts'
import { standingsNow } from './calendar/standings.ts'
import { type Ended, tellEnd } from './spans.ts'
import { begin, type Change, happen } from './change.ts'
import type { Requests } from './deps.ts'
import type { Held, Parent } from './held.ts'
import type { CheckDeps } from './ordered-along.ts'
import { type CheckedOrder, checkOrder, type Order } from './order.ts'
import { type Changes, demandsOf, teamOf } from './quotas/effect.ts'
import { exceeded, type Reservation, whileQuotasMove } from './quotas/reserve.ts'

/** A taken order. `replay` is the answer an earlier call with the same key got, to be sent again. */
export type Submitted = { id: string; state: Run['state']; seq: number; replay?: Answer }

export type SubmitOptions = {
  correlationId?: string
  /** The resource that the order changes or ends: what that holds of quotas is changed, not added to. */
  changes?: Changes
  idempotency?: {
    key: string
    /** Method and route, e.g. `POST /requests`. */
    operation: string
    /** One for all people, whatever they order: who comes second gets what the first got. Left out = each has keys of their own. */
    shared?: true
    /** The answer to keep; made before the request is written, kept together with it. */
    answer(submitted: Submitted): Answer
  }
}

export type SubmitDeps = CheckDeps &
  Pick<
    Requests,
    | 'jobs'
    | 'signal'
    | 'cipher'
    | 'shelf'
    | 'telemetry'
    | 'noteItemLimit'
    | 'takeIn'
    | 'automation'
    | 'calendars'
    | 'spans'
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

  return whileQuotasMove(() => written(deps, { principal, order, options, keyed }))
}

type Ordering = {
  principal: Principal
  order: Order
  options: SubmitOptions
  keyed?: Keyed | undefined
}

async function written(
  deps: SubmitDeps,
  { principal, order, options, keyed }: Ordering,
): Promise<Submitted> {
  const checked = await checkOrder(deps, principal, order, options.changes)
  const taking = await take(deps, {
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
  /** Of the request that orders it: what lets that one begin whatever the calendar says lets this one. */
  exception?: Exception | undefined
}
export type Taken = Taking & { change: Change }

/** The request as it will be, nothing written yet. Throws `quota.exceeded` and `budget.exceeded`. */
export async function take(deps: SubmitDeps, taking: Taking): Promise<Taken> {
  const { checked, actor, exception } = taking
  const refused = checked.quotas.filter((effect) => effect.refused)
  if (refused.length > 0) throw exceeded(refused)
  const held = heldOf(deps, taking)
  const change = begin(held, held.fixed.createdAt)
  const { notBefore } = checked
  const event = {
    type: 'submitted' as const,
    ...(notBefore !== undefined && { notBefore }),
    ...(exception?.state === 'granted' && { exception }),
    ...(await standingsNow(deps))(held),
  }
  happen(change, { event, actor }, deps.random)
  return { ...taking, change }
}

/** Writes all of it or nothing, and the answer to a keyed call with it. Throws `QuotaMoved` where it must be checked anew. */
export async function writeRequest(
  deps: SubmitDeps,
  { change, checked, reason }: Taken,
  kept?: Kept,
): Promise<void> {
  const { document, notBefore, asker, plan } = checked
  await deps.noteItemLimit(asker.principal.tenant, document.metadata.id, plan.itemLimit)
  const taken = {
    change,
    category: document.metadata.category,
    reason,
    notBefore,
    standing: { teams: asker.teams, roles: asker.principal.roles },
    kept,
  }
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const reservation = await reservationOf(deps, change.held.key.id, checked)
    if ((await deps.takeIn(taken, reservation)) === 'taken') return
    deps.quotas.forget()
  }
  throw new Error('The quotas of the tenant could not be read as they are')
}

/** Reading the rules anew once another process has set the first, and again because of orders written along. */
const mostTries = 5

/** What the order takes of quotas; undefined where the tenant has none. */
async function reservationOf(
  deps: SubmitDeps,
  request: string,
  { asker, document, environment, plan, changes }: CheckedOrder,
): Promise<Reservation | undefined> {
  const { tenant } = asker.principal
  const rules = await deps.quotas.current(tenant)
  if (rules.length === 0) return undefined
  const demands = demandsOf(deps, { document, environment, plan, changes }, { tenant, rules })
  return {
    request,
    team: teamOf(asker, changes),
    demands,
    isAsked: plan.actions.some(isAgreement),
    ...(changes && { changes: changes.request }),
  }
}

/** Tells whom it concerns once the request is written for good. */
export function announceRequest(deps: SubmitDeps, { change, checked }: Taken): void {
  const { held } = change
  deps.shelf.keep({ ...held, run: change.run, seq: change.seq })
  // Whoever ordered it looks at it right after this.
  const ended = (fact: Ended): void => tellEnd(deps, fact)
  announceChange({ ...deps, ended }, change)
  deps.telemetry.requestSubmitted({ item: held.fixed.itemId, mode: checked.plan.mode })
}

type Keyed = { scope: KeyScope; print: string }
type KeyOption = NonNullable<SubmitOptions['idempotency']>

function keyOf(principal: Principal, order: Order, { key, operation, shared }: KeyOption): Keyed {
  checkKey(key)
  const { tenant, id } = principal
  if (shared) return { scope: { tenant, principal: '', operation, key }, print: fingerprint(key) }
  return { scope: { tenant, principal: id, operation, key }, print: fingerprint(order) }
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
      planChanges: 0,
      createdAt: deps.now(),
      ...(parent && { parent }),
    },
  }
}

/** What may be seen of secret answers. */
export function masked(secrets: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.keys(secrets).map((id) => [id, '***']))
}
