import { Problem } from '@pao/core'
import type { Document } from '@pao/core/catalog'
import { resourceRule } from '@pao/core/governance'
import type { Principal } from '#identity/principal.ts'
import type { Answer } from '#store/idempotency.ts'
import { standingOf } from '../children.ts'
import { type ControlDeps, rollBack } from '../control.ts'
import type { Requests } from '../deps.ts'
import { teamNamed, teamOf } from '../quotas/effect.ts'
import { submit, type SubmitDeps, type SubmitOptions } from '../submit.ts'
import {
  getResource,
  type ResourceDeps,
  type ResourceState,
  type ResourceView,
  stateNow,
} from './read.ts'

export type ChangeDeps = ResourceDeps &
  SubmitDeps &
  ControlDeps &
  Pick<Requests, 'definition' | 'now'>

export type ChangeWish = {
  resource: string
  fields?: Readonly<Record<string, unknown>>
  reason?: string
}

/** Where it is followed: an order of another item, or the rollback of the request that made it. */
export type Ordered = { request: string; how: 'order' | 'rollback' }

/** For this long an order for a resource keeps others out while it is being taken in, milliseconds. */
const orderingMs = 60_000

/**
 * Orders the item that changes the resource, as its own item names it, with its answers carried over and these on top.
 * Throws `resource.fixed` where there is none, `resource.busy`, `resource.gone`, and what `submit` throws.
 */
export async function updateResource(
  deps: ChangeDeps,
  principal: Principal,
  wish: ChangeWish,
): Promise<Ordered> {
  const resource = await changeable(deps, principal, wish.resource)
  const { update } = await ruleOf(deps, principal, resource)
  if (update === undefined)
    throw new Problem('resource.fixed', {
      resource: resource.id,
      detail: `The item ${resource.item.id} names no item under metadata.annotations.resource.update`,
    })
  return alone(deps, principal, resource, () =>
    orderFor(deps, principal, { resource, wish, item: update, kind: 'update' }),
  )
}

/**
 * Ends a resource: by the item that its own item names for it, else by undoing the request that made it. Throws
 * `resource.busy`, `resource.gone`, `request.not_undoable` and what `submit` throws.
 */
export async function decommissionResource(
  deps: ChangeDeps,
  principal: Principal,
  wish: ChangeWish,
): Promise<Ordered> {
  const resource = await changeable(deps, principal, wish.resource)
  const { decommission } = await ruleOf(deps, principal, resource)
  return alone(deps, principal, resource, async () => {
    if (decommission !== undefined)
      return orderFor(deps, principal, {
        resource,
        wish,
        item: decommission,
        kind: 'decommission',
      })
    const { reason } = wish
    const body = reason === undefined ? {} : { reason }
    const { id } = await rollBack(deps, { principal, id: resource.id, body })
    return { request: id, how: 'rollback' }
  })
}

async function changeable(
  deps: ChangeDeps,
  principal: Principal,
  id: string,
): Promise<ResourceView> {
  const resource = await getResource(deps, principal, id)
  const { state, mayControl } = resource
  if (!mayControl) throw new Problem('auth.forbidden', { resource: id })
  refuseBusy(id, state)
  return resource
}

function refuseBusy(id: string, state: ResourceState | undefined): void {
  if (state === 'decommissioned') throw new Problem('resource.gone', { resource: id })
  if (state === 'changing' || state === 'decommissioning')
    throw new Problem('resource.busy', { resource: id, state })
}

/** What the newest version of the item says; of an item that is served no more, the one that was ordered. */
async function ruleOf(deps: ChangeDeps, principal: Principal, resource: ResourceView) {
  const found = await deps.findItem(principal, resource.item.id)
  const document =
    found?.document ?? (await deps.definition(principal.tenant, resource.definitionHash))
  return document ? resourceRule(document) : {}
}

