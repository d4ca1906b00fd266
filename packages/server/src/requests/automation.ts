import { Problem } from '@pao/core'
import { sql } from 'kysely'
import { hasRole, type Principal } from '#identity/principal.ts'
import type { StandingsDeps } from './calendar/standings.ts'
import type { Requests } from './deps.ts'
import { isOff } from './switches.ts'

/** How an item's automation stands. Times in milliseconds since 1970. */
export type AutomationState = {
  off: boolean
  reason?: string
  by?: string
  since?: number
  until?: number
  /** Who switched it on last, and when. */
  onBy?: string
  onAt?: number
}

/** `until` in milliseconds; `running`: also requests that have begun. */
export type SwitchWish = { off: boolean; reason?: string; until?: number; running?: boolean }

type AutomationDeps = StandingsDeps & Pick<Requests, 'db' | 'advance' | 'findItem'>

/** How the item's automation stands. Throws `item.not_found`. */
export async function automationOf(
  { db, findItem, now }: Pick<AutomationDeps, 'db' | 'findItem' | 'now'>,
  principal: Principal,
  item: string,
): Promise<AutomationState> {
  if (!(await findItem(principal, item))) throw new Problem('item.not_found', { item })
  const row = await db
    .selectFrom('automation_switch')
    .selectAll()
    .where('tenant', '=', principal.tenant)
    .where('item_id', '=', item)
    .executeTakeFirst()
  if (!row) return { off: false }
  const isOver = row.on_at !== null || (row.until !== null && row.until.getTime() <= now())
  return {
    off: !isOver,
    reason: row.reason,
    by: row.off_by,
    since: row.off_at.getTime(),
    ...(row.until && { until: row.until.getTime() }),
    ...(row.on_by !== null && { onBy: row.on_by }),
    ...(row.on_at && { onAt: row.on_at.getTime() }),
  }
}

/**
 * Switches the automation of an item off or on again; held requests begin when it is on. For operators and
 * the team that owns the item. Throws `item.not_found` and `auth.forbidden`.
 */
export async function switchAutomation(
  deps: AutomationDeps,
  principal: Principal,
  { item, wish }: { item: string; wish: SwitchWish },
): Promise<AutomationState> {
  const found = await deps.findItem(principal, item)
  if (!found) throw new Problem('item.not_found', { item })
  if (!maySwitch(principal, found.document.metadata.owner.team))
    throw new Problem('auth.forbidden', { item })
  await write(deps, principal, { item, wish })
  deps.automation.forget()
  if (wish.running) await tellRunning(deps, principal, { item, wish })
  if (!wish.off) await releaseHeld(deps)
  return automationOf(deps, principal, item)
}

function maySwitch(principal: Principal, team: string): boolean {
  if (hasRole(principal, ['operator'])) return true
  return hasRole(principal, ['platform-team']) && principal.teams.includes(team)
}

type Switching = { item: string; wish: SwitchWish }

async function write(
  { db, now }: AutomationDeps,
  { tenant, id }: Principal,
  { item, wish }: Switching,
): Promise<void> {
  const at = new Date(now())
  if (!wish.off) {
    await db
      .updateTable('automation_switch')
      .set({ on_by: id, on_at: at })
      .where('tenant', '=', tenant)
      .where('item_id', '=', item)
      .where('on_at', 'is', null)
      .execute()
    return
  }
  const row = {
    reason: wish.reason ?? '',
    off_by: id,
    off_at: at,
    until: wish.until === undefined ? null : new Date(wish.until),
    on_by: null,
    on_at: null,
  }
  await db
    .insertInto('automation_switch')
    .values({ tenant, item_id: item, ...row })
    .onConflict((conflict) => conflict.columns(['tenant', 'item_id']).doUpdateSet(row))
    .execute()
}

/** Requests looked at in one go. */
const mostAtOnce = 500

async function tellRunning(
  deps: AutomationDeps,
  { tenant, id: by }: Principal,
  { item, wish: { off, reason } }: Switching,
): Promise<void> {
  const rows = await deps.db
    .selectFrom('request')
    .select('id')
    .where('tenant', '=', tenant)
    .where('item_id', '=', item)
    .where('state', '=', 'in_progress')
    .execute()
  const why = reason === undefined ? {} : { reason }
  const event = { type: 'automation_switched' as const, off, by, ...why }
  for (const { id } of rows)
    await deps.advance({ tenant, id }, () => ({ event, actor: `user:${by}` }))
}

/**
 * Lets requests begin that were held for automation which is on again, also when its time ran out or it was
 * switched on while the order came.
 */
export async function releaseHeld(
  deps: StandingsDeps & Pick<Requests, 'db' | 'advance'>,
): Promise<void> {
  const { db, advance } = deps
  const rows = await db
    .selectFrom('request as r')
    .select(['r.tenant', 'r.id'])
    .where('r.state', '=', 'on_hold')
    .where(sql<boolean>`r.run ? 'automation'`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('automation_switch as s')
            .select('s.item_id')
            .whereRef('s.tenant', '=', 'r.tenant')
            .whereRef('s.item_id', '=', 'r.item_id')
            .where(isOff),
        ),
      ),
    )
    .limit(mostAtOnce)
    .execute()
  if (rows.length === 0) return
  const calendars = await deps.calendars.current()
  for (const key of rows)
    await advance(key, (held) => {
      if (!held.run.automation) return undefined
      const closed = calendars.closed(held, deps.now())
      return { event: { type: 'released', ...(closed && { closed }) }, actor: 'system' }
    })
}
