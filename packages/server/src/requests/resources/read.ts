import { type Instant, Problem } from '@pao/core'
import type { Difference, DriftState } from '@pao/core/governance'
import { type SqlBool, sql } from 'kysely'
import type { Principal } from '#identity/principal.ts'
import { allows, relationsOf as standingOf, seesValues } from '../access.ts'
import { isUuid } from '../control.ts'
import type { Requests } from '../deps.ts'
import type { Requester } from '../held.ts'
import { readableBy, valuesSeenBy } from '../list-filter.ts'
import type { Page } from '../read.ts'
import { hidden, hideValues } from '../redact.ts'

/** `stuck` = undoing it did not wholly work, so something of it may still stand. */
export const resourceStates = [
  'active',
  'changing',
  'decommissioning',
  'decommissioned',
  'stuck',
] as const
export type ResourceState = (typeof resourceStates)[number]

/** How it was found when it was last looked at. Times in milliseconds since 1970. */
export type ResourceDrift = {
  state: DriftState
  checkedAt: Instant | null
  /** Null = not by itself. */
  nextAt: Instant | null
  /** When it began not to be as it was ordered, this time. */
  since: Instant | null
  /** Whether a look was asked for, or is under way. */
  isAsked: boolean
}

/** Something a request made. Times in milliseconds since 1970. */
export type Resource = {
  /** That of the request that made it. */
  id: string
  type: string
  name: string
  state: ResourceState
  item: { id: string; name: string; version: string }
  ownerTeam: string
  owner: Requester
  environment: string | null
  externalId: string | null
  externalUrl: string | null
  /** Each month, as it was estimated when it was ordered. */
  cost: { monthly: number; currency: string } | null
  madeAt: Instant
  drift: ResourceDrift
}

/** With what was ordered for it since, newest first. */
export type ResourceView = Resource & {
  fields: Readonly<Record<string, unknown>>
  definitionHash: string
  mayControl: boolean
  differences: readonly Difference[]
  accepted: readonly Difference[]
  /** Why the last look failed. */
  lookProblem: { code: string; message: string } | null
  orders: readonly { request: string; kind: string; state: string; at: Instant }[]
}

export type ResourceFilter = {
  state?: ResourceState | 'live'
  q?: string
  item?: string
  environment?: string
  type?: string
  /** Only what one has ordered oneself. */
  mine?: boolean
  drift?: DriftState
}

export type ResourceDeps = Pick<Requests, 'db'>

const ordersOf = (kind: string, state: string) => sql<SqlBool>`exists (
  select from resource_order o join request q on q.tenant = o.tenant and q.id = o.request_id
  where o.tenant = x.tenant and o.resource_id = x.request_id and o.kind = ${sql.lit(kind)} and ${sql.raw(state)})`

/** Whether the request holds restricted data. */
const isRestricted = sql<boolean>`coalesce((request.plan->>'restricted')::boolean, false)`

/** How it stands follows from the request that made it and from the orders for it. */
const stateOf = sql<ResourceState>`case
  when request.state = 'rolled_back' or ${ordersOf('decommission', "q.state = 'completed'")} then 'decommissioned'
  when request.state = 'rolling_back' or ${ordersOf('decommission', 'q.ended_at is null')} then 'decommissioning'
  when request.state = 'rollback_failed' then 'stuck'
  when ${ordersOf('update', 'q.ended_at is null')} then 'changing'
  else 'active' end`

function resources({ db }: ResourceDeps, { tenant }: { tenant: string }) {
  return db
    .selectFrom('request')
    .innerJoin('resource as x', (join) =>
      join.onRef('x.tenant', '=', 'request.tenant').onRef('x.request_id', '=', 'request.id'),
    )
    .leftJoin('resource_look as l', (join) =>
      join.onRef('l.tenant', '=', 'request.tenant').onRef('l.resource_id', '=', 'request.id'),
    )
    .where('request.tenant', '=', tenant)
    .where('x.type', 'is not', null)
    .select([
      'request.id',
      'l.state as drift',
      'l.checked_at',
      'l.next_look_at',
      'l.drifted_at',
      'l.asked_at',
      'x.type',
      'x.name',
      'x.external_id',
      'x.external_url',
      'x.made_at',
      'request.item_id',
      'request.item_name',
      'request.item_version',
      'request.owner_team',
      'request.requester',
      'request.requester_id',
      'request.environment',
      stateOf.as('resource_state'),
      isRestricted.as('restricted'),
      sql<{ monthly: number; currency: string } | null>`request.plan -> 'cost'`.as('cost'),
    ])
}

/** Those of these resources that the principal may see, in no order. */
export async function readableOf(
  deps: ResourceDeps,
  principal: Principal,
  ids: readonly string[],
): Promise<readonly Resource[]> {
  if (ids.length === 0) return []
  const rows = await resources(deps, principal)
    .where((where) => where.and(readableBy(where as never, principal)))
    .where('request.id', 'in', [...ids])
    .execute()
  return rows.map((row) => viewOf(principal, row))
}

/** How a resource stands, whoever asks; undefined = there is none. */
export async function stateNow(
  deps: ResourceDeps,
  { tenant, id }: { tenant: string; id: string },
): Promise<ResourceState | undefined> {
  const row = await resources(deps, { tenant }).where('request.id', '=', id).executeTakeFirst()
  return row?.resource_state
}

