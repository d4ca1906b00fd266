import { canRollBack, dependencyId, shownOutputs } from '@pao/core/engine'
import { type MadeResource, referringTexts, resourceOf, resourceRule } from '@pao/core/governance'
import { sql } from 'kysely'
import { runStatement, type Statement, type Tx } from '#store/db.ts'
import type { Requests } from '../deps.ts'
import type { Held, RequestKey } from '../held.ts'
import { lookSoon } from './drift/rows.ts'

export type NoteDeps = Pick<Requests, 'db' | 'shelf' | 'definition' | 'telemetry'>

/** Requests looked at in one go. */
export const mostAtOnce = 100

/** Requests that completed and were not looked at yet. Served by index request_by_end. */
const due: Statement = {
  name: 'resource_due',
  text: `select r.tenant, r.id from request r
    where r.ended_at >= to_timestamp($1::float8 / 1000) and r.state = 'completed'
      and not exists (select from resource x where x.tenant = r.tenant and x.request_id = r.id)
    order by r.ended_at limit ${mostAtOnce}`,
}

/**
 * Notes what requests made that completed since a moment: one row each, and how it hangs together with others. Safe to
 * run in several processes at once. Returns how many were looked at, at most 100.
 */
export async function noteResources(deps: NoteDeps, since: number): Promise<number> {
  const keys = await runStatement<RequestKey>(deps.db, due, [since])
  for (const key of keys) {
    const taken = await deps.shelf.take(deps.db, key, true)
    if (taken) await noteOne(deps, taken.held)
  }
  return keys.length
}

async function noteOne(deps: NoteDeps, held: Held): Promise<void> {
  const { tenant, id } = held.key
  const order = await deps.db
    .selectFrom('resource_order')
    .select('resource_id')
    .where('tenant', '=', tenant)
    .where('request_id', '=', id)
    .executeTakeFirst()
  const made = order ? undefined : await madeBy(deps, held)
  await deps.db.transaction().execute(async (tx) => {
    const noted = await tx
      .insertInto('resource')
      .values(rowOf(held, made))
      .onConflict((conflict) => conflict.doNothing())
      .returning('request_id')
      .executeTakeFirst()
    if (!noted) return
    if (made) await relate(tx, held)
    // What was changed is looked at soon: it should be as it was ordered now.
    if (order) await lookSoon(tx, { tenant, resource: order.resource_id })
  })
}

function rowOf({ key, run, fixed }: Held, made: MadeResource | undefined) {
  return {
    tenant: key.tenant,
    request_id: key.id,
    type: made?.type ?? null,
    name: made?.name ?? fixed.itemName,
    external_id: made?.externalId ?? null,
    external_url: made?.externalUrl ?? null,
    made_at: new Date(run.endedAt ?? fixed.createdAt),
  }
}

async function madeBy(
  deps: NoteDeps,
  { key, fixed, run }: Held,
): Promise<MadeResource | undefined> {
  const document = await deps.definition(key.tenant, fixed.definitionHash)
  if (!document) return undefined
  return resourceOf(resourceRule(document), {
    itemName: fixed.itemName,
    category: document.metadata.category,
    fields: fixed.fields,
    outputs: Object.values(shownOutputs(fixed.plan, run)),
    standsOutside: document.kind === 'CatalogBundle' || canRollBack(fixed.plan, run),
  })
}

type Relation = { from_id: string; to_id: string; kind: 'part_of' | 'depends_on' | 'refers_to' }

async function relate(tx: Tx, held: Held): Promise<void> {
  const { key, fixed } = held
  const relations = [
    ...parentRelation(held),
    ...fixed.plan.actions.flatMap(({ order }): Relation[] =>
      order?.existing === undefined
        ? []
        : [{ from_id: key.id, to_id: order.existing, kind: 'depends_on' }],
    ),
    ...(await references(tx, held)),
  ]
  if (relations.length === 0) return
  await tx
    .insertInto('resource_relation')
    .values(relations.map((one) => ({ tenant: key.tenant, ...one })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** What was ordered along is needed by the one that ordered it; anything else it ordered is a part of it. */
function parentRelation({ key, fixed: { parent, itemId } }: Held): Relation[] {
  if (!parent) return []
  return parent.action === dependencyId(itemId)
    ? [{ from_id: parent.id, to_id: key.id, kind: 'depends_on' }]
    : [{ from_id: key.id, to_id: parent.id, kind: 'part_of' }]
}

/** Resources most answers name, the newest of each text. Served by resource_by_name and resource_by_external. */
const mostReferences = 20

async function references(tx: Tx, { key, fixed }: Held): Promise<Relation[]> {
  const texts = referringTexts(fixed.fields)
  if (texts.length === 0) return []
  const names = texts.map((text) => text.toLowerCase())
  const rows = await tx
    .selectFrom('resource')
    .select('request_id')
    .where('tenant', '=', key.tenant)
    .where('type', 'is not', null)
    .where('request_id', '<>', key.id)
    .where('made_at', '<=', new Date(fixed.createdAt))
    .where((where) =>
      where.or([
        where(sql<string>`lower(name)`, 'in', names),
        where('external_id', 'in', [...texts]),
      ]),
    )
    .orderBy('request_id', 'desc')
    .limit(mostReferences)
    .execute()
  return rows.map(({ request_id: to }) => ({ from_id: key.id, to_id: to, kind: 'refers_to' }))
}
