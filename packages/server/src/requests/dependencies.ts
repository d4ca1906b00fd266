import type { Fault } from '@pao/core'
import { type Dependency, holds, type Item, placeOf, satisfies } from '@pao/core/catalog'
import type { PinnedOrder, PlannedDependency } from '@pao/core/engine'
import { compileConfig, renderConfig, type World } from '@pao/core/template'
import { sql } from 'kysely'
import {
  type AcceptedOrder,
  answerFaults,
  type CheckDeps,
  earlyScope,
  pin,
} from './ordered-along.ts'

type Needing = AcceptedOrder & { document: Item }

/**
 * The items this order needs: each is a completed request of the same team in the same environment, or
 * else is ordered along. What its `when` does not ask for is left out.
 */
export async function dependenciesOf(
  deps: CheckDeps,
  order: Needing,
): Promise<{ dependencies: readonly PlannedDependency[]; faults: readonly Fault[] }> {
  const dependencies: PlannedDependency[] = []
  const faults: Fault[] = []
  for (const dependency of order.document.fulfillment.depends_on ?? []) {
    // Of several entries for one item the first that is needed counts.
    if (dependencies.some(({ order: known }) => known.item === dependency.item)) continue
    const needed = isNeeded(deps, order, dependency)
    if (typeof needed !== 'boolean') faults.push(needed)
    if (needed !== true) continue
    const found = await dependencyOf(deps, order, dependency)
    if ('faults' in found) faults.push(...found.faults)
    else dependencies.push(found)
  }
  return { dependencies, faults }
}

async function dependencyOf(
  deps: CheckDeps,
  order: Needing,
  { item, version, bind = {} }: Dependency,
): Promise<PlannedDependency | { faults: readonly Fault[] }> {
  const existing = await existingOrder(deps, order, { item, version })
  if (existing) return { order: existing, fields: {} }
  const pinned = await pin(deps, order, { item, version, at: placeOf(item) })
  if ('faults' in pinned) return pinned
  const { document } = pinned.found
  const faults = answerFaults(deps, order, { id: item, fields: bind, document })
  return faults.length > 0 ? { faults } : { order: pinned.order, fields: bind }
}

/** What reads as no in a `when`. */
const no = new Set<unknown>([false, null, undefined, '', 0, 'false'])

/** A `when` is a condition over the answers, or a template whose value says yes or no. */
function isNeeded(deps: CheckDeps, order: Needing, { item, when }: Dependency): boolean | Fault {
  if (when === undefined) return true
  const { fields, environment } = order
  if (typeof when !== 'string')
    return holds(when, { fields, ...(environment !== undefined && { environment }) })
  const world: World = { now: deps.now(), newId: deps.newId, random: deps.random }
  const compiled = compileConfig({ when: when.includes('{{') ? when : `{{${when}}}` })
  const rendered = compiled.ok
    ? renderConfig(compiled.value, { scope: earlyScope(deps, order, world), world })
    : compiled
  if (rendered.ok) return !no.has(Reflect.get(Object(rendered.value.value), 'when'))
  const message = rendered.faults.map((fault) => fault.message).join('; ')
  return {
    code: 'template',
    at: placeOf(item),
    message: `Its condition cannot be read: ${message}`,
  }
}

/** Requests looked at, newest first; a team with more of one item finds its dependency among these. */
const mostLookedAt = 50

/** The newest completed request that will do. Served by index request_by_item. */
export async function existingOrder(
  { db }: CheckDeps,
  { asker, environment }: AcceptedOrder,
  { item, version }: { item: string; version: string | undefined },
): Promise<PinnedOrder | undefined> {
  const { principal, requester, teams } = asker
  const rows = await db
    .selectFrom('request')
    .select(['id', 'item_name', 'item_version', 'definition_hash'])
    .where('tenant', '=', principal.tenant)
    .where('item_id', '=', item)
    .where('state', '=', 'completed')
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`environment is not distinct from ${environment ?? null}`)
    .where((where) =>
      where.or([
        where('requester_id', 'in', [requester.id, requester.email]),
        sql<boolean>`requester_teams && ${[...teams]}::text[]`,
      ]),
    )
    .orderBy('id', 'desc')
    .limit(mostLookedAt)
    .execute()
  const row = rows.find((one) => version === undefined || satisfies(one.item_version, version))
  return (
    row && {
      item,
      name: row.item_name,
      version: row.item_version,
      hash: row.definition_hash,
      existing: row.id,
    }
  )
}
