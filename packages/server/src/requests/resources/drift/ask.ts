import { Problem } from '@pao/core'
import { mayBeAccepted } from '@pao/core/governance'
import type { Principal } from '#identity/principal.ts'
import { type Acting, writeAudit } from '#store/audit-log.ts'
import type { Requests } from '../../deps.ts'
import { getResource, type ResourceView } from '../read.ts'

type AskDeps = Pick<Requests, 'db' | 'now' | 'signal'>
export type DriftWish = { resource: string; by: Acting }

/** Has a resource looked at as soon as a worker can. Throws `auth.forbidden`, `resource.gone`, `resource.not_found`. */
export async function askForLook(
  deps: AskDeps,
  principal: Principal,
  { resource, by }: DriftWish,
): Promise<ResourceView> {
  const found = await controllable(deps, principal, resource)
  if (found.state === 'decommissioned') throw new Problem('resource.gone', { resource })
  const at = new Date(deps.now())
  const { tenant } = principal
  await deps.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('resource_look')
      .values({
        tenant,
        resource_id: resource,
        target: found.item.id,
        next_look_at: at,
        asked_at: at,
      })
      .onConflict((conflict) =>
        conflict.columns(['tenant', 'resource_id']).doUpdateSet({ next_look_at: at, asked_at: at }),
      )
      .execute()
    const on = { type: 'resource', id: resource }
    await writeAudit(tx, { tenant, by, action: 'resource.look_asked', on })
  })
  deps.signal.publish('pao_look', resource)
  return getResource(deps, principal, resource)
}

/**
 * Says that what was found is right as it is: it counts as in order until something else is found or expected. Throws
 * `resource.not_drifted` where there is nothing that can be accepted: none, a thing that is gone, or hidden values alone.
 */
export async function acceptDrift(
  deps: AskDeps,
  principal: Principal,
  { resource, by, reason }: DriftWish & { reason?: string },
): Promise<ResourceView> {
  const seen = await controllable(deps, principal, resource)
  // Who may not see the values of restricted data cannot say that they are right.
  if (!seen.differences.some(mayBeAccepted)) throw new Problem('resource.not_drifted', { resource })
  const { tenant } = principal
  await deps.db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('resource_look')
      .select(['state', 'differences', 'accepted'])
      .where('tenant', '=', tenant)
      .where('resource_id', '=', resource)
      .forUpdate()
      .executeTakeFirst()
    const taken = row?.differences.filter(mayBeAccepted) ?? []
    if (row?.state !== 'drifted' || taken.length === 0)
      throw new Problem('resource.not_drifted', { resource })
    const left = row.differences.filter((one) => !mayBeAccepted(one))
    await tx
      .updateTable('resource_look')
      .set({
        accepted: JSON.stringify([...row.accepted, ...taken]),
        differences: JSON.stringify(left),
        ...(left.length === 0 && { state: 'in_sync', drifted_at: null }),
      })
      .where('tenant', '=', tenant)
      .where('resource_id', '=', resource)
      .execute()
    await writeAudit(tx, {
      tenant,
      by,
      action: 'resource.drift_accepted',
      on: { type: 'resource', id: resource },
      detail: { paths: taken.slice(0, 20).map(({ path }) => path) },
      ...(reason !== undefined && { note: reason }),
    })
  })
  return getResource(deps, principal, resource)
}

async function controllable(
  deps: AskDeps,
  principal: Principal,
  id: string,
): Promise<ResourceView> {
  const resource = await getResource(deps, principal, id)
  if (!resource.mayControl) throw new Problem('auth.forbidden', { resource: id })
  return resource
}
