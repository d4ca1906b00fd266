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

/** Free slots of the rule `r` less those held too many, and less those somebody else than `except` was called for. */
export const spareSlots = (r: string, except = 'false'): string => `(
    (select count(*) from limit_slot s where s.tenant = ${r}.tenant and s.scope = ${r}.scope
      and s.name = ${r}.name and s.request_id is null)
    - (select count(*) from limit_slot s where s.tenant = ${r}.tenant and s.scope = ${r}.scope
      and s.name = ${r}.name and s.surplus)
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

const claiming = (
  wanted: string,
): string => `l.request_id = $2::uuid and l.action_id in (select x.action
      from jsonb_to_recordset(${wanted}::text::jsonb) as x (action text))`

/**
 * Locks one free slot of every rule for every claim of the change. What it cannot have is in `full`, and
 * then nothing must be written. Locked slots are passed over, so nobody stands in line inside the database.
 * `wanted` names the parameter.
 */
export const wantSlots = (wanted: string): string => `want as materialized (
      select r.tenant, x.action, x.scope, x.name,
        row_number() over (partition by x.scope, x.name order by x.action) as n
      from jsonb_to_recordset(${wanted}::text::jsonb) as x (action text, scope text, name text)
      join limit_rule r on r.tenant = $1 and r.scope = x.scope and r.name = x.name
      where not exists (select from limit_slot h where h.tenant = $1 and h.request_id = $2::uuid
        and h.action_id = x.action and h.scope = x.scope and h.name = x.name)
    ), need as materialized (
      select w.tenant, w.scope, w.name, count(*) as n from want w group by 1, 2, 3
    ), free as materialized (
      select d.scope, d.name, s.number from need d cross join lateral (
        select s.number from limit_slot s
        where s.tenant = d.tenant and s.scope = d.scope and s.name = d.name and s.request_id is null
        order by s.number limit greatest(0, least(d.n, ${spareSlots('d', claiming(wanted))}))
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

/**
 * What happens to slots and lines once the change is written (`u`): taken, given back, next called. A slot
 * given back goes in favour of one that is too many since the rule was lowered (`heir`). `given` names the parameter.
 */
export const keepSlots = (given: string): string => `taken as (
      update limit_slot s set request_id = $2::uuid, action_id = g.action,
        taken_at = clock_timestamp()
      from got g where exists (select from u)
        and s.tenant = $1 and s.scope = g.scope and s.name = g.name and s.number = g.number
    ), own as materialized (
      select s.tenant, s.scope, s.name, s.number, s.surplus from limit_slot s
      where exists (select from u) and s.tenant = $1 and s.request_id = $2::uuid
        and s.action_id = any(${given}::text[])
      for update
    ), heir as materialized (
      select d.tenant, d.scope, d.name, s.number from (select o.tenant, o.scope, o.name,
        count(*) filter (where not o.surplus) as n from own o group by 1, 2, 3) d
      cross join lateral (
        select s.number from limit_slot s
        where s.tenant = d.tenant and s.scope = d.scope and s.name = d.name and s.surplus
          and not (s.request_id = $2::uuid and s.action_id = any(${given}::text[]))
        order by s.number limit d.n for update skip locked) s
    ), fate as materialized (
      select o.*, not o.surplus and
        row_number() over (partition by o.scope, o.name, o.surplus order by o.number) > (
          select count(*) from heir h where h.scope = o.scope and h.name = o.name) as stays
      from own o
    ), inherited as (
      update limit_slot s set surplus = false from heir h
      where s.tenant = h.tenant and s.scope = h.scope and s.name = h.name and s.number = h.number
    ), gone as (
      delete from limit_slot s using fate f where not f.stays
        and s.tenant = f.tenant and s.scope = f.scope and s.name = f.name and s.number = f.number
    ), freed as (
      update limit_slot s set request_id = null, action_id = null, taken_at = null from fate f
      where f.stays
        and s.tenant = f.tenant and s.scope = f.scope and s.name = f.name and s.number = f.number
      returning s.tenant, s.scope, s.name
    ), "left" as (
      delete from limit_line l where exists (select from u) and l.tenant = $1 and ${leaving}
    ), room as materialized (
      select f.tenant, f.scope, f.name, count(*) as n from freed f group by 1, 2, 3
    ), ${callNext('room', leaving)}`

/** The values of `wantSlots` and `keepSlots`: which slots the change wants and whose it gives back. */
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