type Query = ReturnType<typeof resources>
type Row = Awaited<ReturnType<Query['execute']>>[number]

/** What the principal may see, newest first; what was decommissioned is left out unless it is asked for. */
export async function listResources(
  deps: ResourceDeps,
  principal: Principal,
  asked: { filter?: ResourceFilter; after?: string; limit: number },
): Promise<Page<Resource>> {
  const { filter = {}, after, limit } = asked
  const { state = 'live', q, item, environment, type, mine = false, drift } = filter
  const pattern = q === undefined ? '' : `%${q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const rows = await resources(deps, principal)
    .where((where) => where.and(readableBy(where as never, principal)))
    .$if(mine, (query) =>
      query.where('request.requester_id', 'in', [principal.id, principal.email]),
    )
    .$if(state === 'live', (query) => query.where(stateOf, '<>', 'decommissioned'))
    .$if(state !== 'live', (query) => query.where(stateOf, '=', state as ResourceState))
    .$if(drift !== undefined, (query) =>
      query.where(sql<string>`coalesce(l.state, 'unknown')`, '=', drift ?? ''),
    )
    .$if(item !== undefined, (query) => query.where('request.item_id', '=', item ?? ''))
    .$if(type !== undefined, (query) => query.where('x.type', '=', type ?? ''))
    .$if(environment !== undefined, (query) =>
      query.where('request.environment', '=', environment ?? ''),
    )
    .$if(q !== undefined, (query) =>
      query.where((where) =>
        where.or([
          // Nobody finds by a value they may not see.
          where.and([
            ...valuesSeenBy(where as never, principal),
            where.or([where('x.name', 'ilike', pattern), where('x.external_id', 'ilike', pattern)]),
          ]),
          where('request.item_name', 'ilike', pattern),
        ]),
      ),
    )
    .$if(after !== undefined, (query) => query.where('request.id', '<', after ?? ''))
    .orderBy('request.id', 'desc')
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit).map((row) => viewOf(principal, row))
  const last = items.at(-1)
  return { items, ...(rows.length > limit && last && { next: last.id }) }
}

/** One resource with its answers and orders. Throws `resource.not_found`, also for what one may not see. */
export async function getResource(
  deps: ResourceDeps,
  principal: Principal,
  id: string,
): Promise<ResourceView> {
  const row = isUuid(id)
    ? await resources(deps, principal)
        .select(['request.fields', 'request.definition_hash'])
        .select(['l.differences', 'l.accepted', 'l.problem'])
        .where('request.id', '=', id)
        .where((where) => where.and(readableBy(where as never, principal)))
        .executeTakeFirst()
    : undefined
  if (!row) throw new Problem('resource.not_found', { resource: id })
  const { tenant } = principal
  const standing = standingIn(principal, row)
  const shown = ({ path, ...sides }: Difference): Difference =>
    seesValues(standing, row.restricted) ? { path, ...sides } : { path, ...hideValues(sides) }
  return {
    ...viewOf(principal, row),
    fields: seesValues(standing, row.restricted) ? row.fields : hideValues(row.fields),
    differences: (row.differences ?? []).map(shown),
    accepted: (row.accepted ?? []).map(shown),
    lookProblem: row.problem,
    definitionHash: row.definition_hash,
    mayControl: allows('control', standing),
    orders: await ordersFor(deps, tenant, id),
  }
}

const mostOrders = 100

async function ordersFor(
  { db }: ResourceDeps,
  tenant: string,
  id: string,
): Promise<ResourceView['orders']> {
  const rows = await db
    .selectFrom('resource_order as o')
    .innerJoin('request as r', (join) =>
      join.onRef('r.tenant', '=', 'o.tenant').onRef('r.id', '=', 'o.request_id'),
    )
    .select(['o.request_id', 'o.kind', 'o.at', 'r.state'])
    .where('o.tenant', '=', tenant)
    .where('o.resource_id', '=', id)
    .orderBy('o.at', 'desc')
    .limit(mostOrders)
    .execute()
  return rows.map((row) => ({
    request: row.request_id,
    kind: row.kind,
    state: row.state,
    at: row.at.getTime(),
  }))
}

function standingIn(principal: Principal, row: Row) {
  const { requester_id: requesterId, owner_team: ownerTeam } = row
  return standingOf(principal, { tenant: principal.tenant, requesterId, ownerTeam })
}

/** What something is called and where it lies is made of answers and outputs: hidden like these. */
function viewOf(principal: Principal, row: Row): Resource {
  const { cost } = row
  const sees = seesValues(standingIn(principal, row), row.restricted)
  const shown = (text: string | null) => (sees || text === null ? text : hidden)
  return {
    id: row.id,
    type: row.type ?? '',
    name: sees ? row.name : hidden,
    state: row.resource_state,
    item: { id: row.item_id, name: row.item_name, version: row.item_version },
    ownerTeam: row.owner_team,
    owner: row.requester as Requester,
    environment: row.environment,
    externalId: shown(row.external_id),
    externalUrl: sees ? row.external_url : null,
    cost: cost && { monthly: cost.monthly, currency: cost.currency },
    madeAt: row.made_at.getTime(),
    drift: {
      state: row.drift ?? 'unknown',
      checkedAt: row.checked_at?.getTime() ?? null,
      nextAt: row.next_look_at?.getTime() ?? null,
      since: row.drifted_at?.getTime() ?? null,
      isAsked: row.asked_at !== null,
    },
  }
}
