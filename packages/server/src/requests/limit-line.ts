import { type Db, isTransient, runStatement, type Statement } from '#store/db.ts'
import type { JobInsert, Jobs } from '#store/jobs.ts'
import type { LimitCount, Telemetry } from '#telemetry.ts'
import { priorities } from './change.ts'
import type { Held } from './held.ts'
import { calledJobs, callNext, spareSlots, type Wanted } from './limit-save.ts'

export type LineDeps = { db: Db; jobs: Pick<Jobs, 'insert' | 'wake'> }

/**
 * Ready actions stand in the lines of what was full, and only there. A requester's actions take turns one
 * after another from the turn that is on, so that many of one stand between, not before, those of others.
 * Who stands in line is called; the reminder of a ready action is not needed. Nobody would call from the line of
 * a rule that is taken away meanwhile: whoever takes it away is waited for, or finds the line as it is now.
 */
const stand: Statement = {
  name: 'limit_line_stand',
  text: `with ruled as materialized (
      select r.scope, r.name from limit_rule r
      where r.tenant = $1 and (r.scope, r.name) in (select x.scope, x.name
        from jsonb_to_recordset($3::text::jsonb) as x (scope text, name text))
      order by r.scope, r.name for key share
    ), wanted as (
      select x.action, x.scope, x.name,
        row_number() over (partition by x.scope, x.name order by x.action) - 1 as n
      from jsonb_to_recordset($3::text::jsonb) as x (action text, scope text, name text)
      join ruled r on r.scope = x.scope and r.name = x.name
      join action a on a.tenant = $1 and a.request_id = $2::uuid and a.action_id = x.action
        and a.state = 'ready'
    ), elsewhere as (
      delete from limit_line l where l.tenant = $1 and l.request_id = $2::uuid
        and l.action_id in (select action from wanted)
        and not exists (select from wanted w
          where w.action = l.action_id and w.scope = l.scope and w.name = l.name)
    ), quiet as (
      update action a set wake_at = null from (select distinct action from wanted) w
      where a.tenant = $1 and a.request_id = $2::uuid and a.action_id = w.action
        and a.state = 'ready' and a.wake_at is not null
    )
    insert into limit_line
      (tenant, scope, name, request_id, action_id, requester_id, priority, turn, since)
    select $1, w.scope, w.name, $2::uuid, w.action, $4, $5::integer, w.n + greatest(
      coalesce((select max(l.turn) + 1 from limit_line l where l.tenant = $1 and l.scope = w.scope
        and l.name = w.name and l.requester_id = $4), 0),
      coalesce((select min(l.turn) from limit_line l where l.tenant = $1 and l.scope = w.scope
        and l.name = w.name), 0)), clock_timestamp()
    from wanted w
    on conflict (tenant, scope, name, request_id, action_id) do update set called_at = null`,
}

/** Puts the claims that found no slot in line and calls whoever may go, in case a slot became free meanwhile. */
export async function standInLine(
  deps: LineDeps,
  { key, fixed }: Held,
  full: readonly Wanted[],
): Promise<void> {
  const { id: requester } = fixed.requester
  const values = [
    key.tenant,
    key.id,
    JSON.stringify(full),
    requester,
    priorities[fixed.plan.priority],
  ]
  try {
    await runStatement(deps.db, stand, values)
  } catch (error) {
    // Only another writer of the same request can be in the way; the reminder asks again.
    if (!isTransient(error)) throw error
  }
  await callWaiting(deps, key.tenant)
}

const statements = new WeakMap<JobInsert, Statement>()

/** Calls as many of each line as there are free slots. Slots of work that is over are given back first. */
function callStatement(insert: JobInsert): Statement {
  const made = statements.get(insert) ?? {
    name: 'limit_line_call',
    text: `with room as materialized (
        select r.tenant, r.scope, r.name, ${spareSlots('r')} as n from limit_rule r
        where ($1::text is null or r.tenant = $1) and exists (select from limit_line l
          where l.tenant = r.tenant and l.scope = r.scope and l.name = r.name)
      ), ${callNext('room')}, jobs as (${insert.text(`${calledJobs(insert)}::text`)})
      select count(*)::integer as called from called`,
  }
  statements.set(insert, made)
  return made
}

/** Calls the first of every line for which slots are free; of all tenants when none is named. */
export async function callWaiting({ db, jobs }: LineDeps, tenant?: string): Promise<void> {
  const [row] = await runStatement<{ called: number }>(db, callStatement(jobs.insert), [
    tenant ?? null,
  ])
  if ((row?.called ?? 0) > 0) jobs.wake()
}

/**
 * What a process of another release, or one that was cut off, may leave: slots of actions that are not under
 * way any more, and places in line of actions that are not ready.
 */
const tidy: Statement = {
  name: 'limit_tidy',
  text: `with over as (
      select s.tenant, s.scope, s.name, s.number from limit_slot s
      where s.request_id is not null and not exists (select from action a
        where a.tenant = s.tenant and a.request_id = s.request_id and a.action_id = s.action_id
          and a.state in ('ready', 'running', 'waiting'))
      for update of s skip locked
    ), gone as (
      delete from limit_slot s using over o where s.surplus and s.tenant = o.tenant
        and s.scope = o.scope and s.name = o.name and s.number = o.number
    ), freed as (
      update limit_slot s set request_id = null, action_id = null, taken_at = null from over o
      where not s.surplus and s.tenant = o.tenant and s.scope = o.scope and s.name = o.name
        and s.number = o.number
    )
    delete from limit_line l where not exists (select from action a
      where a.tenant = l.tenant and a.request_id = l.request_id and a.action_id = l.action_id
        and a.state = 'ready')`,
}

const anyRule: Statement = {
  name: 'limit_any',
  text: 'select exists (select from limit_rule) as ruled',
}

/** The truth behind the hints: what is over gives back, who is first is called. */
export async function sweepLines(deps: LineDeps): Promise<void> {
  const [row] = await runStatement<{ ruled: boolean }>(deps.db, anyRule, [])
  if (row?.ruled !== true) return
  await runStatement(deps.db, tidy, [])
  await callWaiting(deps)
}

const counts: Statement = {
  name: 'limit_counts',
  text: `select r.scope, r.name,
      sum((select count(*) from limit_slot s where s.tenant = r.tenant and s.scope = r.scope
        and s.name = r.name and s.request_id is not null))::integer as taken,
      sum((select count(*) from limit_line l where l.tenant = r.tenant and l.scope = r.scope
        and l.name = r.name))::integer as waiting
    from limit_rule r group by r.scope, r.name order by r.scope, r.name limit 200`,
}

/** Puts what is taken of each rule and who waits into the figures. */
export async function tellLimits({
  db,
  telemetry,
}: {
  db: Db
  telemetry: Pick<Telemetry, 'limitsSeen'>
}): Promise<void> {
  telemetry.limitsSeen(await runStatement<LimitCount>(db, counts, []))
}
