import {
  type ItemOrder,
  type Orders,
  type PlacedOrder,
  type RefusedOrder,
  TransportFailure,
} from '@pao/connectors'
import { Problem } from '@pao/core'
import { type ActionRun, canRollBack, type PlannedAction } from '@pao/core/engine'
import { isRole } from '#identity/principal.ts'
import { isDuplicate, isUnavailable } from '#store/db.ts'
import { orderedIn } from './accept-in.ts'
import { outputsOfChild } from './child-outputs.ts'
import { standingsNow } from './calendar/standings.ts'
import { childOf, isTooDeep, standingOf, stopping } from './children.ts'
import type { FoundItem, Requests } from './deps.ts'
import type { Held, Parent } from './held.ts'
import { callingOff, undoing } from './late-parts.ts'
import { type CheckedOrder, checkFound } from './order.ts'
import type { Asker } from './ordered-along.ts'
import { outputsSealed } from './scope.ts'
import { type AgainDeps, reserveAgain } from './quotas/again.ts'
import { teamNamed } from './quotas/effect.ts'
import { whileQuotasMove } from './quotas/reserve.ts'
import { announceRequest, type SubmitDeps, take, writeRequest } from './submit.ts'
import { whileAway } from './while-away.ts'
import { checkHeld } from './while-held.ts'

export type OrdersDeps = SubmitDeps &
  AgainDeps &
  Pick<Requests, 'advance' | 'definition' | 'publicUrl' | 'timers'>

/** The action that orders. `hidden`: answers that were made with a secret. */
export type Ordering = {
  held: Held
  planned: PlannedAction
  run: ActionRun
  hidden: ReadonlySet<string>
  /** Asked right before something is ordered; left out = nobody else can hold the action. */
  holds?: (() => boolean) | undefined
}

/** Orders of one action as its connector sees them. */
export function ordersOf(deps: OrdersDeps, ordering: Ordering): Orders {
  const { held, planned } = ordering
  const existing = planned.order?.existing
  const own = async (id: string): Promise<Held | undefined> => {
    const taken = await deps.shelf.take(deps.db, { tenant: held.key.tenant, id }, true)
    const isOwn = taken?.held.fixed.parent?.id === held.key.id
    return isOwn || id === existing ? taken?.held : undefined
  }
  return {
    submit: (order) => reached(place(deps, ordering, order)),
    look: async (id) => {
      const found = await reached(own(id))
      return found && reached(placed(deps, found))
    },
    cancel: (id) =>
      reached(
        whileAway(deps.timers, async () => {
          const found = id === existing ? undefined : await own(id)
          const { compensate } = held.run.cancelling ?? {}
          const stopped = { parent: held.key.id, compensate, undo: planned.rollback !== undefined }
          if (found) await deps.advance(found.key, callingOff(stopped))
        }),
      ),
    callOff: async (id) => {
      const known = id ?? (await reached(childOf(deps, held.key.tenant, parentOf(ordering))))
      const isOwn = known !== undefined && known !== existing
      const found = isOwn ? await reached(own(known)) : undefined
      return found && reached(callOff(deps, ordering, found))
    },
    rollBack: async (id) => {
      const found = id === existing ? undefined : await reached(own(id))
      return found && reached(rollBack(deps, ordering, found))
    },
  }
}

/** A database that is away is no answer: the action is tried again like any other call that got none. */
async function reached<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!isUnavailable(error)) throw error
    throw new TransportFailure('connection', 'The database could not be reached', {
      sent: true,
      cause: error,
    })
  }
}

async function place(
  deps: OrdersDeps,
  ordering: Ordering,
  order: ItemOrder,
): Promise<PlacedOrder | RefusedOrder> {
  const { tenant } = ordering.held.key
  const { existing } = ordering.planned.order ?? {}
  if (existing !== undefined) return current(deps, { tenant, id: existing })
  const known = await childOf(deps, tenant, parentOf(ordering))
  try {
    if (known !== undefined && (await isUsable(deps, ordering, known)))
      return await current(deps, { tenant, id: known })
    return await whileQuotasMove(() => placeNew(deps, ordering, { order, instead: known }))
  } catch (error) {
    // A worker that was thought dead was faster.
    const other = isDuplicate(error) && (await childOf(deps, tenant, parentOf(ordering)))
    if (typeof other === 'string') return current(deps, { tenant, id: other })
    if (error instanceof Problem) return refused(error)
    throw error
  }
}

/**
 * Whether the request that was made before will do. One that ended badly before this life of the action
 * began (the parent was retried since) goes on if it failed, and is replaced otherwise.
 */
async function isUsable(deps: OrdersDeps, { held, run }: Ordering, id: string): Promise<boolean> {
  const { tenant } = held.key
  const standings = await standingsNow(deps)
  await reserveAgain(deps, { tenant, id })
  const { held: child } = await deps.advance({ tenant, id }, (now) => {
    const { state, endedAt } = now.run
    if (state !== 'failed' || endedAt === undefined || !isEarlier(endedAt, run)) return undefined
    const by = `request:${held.key.id}`
    const again = { type: 'retry_requested' as const, by, ...standings(now) }
    return { event: again, actor: by }
  })
  const { state, endedAt } = child.run
  return state === 'completed' || endedAt === undefined || !isEarlier(endedAt, run)
}

