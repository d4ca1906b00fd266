import { Problem } from '@pao/core'
import type { Document } from '@pao/core/catalog'
import { carriedAnswers, gateFaults, promotionWay, type PromotionWay } from '@pao/core/governance'
import type { Principal } from '#identity/principal.ts'
import type { Answer } from '#store/idempotency.ts'
import { mayControl, mayRead, relationsOf, seesValues } from './access.ts'
import { check, keyOf } from './control.ts'
import type { Requests } from './deps.ts'
import type { Held, RequestKey } from './held.ts'
import { submit, type SubmitDeps, type Submitted } from './submit.ts'

export type PromoteDeps = SubmitDeps & Pick<Requests, 'db' | 'shelf' | 'findItem' | 'now'>

export type PromoteWish = {
  id: string
  /** The next on the way; another one is refused. Left out = the next. */
  environment?: string
  /** Answers that shall be others than those carried. */
  fields?: Readonly<Record<string, unknown>>
  reason?: string
}

/** Where else the same was carried to. */
type Stage = { request: string; environment: string; state: string }

/** The way of a request through the environments, and how far it has come. */
export type Promotion = PromotionWay & {
  environment: string | null
  /** The request it was carried on from, as far as one may see it. */
  from: Stage | undefined
  /** Orders it was carried on by, newest first. */
  promoted: readonly Stage[]
  mayPromote: boolean
}

/** Promotions of one request that are told. */
const mostStages = 20
/** An order that ended so carried nothing on: it may be tried again. */
const inVain = ['failed', 'cancelled', 'rejected', 'rolled_back', 'rollback_failed']

/** Throws `request.not_found`. Of an item one may not see any more there is no way. */
export async function promotionOf(
  deps: PromoteDeps,
  principal: Principal,
  id: string,
): Promise<Promotion> {
  const held = await readable(deps, principal, id)
  const found = await deps.findItem(principal, held.fixed.itemId)
  const way = await wayOf(deps, held, found?.document)
  return {
    ...way,
    environment: held.fixed.environment,
    from: (await stagesOf(deps, principal, { held, side: 'to_id' }))[0],
    promoted: await stagesOf(deps, principal, { held, side: 'from_id' }),
    mayPromote: mayControl(principal, ownedOf(held)) && held.run.state === 'completed',
  }
}

/**
 * Orders the newest version of the item once more, in the next environment of its way: the same answers, those that the
 * environment has of its own, and the call's on top. Throws `request.not_completed`, `request.not_promotable`,
 * `request.promoted`, `request.gate_closed` with every closed gate, and what `submit` throws.
 */
