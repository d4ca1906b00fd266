import { type LimitKey, limitKeys } from '@pao/core/engine'
import type { JobInsert } from '#store/jobs.ts'
import { type Change, plannedOf } from './change.ts'
import type { Held } from './held.ts'

/** Seconds in which a called action should claim; until then nobody may pass it, after that it is called again. */
const callSeconds = 5

const called = (line: string): string =>
  `${line}.called_at > clock_timestamp() - interval '${callSeconds} seconds'`

/**
 * Who is first in a line: the higher priority (every full minute of waiting counts as one level), then the
 * earlier turn, then who has stood longer.
 */
export const lineOrder = (line: string): string =>
  `least(3, greatest(${line}.priority,
    floor(extract(epoch from clock_timestamp() - ${line}.since) / 60))) desc,
    ${line}.turn, ${line}.since, ${line}.request_id, ${line}.action_id`

/** Free slots of the rule `r` that nobody has been called for, but for the actions in `except`. */
export const spareSlots = (r: string, except = 'false'): string => `(
    (select count(*) from limit_slot s where s.tenant = ${r}.tenant and s.scope = ${r}.scope
      and s.name = ${r}.name and s.request_id is null)
    - (select count(*) from limit_line l where l.tenant = ${r}.tenant and l.scope = ${r}.scope
      and l.name = ${r}.name and ${called('l')} and not (${except})))`

/** Calls the first of the lines: `room` (tenant, scope, name, n) says of which and how many of each. */
export const callNext = (room: string, leaving = 'false'): string => `next as materialized (
      select l.* from ${room} f cross join lateral (
        select l.tenant, l.scope, l.name, l.request_id, l.action_id from limit_line l
        where l.tenant = f.tenant and l.scope = f.scope and l.name = f.name
          and (l.called_at is null or not ${called('l')}) and not (${leaving})
        order by ${lineOrder('l')} limit greatest(f.n, 0) for update skip locked) l
    ), called as (
      update limit_line l set called_at = clock_timestamp() from next n
      where l.tenant = n.tenant and l.scope = n.scope and l.name = n.name
        and l.request_id = n.request_id and l.action_id = n.action_id
      returning l.tenant, l.request_id, l.action_id, l.priority
    )`

/** The called actions as rows of hints, an SQL expression of type jsonb. */
export const calledJobs = (insert: JobInsert): string =>
  `(select coalesce(jsonb_agg(${insert.row({
    tenant: 'c.tenant',
    request: 'c.request_id',
    action: 'c.action_id',
    priority: 'c.priority',
  })}), '[]') from called c)`

const claiming = `l.request_id = $2::uuid and l.action_id in (select x.action
      from jsonb_to_recordset($17::text::jsonb) as x (action text))`

/**
 * Locks one free slot of every rule for every claim of the change. What it cannot have is in `full`, and
 * then nothing must be written. Locked slots are passed over, so nobody stands in line inside the database.
 */
export const wantSlots = `want as materialized (
      select r.tenant, x.action, x.scope, x.name,
        row_number() over (partition by x.scope, x.name order by x.action) as n
      from jsonb_to_recordset($17::text::jsonb) as x (action text, scope text, name text)
      join limit_rule r on r.tenant = $1 and r.scope = x.scope and r.name = x.name
      where not exists (select from limit_slot h where h.tenant = $1 and h.request_id = $2::uuid
        and h.action_id = x.action and h.scope = x.scope and h.name = x.name)
    ), need as materialized (
      select w.tenant, w.scope, w.name, count(*) as n from want w group by 1, 2, 3
    ), free as materialized (
      select d.scope, d.name, s.number from need d cross join lateral (
        select s.number from limit_slot s
        where s.tenant = d.tenant and s.scope = d.scope and s.name = d.name and s.request_id is null
        order by s.number limit greatest(0, least(d.n, ${spareSlots('d', claiming)}))
        for update skip locked) s
    ), got as materialized (
      select w.action, f.scope, f.name, f.number from want w join (
        select free.*, row_number() over (partition by free.scope, free.name order by free.number) as n
        from free) f on f.scope = w.scope and f.name = w.name and f.n = w.n
    ), "full" as materialized (
      select w.action, w.scope, w.name from want w where not exists (select from got g
        where g.action = w.action and g.scope = w.scope and g.name = w.name)
    )`

const leaving = `l.request_id = $2::uuid and l.action_id in (select x.action_id
      from jsonb_to_recordset($11::text::jsonb) as x (action_id text, state text)
      where x.state <> 'ready')`

/** Whether a slot given back goes in favour of one that is too many since its rule was lowered. */
const inherits = `m.n <= (select count(*) from heir h where h.scope = m.scope and h.name = m.name)`

/** What happens to slots and lines once the change is written (`u`): taken, given back, next called. */
export const keepSlots = `taken as (
      update limit_slot s set request_id = $2::uuid, action_id = g.action,
        taken_at = clock_timestamp()
      from got g where exists (select from u)
        and s.tenant = $1 and s.scope = g.scope and s.name = g.name and s.number = g.number
    ), mine as materialized (
      select s.tenant, s.scope, s.name, s.number,
        row_number() over (partition by s.scope, s.name order by s.number) as n
      from limit_slot s where exists (select from u) and s.tenant = $1
        and s.request_id = $2::uuid and s.action_id = any($18::text[]) and not s.surplus
    ), heir as materialized (
      select d.scope, d.name, s.number from
        (select m.scope, m.name, count(*) as n from mine m group by 1, 2) d cross join lateral (
        select s.number from limit_slot s
        where s.tenant = $1 and s.scope = d.scope and s.name = d.name and s.surplus
          and not (s.request_id = $2::uuid and s.action_id = any($18::text[]))
        order by s.number limit d.n for update skip locked) s
    ), inherited as (
      update limit_slot s set surplus = false from heir h
      where s.tenant = $1 and s.scope = h.scope and s.name = h.name and s.number = h.number
    ), freed as (
      update limit_slot s set request_id = null, action_id = null, taken_at = null from mine m
      where s.tenant = $1 and s.scope = m.scope and s.name = m.name and s.number = m.number
        and not s.surplus and not ${inherits}
      returning s.tenant, s.scope, s.name
    ), gone as (
      delete from limit_slot s where exists (select from u) and s.tenant = $1
        and s.request_id = $2::uuid and s.action_id = any($18::text[])
        and (s.surplus or exists (select from mine m where m.scope = s.scope and m.name = s.name
          and m.number = s.number and ${inherits}))
    ), "left" as (
      delete from limit_line l where exists (select from u) and l.tenant = $1 and ${leaving}
    ), room as materialized (
      select f.tenant, f.scope, f.name, count(*) as n from freed f group by 1, 2, 3
    ), ${callNext('room', leaving)}`

/** The values of $17 and $18: which slots the change wants and whose it gives back. */
export function slotValues({ held, slots }: Change): [string, string[]] {
  const want: Wanted[] = []
  const back: string[] = []
  for (const [action, wish] of slots)
    if (wish === 'back') back.push(action)
    else want.push(...keysOf(held, action).map((key) => ({ action, ...key })))
  return [JSON.stringify(want), back]
}

/** A slot of one thing for one action. */
export type Wanted = LimitKey & { action: string }

/** The things an action of the request takes a slot of, where there is a rule. */
export function keysOf({ key, fixed }: Held, action: string): readonly LimitKey[] {
  const planned = plannedOf(fixed.plan, action)
  if (!planned) return []
  return limitKeys({ tenant: key.tenant, item: fixed.itemId, plan: fixed.plan }, planned)
}