/** Lets one order for a resource be taken in at a time. Throws `resource.busy`. */
async function alone<T>(
  { db, now }: ChangeDeps,
  { tenant }: Principal,
  { id }: ResourceView,
  work: () => Promise<T>,
): Promise<T> {
  const until = new Date(now() + orderingMs)
  const claimed = await db
    .updateTable('resource')
    .set({ ordering_until: until })
    .where('tenant', '=', tenant)
    .where('request_id', '=', id)
    .where((where) =>
      where.or([
        where('ordering_until', 'is', null),
        where('ordering_until', '<', new Date(now())),
      ]),
    )
    .returning('request_id')
    .executeTakeFirst()
  if (!claimed) throw new Problem('resource.busy', { resource: id })
  try {
    // What was read before the claim may be past: somebody else's order may have come and gone in between.
    refuseBusy(id, await stateNow({ db }, { tenant, id }))
    return await work()
  } finally {
    await db
      .updateTable('resource')
      .set({ ordering_until: null })
      .where('tenant', '=', tenant)
      .where('request_id', '=', id)
      .where('ordering_until', '=', until)
      .execute()
  }
}

type Ordering = {
  resource: ResourceView
  wish: ChangeWish
  item: string
  kind: 'update' | 'decommission'
}

async function orderFor(
  deps: ChangeDeps,
  principal: Principal,
  { resource, wish, item, kind }: Ordering,
): Promise<Ordered> {
  const found = await deps.findItem(principal, item)
  if (!found) throw new Problem('item.not_found', { item })
  const carried = carriedOver(found.document, resource)
  const order = {
    item,
    fields: { ...carried, ...wish.fields },
    ...(resource.environment !== null && { environment: resource.environment }),
    ...(wish.reason !== undefined && { reason: wish.reason }),
  }
  const key = { tenant: principal.tenant, id: resource.id }
  const { teams } = await standingOf(deps, key)
  const taken = await deps.shelf.take(deps.db, key, false)
  const named = taken ? teamNamed(taken.held.fixed.plan) : {}
  const team = teamOf({ teams, requester: resource.owner, ...named })
  const changes = { request: resource.id, team }
  const idempotency = await keyOfNext(deps, principal, { resource, kind })
  const { id, replay } = await submit(deps, principal, order, { idempotency, changes })
  const first = replay ? firstOf(replay) : { by: principal.id, kind }
  await deps.db
    .insertInto('resource_order')
    .values({
      tenant: principal.tenant,
      resource_id: resource.id,
      request_id: id,
      kind: first.kind,
      at: new Date(deps.now()),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  if (first.by !== principal.id || first.kind !== kind)
    throw new Problem('resource.busy', { resource: resource.id, by: id })
  return { request: id, how: 'order' }
}

/**
 * The key of the next order for a resource, one for all people and kinds of orders: who asks again after a crash that left
 * an order without its line here gets that order, and nobody a second one.
 */
async function keyOfNext(
  { db }: ChangeDeps,
  { tenant, id: by }: Principal,
  { resource, kind }: Pick<Ordering, 'resource' | 'kind'>,
): Promise<NonNullable<SubmitOptions['idempotency']>> {
  const { count } = await db
    .selectFrom('resource_order')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('tenant', '=', tenant)
    .where('resource_id', '=', resource.id)
    .executeTakeFirstOrThrow()
  return {
    key: `${resource.id}-${count}`,
    operation: 'order for a resource',
    shared: true,
    answer: ({ id, state, seq }) => ({
      status: 202,
      headers: {},
      body: JSON.stringify({ id, state, seq, by, kind }),
    }),
  }
}

/** Whose order, of which kind, another call of the key is answered with. */
function firstOf({ body }: Answer): { by: string; kind: Ordering['kind'] } {
  return JSON.parse(body) as { by: string; kind: Ordering['kind'] }
}

/** Answers the other item asks for too, and what it may ask of the resource itself. Secrets are not carried. */
function carriedOver(document: Document, resource: ResourceView): Record<string, unknown> {
  const asked = new Set(
    document.presentation?.groups.flatMap(({ fields }) => fields.map(({ id }) => id)) ?? [],
  )
  const known: Readonly<Record<string, unknown>> = {
    ...resource.fields,
    resource_id: resource.id,
    resource_name: resource.name,
    ...(resource.externalId !== null && { external_id: resource.externalId }),
  }
  return Object.fromEntries(
    Object.entries(known).filter(([id, value]) => asked.has(id) && value !== '***'),
  )
}