export async function promote(
  deps: PromoteDeps,
  principal: Principal,
  wish: PromoteWish,
): Promise<Submitted> {
  const held = await readable(deps, principal, wish.id)
  check(principal, held, mayControl)
  const { key, fixed, run } = held
  // Nobody carries answers on, into a request of their own, that they may not see here.
  if (!seesValues(relationsOf(principal, ownedOf(held)), fixed.plan.restricted === true))
    throw new Problem('auth.forbidden', { request: key.id })
  if (run.state !== 'completed')
    throw new Problem('request.not_completed', { request: key.id, state: run.state })
  const found = await deps.findItem(principal, fixed.itemId)
  if (!found) throw new Problem('item.not_found', { item: fixed.itemId })
  const way = await wayOf(deps, held, found.document)
  const environment = nextOf(held, way, wish.environment)
  await refuseTwice(deps, key, environment)
  const faults = gateFaults(way.gates)
  if (faults.length > 0)
    throw new Problem('request.gate_closed', { request: key.id, environment }, faults)
  const asks = Object.hasOwn(fixed.fields, 'environment')
  const order = {
    item: fixed.itemId,
    fields: { ...carriedAnswers(found.document, fixed.fields, environment), ...wish.fields },
    ...(!asks && { environment }),
    ...(wish.reason !== undefined && { reason: wish.reason }),
  }
  const idempotency = await keyOfNext(deps, principal, { key, environment })
  const submitted = await submit(deps, principal, order, { idempotency })
  await deps.db
    .insertInto('request_promotion')
    .values({
      tenant: key.tenant,
      from_id: key.id,
      to_id: submitted.id,
      environment,
      at: new Date(deps.now()),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  if (submitted.replay && firstOf(submitted.replay) !== principal.id)
    throw new Problem('request.promoted', { request: key.id, environment, by: submitted.id })
  return { id: submitted.id, state: submitted.state, seq: submitted.seq }
}

async function readable(deps: PromoteDeps, principal: Principal, id: string): Promise<Held> {
  const taken = await deps.shelf.take(deps.db, keyOf(principal, id), true)
  if (!taken) throw new Problem('request.not_found', { request: id })
  check(principal, taken.held, mayRead)
  return taken.held
}

function ownedOf({ key, fixed }: Held) {
  return {
    tenant: key.tenant,
    requesterId: fixed.requester.id,
    ownerTeam: fixed.ownerTeam,
  }
}

async function wayOf(
  deps: PromoteDeps,
  { key, fixed, run }: Held,
  document: Document | undefined,
): Promise<PromotionWay> {
  if (!document) return { path: [], next: undefined, gates: [], overrides: [] }
  const look = await deps.db
    .selectFrom('resource_look')
    .select('state')
    .where('tenant', '=', key.tenant)
    .where('resource_id', '=', key.id)
    .executeTakeFirst()
  const { environment } = fixed
  const completedAt = run.state === 'completed' ? run.endedAt : undefined
  const drift = look?.state ?? 'unknown'
  return promotionWay(document, { environment, completedAt, drift }, deps.now())
}

function nextOf({ key, fixed }: Held, { next, path }: PromotionWay, wanted = next): string {
  if (next !== undefined && wanted === next) return next
  const way = path.join(' → ')
  const detail =
    path.length === 0
      ? `The item ${fixed.itemId} names no way under fulfillment.promotion.path`
      : `The way is ${way}; from ${fixed.environment ?? 'no environment'} it goes ${next === undefined ? 'no further' : `to ${next}`}`
  throw new Problem('request.not_promotable', { request: key.id, environment: wanted, detail })
}

/** One order at a time carries it on to an environment, unless that came to nothing. */
async function refuseTwice(
  { db }: PromoteDeps,
  key: RequestKey,
  environment: string,
): Promise<void> {
  const earlier = await db
    .selectFrom('request_promotion as p')
    .innerJoin('request as r', (join) =>
      join.onRef('r.tenant', '=', 'p.tenant').onRef('r.id', '=', 'p.to_id'),
    )
    .select('p.to_id')
    .where('p.tenant', '=', key.tenant)
    .where('p.from_id', '=', key.id)
    .where('p.environment', '=', environment)
    .where('r.state', 'not in', inVain)
    .executeTakeFirst()
  if (earlier)
    throw new Problem('request.promoted', { request: key.id, environment, by: earlier.to_id })
}

/**
 * One key for all who promote it at the same moment, written in the statement of the order: who comes second gets the first
 * one's, also after a crash that left an order without its line here.
 */
async function keyOfNext(
  { db }: PromoteDeps,
  principal: Principal,
  { key, environment }: { key: RequestKey; environment: string },
) {
  const { count } = await db
    .selectFrom('request_promotion')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('tenant', '=', key.tenant)
    .where('from_id', '=', key.id)
    .executeTakeFirstOrThrow()
  return {
    key: `${key.id}-${environment}-${count}`.slice(0, 255),
    operation: 'promotion of a request',
    shared: true as const,
    answer: ({ id, state, seq }: Submitted) => ({
      status: 202,
      headers: {},
      body: JSON.stringify({ id, state, seq, by: principal.id }),
    }),
  }
}

/** Who got the order that another call of the key is answered with. */
function firstOf({ body }: Answer): string | undefined {
  return (JSON.parse(body) as { by?: string }).by
}

type Looking = { held: Held; side: 'from_id' | 'to_id' }

/** What it came from, or went to, that the principal may read. */
async function stagesOf(
  { db }: PromoteDeps,
  principal: Principal,
  { held: { key }, side }: Looking,
): Promise<Stage[]> {
  const other = side === 'from_id' ? 'to_id' : 'from_id'
  const rows = await db
    .selectFrom('request_promotion as p')
    .innerJoin('request as r', (join) =>
      join.onRef('r.tenant', '=', 'p.tenant').onRef('r.id', '=', `p.${other}`),
    )
    .select(['r.id', 'r.state', 'r.environment', 'r.requester_id', 'r.owner_team'])
    .where('p.tenant', '=', key.tenant)
    .where(`p.${side}`, '=', key.id)
    .where('r.deleted_at', 'is', null)
    .orderBy('p.at', 'desc')
    .limit(mostStages)
    .execute()
  return rows
    .filter((row) =>
      mayRead(principal, {
        tenant: key.tenant,
        requesterId: row.requester_id,
        ownerTeam: row.owner_team,
      }),
    )
    .map((row) => ({ request: row.id, environment: row.environment ?? '', state: row.state }))
}
