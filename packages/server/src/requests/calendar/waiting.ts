import type { Instant } from '@pao/core'
import type { Closed, Exception } from '@pao/core/engine'
import { concerns } from '@pao/core/governance'
import { sql } from 'kysely'
import type { Principal } from '#identity/principal.ts'
import { mayRead, ownedBy } from '../access.ts'
import type { Requests } from '../deps.ts'
import type { Held } from '../held.ts'
import { mayLetBegin } from './exceptions.ts'
import type { KnownFreeze } from './known.ts'
import type { StandingsDeps } from './standings.ts'

type WaitingDeps = StandingsDeps & Pick<Requests, 'db' | 'shelf'>

/** An order that waits for the calendar, as far as it takes to decide on it. */
export type WaitingOrder = {
  request: string
  item: string
  environment?: string
  requester: string
  createdAt: Instant
  closed: Closed & { since: Instant }
  exception?: Exception
  /** Whether the caller may let it begin. */
  mayDecide: boolean
}

const mostWaiting = 200

/**
 * Orders that wait for a freeze or window and that somebody may read or decide on: those with an open question first, then
 * those that wait longest; 200 at most. Served by request_closed_revision.
 */
export async function waitingOrders(
  deps: WaitingDeps,
  principal: Principal,
): Promise<readonly WaitingOrder[]> {
  const { tenant } = principal
  const rows = await deps.db
    .selectFrom('request')
    .select('id')
    .where('tenant', '=', tenant)
    .where('state', '=', 'on_hold')
    .where(sql<boolean>`run ? 'closed'`)
    .where('deleted_at', 'is', null)
    .orderBy(sql`run #>> '{exception,state}' = 'asked'`, (order) => order.desc().nullsLast())
    .orderBy('created_at')
    .limit(mostWaiting)
    .execute()
  const calendars = await deps.calendars.current()
  const orders: WaitingOrder[] = []
  for (const { id } of rows) {
    const taken = await deps.shelf.take(deps.db, { tenant, id }, true)
    const may = taken !== undefined && mayLetBegin(principal, taken.held, calendars)
    if (taken && (may || mayRead(principal, ownedBy(taken.held))))
      orders.push(...orderOf(taken.held, may))
  }
  return orders
}

function orderOf({ key, fixed, run }: Held, may: boolean): WaitingOrder[] {
  if (!run.closed) return []
  return [
    {
      request: key.id,
      item: fixed.itemName,
      ...(fixed.environment !== null && { environment: fixed.environment }),
      requester: fixed.requester.email,
      createdAt: fixed.createdAt,
      closed: run.closed,
      ...(run.exception && { exception: run.exception }),
      mayDecide: may,
    },
  ]
}

/** What a freeze would mean, before it is set. */
export type FreezeEffect = {
  /** Orders that have not begun and would wait for it, if it held now. */
  waiting: number
  /** Orders of its scope in the last 30 days: what may be expected. */
  recent: number
}

const recentDays = 30
/** Looked at; beyond this the numbers say `at least`. */
const mostLooked = 20_000

/** Counts what a freeze of that scope would concern. Reads only. Served by the index on state and on created_at. */
export async function effectOfFreeze(
  { db, now }: Pick<WaitingDeps, 'db' | 'now'>,
  tenant: string,
  { scope }: Pick<KnownFreeze, 'scope'>,
): Promise<FreezeEffect> {
  const since = new Date(now() - recentDays * 86_400_000)
  const rows = await db
    .selectFrom('request')
    .select(['item_id', 'category', 'environment', 'owner_team', 'created_at'])
    .select(sql<boolean>`state in ('awaiting_approval', 'on_hold')`.as('open'))
    .select(sql<string | null>`plan #>> '{calendar,team}'`.as('team'))
    .where('tenant', '=', tenant)
    .where(({ or, eb }) =>
      or([eb('state', 'in', ['awaiting_approval', 'on_hold']), eb('created_at', '>=', since)]),
    )
    .orderBy('created_at', 'desc')
    .limit(mostLooked)
    .execute()
  const concerned = rows.filter(({ item_id, category, environment, owner_team, team }) =>
    concerns(
      { scope },
      {
        item: item_id,
        category,
        environment: environment ?? undefined,
        owner: owner_team,
        team: team ?? undefined,
      },
    ),
  )
  return {
    waiting: concerned.filter(({ open }) => open).length,
    recent: concerned.filter(({ created_at }) => created_at >= since).length,
  }
}