function isEarlier(endedAt: number, { startedAt }: ActionRun): boolean {
  return startedAt !== undefined && endedAt < startedAt
}

type NewOrder = { order: ItemOrder; instead: string | undefined }

async function placeNew(
  deps: OrdersDeps,
  ordering: Ordering,
  { order, instead }: NewOrder,
): Promise<PlacedOrder> {
  const { held } = ordering
  if (await isTooDeep(deps, held.key))
    throw new Problem('item.not_orderable', {
      item: order.item,
      detail: 'Requests that order requests are nested too deep',
    })
  const taken = await take(deps, {
    checked: await checked(deps, ordering, order),
    reason: `Ordered by ${held.fixed.itemName}`,
    correlationId: held.fixed.correlationId,
    actor: `request:${held.key.id}`,
    parent: parentOf(ordering),
    exception: held.run.exception,
  })
  if (instead !== undefined) await letGo(deps, held.key.tenant, instead)
  checkHeld(ordering.holds)
  await writeRequest(deps, taken)
  announceRequest(deps, taken)
  return current(deps, taken.change.held.key)
}

/**
 * The earlier request stays in the record but does not answer for the action any more. A crash after
 * it leaves the action without an order, and the next try places one.
 */
async function letGo({ db }: OrdersDeps, tenant: string, earlier: string): Promise<void> {
  await db
    .updateTable('request')
    .set({ parent_generation: null })
    .where('tenant', '=', tenant)
    .where('id', '=', earlier)
    .execute()
}

function parentOf({ held, planned, run }: Ordering): Parent {
  return { id: held.key.id, action: planned.id, generation: run.generation }
}

async function checked(
  deps: OrdersDeps,
  { held, planned, hidden }: Ordering,
  { item, version, fields }: ItemOrder,
): Promise<CheckedOrder> {
  const asker = await askerOf(deps, held)
  const found = planned.order
    ? await pinned(deps, held, planned.order.hash)
    : await deps.findItem(asker.principal, item, version)
  if (!found) throw new Problem('item.not_found', { item })
  const order = { item, ...orderedIn(fields, held.fixed.environment) }
  return checkFound(deps, { asker, found, order, hidden })
}

async function pinned(
  deps: OrdersDeps,
  { key }: Held,
  hash: string,
): Promise<FoundItem | undefined> {
  const document = await deps.definition(key.tenant, hash)
  return document && { document, hash }
}

/** The requester again, with the roles and teams of the moment when the first request was made. */
async function askerOf(deps: OrdersDeps, { key, fixed }: Held): Promise<Asker> {
  const { teams, roles } = await standingOf(deps, key)
  const { requester } = fixed
  const principal = {
    ...requester,
    tenant: key.tenant,
    roles: roles.filter(isRole),
    teams,
    via: 'session' as const,
  }
  return { principal, requester, teams, ...teamNamed(fixed.plan) }
}

function refused({ code, message, facts, faults }: Problem): RefusedOrder {
  const { detail } = facts
  return { refused: { code, message: typeof detail === 'string' ? detail : message, faults } }
}

async function current(deps: OrdersDeps, key: Held['key']): Promise<PlacedOrder> {
  const taken = await deps.shelf.take(deps.db, key, true)
  if (!taken) throw new Problem('request.not_found', { request: key.id })
  return placed(deps, taken.held)
}

async function placed(deps: OrdersDeps, child: Held): Promise<PlacedOrder> {
  const { key, run } = child
  const { failure } = run
  const sealed = run.state === 'completed' ? await outputsSealed(deps, child) : {}
  return {
    id: key.id,
    state: run.state,
    url: `${deps.publicUrl}/requests/${key.id}`,
    ...outputsOfChild(child, sealed),
    ...(failure && { error: { code: failure.code, message: failure.message } }),
  }
}

/** However it ends, nothing it made shall stay; what was tried already is not tried again. */
async function callOff(deps: OrdersDeps, { held }: Ordering, child: Held): Promise<PlacedOrder> {
  const { id: parent } = held.key
  const { held: after } = await deps.advance(child.key, ({ run, fixed }) => {
    if (run.endedAt === undefined) return isStopping(run) ? undefined : stopping(parent, true)
    const isLeft = run.rollback?.scope !== 'all' && canRollBack(fixed.plan, run)
    return isLeft ? undoing(parent) : undefined
  })
  return placed(deps, after)
}

/** On its way to an end with nothing left. */
function isStopping({ state, cancelling }: Held['run']): boolean {
  return state === 'rolling_back' || cancelling?.compensate === true
}

/** Undefined = it cannot be rolled back: it still runs, was never done, or nothing undoes it. */
async function rollBack(
  deps: OrdersDeps,
  { held }: Ordering,
  child: Held,
): Promise<PlacedOrder | undefined> {
  const by = `request:${held.key.id}`
  const { held: after } = await deps.advance(child.key, () => ({
    event: { type: 'rollback_requested', by },
    actor: by,
  }))
  const { state } = after.run
  return state === 'rolling_back' || state === 'rolled_back' ? placed(deps, after) : undefined
}
