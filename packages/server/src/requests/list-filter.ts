import type { Instant } from '@pao/core'
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { hasRole, type Principal } from '#identity/principal.ts'
import type { Tables } from '#store/tables.ts'
import { maySeeAll } from './access.ts'
import { isUuid } from './control.ts'
import { leastIdSince, mostIdBefore } from './insights/span.ts'
import type { Searched } from './search.ts'

/** Which requests a list shows. */
export type RequestFilter = {
  state?: readonly string[]
  item?: string
  environment?: string
  /** Id or e-mail. */
  requester?: string
  from?: Instant
  to?: Instant
  /** Part of the item's name, the reason, or a whole id. */
  q?: string
  /** Only requests for items of this team. */
  team?: string
  /** Only what this request ordered. */
  parent?: string
  /** Also what other requests of the list ordered; they are left out otherwise. */
  children?: boolean
  /** Only those of which nobody knows whether an effect was made. */
  unknown?: boolean
}

type Where = ExpressionBuilder<Tables, 'request'>
type Clause = Expression<SqlBool>

/** The same rule as `mayRead`, as the database understands it. */
export function readableBy(where: Where, principal: Principal): Clause[] {
  return maySeeAll(principal) ? [] : ownOf(where, principal)
}

function ownOf(where: Where, principal: Principal): Clause[] {
  const own = where('requester_id', 'in', [principal.id, principal.email])
  const isOwner = principal.roles.includes('platform-team') && principal.teams.length > 0
  return [isOwner ? where.or([own, where('owner_team', 'in', [...principal.teams])]) : own]
}

/** Requests whose values the principal may see, which is narrower than reading them: the rule `inputs`, without being asked. */
export function valuesSeenBy(where: Where, principal: Principal): Clause[] {
  const own = ownOf(where, principal)
  if (!hasRole(principal, ['operator'])) return own
  return [where.or([...own, sql<SqlBool>`(request.plan->>'restricted') is distinct from 'true'`])]
}

/** What a filter asks for; every part that is given must fit. `searched`: what its words were found to stand for. */
export function matching(
  where: Where,
  filter: RequestFilter,
  searched: Searched | undefined,
): Clause[] {
  const { state, item, environment, requester, team, from, to, unknown } = filter
  const clauses: Clause[] = []
  if (state !== undefined) clauses.push(where('state', 'in', [...state]))
  if (item !== undefined) clauses.push(where('item_id', '=', item))
  if (environment !== undefined) clauses.push(where('environment', '=', environment))
  if (team !== undefined) clauses.push(where('owner_team', '=', team))
  if (from !== undefined)
    clauses.push(where('created_at', '>=', new Date(from)), where('id', '>=', leastIdSince(from)))
  if (to !== undefined)
    clauses.push(where('created_at', '<', new Date(to)), where('id', '<', mostIdBefore(to)))
  if (requester !== undefined)
    clauses.push(
      where.or([
        where('requester_id', '=', requester),
        where(sql<string>`requester ->> 'email'`, '=', requester),
      ]),
    )
  // Served by index action_unknown.
  if (unknown === true)
    clauses.push(
      sql<SqlBool>`request.id in (select request_id from action
        where action.tenant = request.tenant and action.state = 'unknown')`,
    )
  if (searched !== undefined) clauses.push(searching(where, searched))
  return clauses
}

/**
 * A request that another one ordered is part of that: it stands in the list by itself only for those
 * who cannot see the other one (the team that works it off), or when it is asked for.
 */
export function withoutChildren(
  where: Where,
  principal: Principal,
  { parent, children }: RequestFilter,
): Clause[] {
  if (parent !== undefined) return isUuid(parent) ? [where('parent_id', '=', parent)] : [sql`false`]
  if (children === true) return []
  const isNoChild = where('parent_id', 'is', null)
  if (maySeeAll(principal)) return [isNoChild]
  const teams = principal.roles.includes('platform-team') ? [...principal.teams] : []
  const seen = sql<SqlBool>`exists (select from request p where p.tenant = request.tenant
    and p.id = request.parent_id and (p.requester_id in (${principal.id}, ${principal.email})
      or p.owner_team = any(${teams}::text[])))`
  return [where.or([isNoChild, where.not(seen)])]
}

function searching(where: Where, { items, ids }: Searched): Clause {
  const found: Clause[] = []
  if (items.length > 0) found.push(where('item_id', 'in', [...items]))
  if (ids.length > 0) found.push(where('id', 'in', [...ids]))
  return found.length === 0 ? sql<SqlBool>`false` : where.or(found)
}
