import { nextSlaMoment, progress } from '@pao/core/engine'
import type { JobInsert } from '#store/jobs.ts'
import type { Statement } from '#store/db.ts'
import type { Change } from './change.ts'
import { calledJobs, keepSlots, slotValues, type Wanted, wantSlots } from './limit-save.ts'
import { leavesOrphans, orphanText } from './orphan-rows.ts'
import { replanText, replanValues } from './replan.ts'

/** Seconds a claim holds without a heartbeat. */
export const leaseSeconds = 10
/**
 * Seconds after which a ready action that nobody claimed is hinted at again. With the lease, and a second each
 * until the sweep comes by, this bounds how long the action of a dead worker waits whose heir dies too.
 */
export const remindSeconds = 3

/** A moment given in milliseconds. */
export const ms = (value: string): string => `to_timestamp(${value} / 1000.0)`

const actionColumns = `action_id text, state text, fence integer, lease_owner text, wake_at float8,
  keeps_wake boolean, deadline_at float8, escalate_at float8, wait_key text, sealed text`

const wakeAt = `case x.state
    when 'ready' then clock_timestamp() + interval '${remindSeconds} seconds'
    when 'waiting' then coalesce(${ms('x.wake_at')},
      case when x.keeps_wake and t.state = 'waiting' and t.fence = x.fence then t.wake_at end)
  end`

/** True where the tenant has rules of limits. */
export const ruled = `exists (select from limit_rule where tenant = $1)`
const noReplan = { columns: '', along: '' }
const verdict = `, (select coalesce(jsonb_agg("full".*), '[]') from "full") as full,
      (select count(*) from called) as called`

/** What became of a change. `limited`: the tenant has rules; `full`: the slots that were not to be had. */
export type Saved = { saved: boolean; limited: boolean; full?: readonly Wanted[]; called?: number }

/**
 * `orphans`: something may be left outside, or a doubt is settled. `limited`: it takes and gives back slots
 * along with it; the other form refuses where the tenant has rules. `replanned`: what is fixed is written too.
 * `hints`: jobs are inserted along; most steps have none, and their form is spared the queue's large insert.
 */
export type SaveForm = { orphans: boolean; limited: boolean; replanned: boolean; hints: boolean }

/** The form that fits a change. */
export function formFor(change: Change, limited: boolean): SaveForm {
  const { replanned } = change
  // Slots that are given back may call others, so jobs come of what is in the tables.
  const hints = limited || change.jobs.length > 0
  return { orphans: leavesOrphans(change), limited, replanned, hints }
}

/** Where the lists of a change come from, and whose they are. */
export type Lists = {
  /** What stands before the columns of a list. */
  from(list: 'events' | 'actions' | 'claims' | 'ends'): string
  /** Without it nothing is written. */
  only: string
  /** What is written along: tenant, request, moment (milliseconds), correlation id. */
  request: string
  at: string
  correlation: string
  /** Which rows of a table, under the name `t`, are the request's. */
  own: string
}

/** The lists of one change, given as parameters. */
const alone: Lists = {
  from: (list) => {
    const source = {
      events: '$10::text::jsonb',
      actions: '$11::text::jsonb',
      claims: "$12::text::jsonb -> 'claims'",
      ends: "$12::text::jsonb -> 'ends'",
    }[list]
    return `jsonb_to_recordset(${source})`
  },
  only: 'exists (select from u)',
  request: '$2::uuid',
  at: '$9::float8',
  correlation: '$14',
  own: 't.tenant = $1 and t.request_id = $2::uuid',
}

/** Events, actions and attempts of what `u` has just written; the tenant is the first parameter. */
export function listsText({ from, only, request, at, correlation, own }: Lists): string {
  return `events as (
      insert into request_event (tenant, request_id, seq, type, at, actor, correlation_id, data)
      select $1, ${request}, x.seq, x.type, ${ms(at)}, x.actor, ${correlation}, x.data
      from ${from('events')} as x (seq integer, type text, actor text, data jsonb)
      where ${only}
    ), actions as (
      update action t set state = x.state, fence = x.fence,
        lease_owner = case when x.state = 'running' then coalesce(x.lease_owner, t.lease_owner) end,
        lease_until = case when x.state = 'running' then
          case when x.lease_owner is null then t.lease_until
            else clock_timestamp() + interval '${leaseSeconds} seconds' end end,
        wake_at = ${wakeAt},
        wait_key = case when x.state in ('ready', 'running', 'waiting')
          then coalesce(x.wait_key, t.wait_key) end,
        deadline_at = ${ms('x.deadline_at')}, escalate_at = ${ms('x.escalate_at')},
        sealed_outputs = coalesce(decode(x.sealed, 'base64'), t.sealed_outputs)
      from ${from('actions')} as x (${actionColumns})
      where ${only} and ${own} and t.action_id = x.action_id
    ), claims as (
      insert into attempt
        (tenant, request_id, action_id, fence, entry, attempt, generation, worker, started_at)
      select $1, ${request}, x.action, x.fence, x.entry, x.attempt, x.generation, x.worker,
        ${ms(at)}
      from ${from('claims')} as x (action text, fence integer,
        entry text, attempt integer, generation integer, worker text)
      where ${only}
    ), ends as (
      update attempt t set ended_at = ${ms(at)}, outcome = x.outcome, input = x.input,
        outputs = x.outputs, error = x.error, http_status = x.http_status, ref = x.ref,
        log = coalesce(x.log, t.log)
      from ${from('ends')} as x (action text, fence integer,
        outcome text, input jsonb, outputs jsonb, error jsonb, http_status integer, ref jsonb,
        log jsonb)
      where ${only} and ${own}
        and t.action_id = x.action and t.fence = x.fence and t.ended_at is null
    )`
}

/**
 * Everything that one or more events change, in one statement and so in one round trip: it takes
 * effect as a whole, and only if nobody else has written the request since it was read (`seq`). An outcome
 * is written to the attempt of its own fence, once.
 */
function saveStatement(insert: JobInsert, form: SaveForm): Statement {
  const { orphans, limited, replanned, hints } = form
  const { before, guard, along, told } = partsOf(insert, form)
  const replan = replanned
    ? replanText(17 + (orphans ? 1 : 0) + (limited ? 2 : 0), remindSeconds)
    : noReplan
  return {
    name: `request_save${orphans ? '_orphans' : ''}${limited ? '_limited' : ''}${replanned ? '_replanned' : ''}${hints ? '_hints' : ''}`,
    text: `with ${before}u as (
      update request set seq = $4, state = $5, run = $6, progress = $15, deadline_at = ${ms('$7::float8')},
        sla_at = ${ms('$16::float8')}, ended_at = ${ms('$8::float8')}, updated_at = ${ms('$9::float8')}${replan.columns}
      where tenant = $1 and id = $2::uuid and seq = $3
        and ${guard} returning 1
    ), ${listsText(alone)}${[replan.along, ...along].map((part) => part && `, ${part}`).join('')}
    select exists (select from u) as saved, ${ruled} as limited${told}`,
  }
}

type Parts = Record<'before' | 'guard' | 'told', string> & { along: readonly string[] }

/** What the forms differ in. Parameters after the sixteenth are those of orphans, then those of slots, then those of another plan. */
function partsOf(insert: JobInsert, { orphans, limited, hints }: SaveForm): Parts {
  const only = (jobs: string): string =>
    `jobs as (${insert.text(`(case when exists (select from u) then ${jobs} else '[]' end)`)})`
  const left = orphans ? [orphanText({ at: ms('$9::float8'), rows: '$17' })] : []
  if (!limited)
    return {
      before: '',
      guard: hints ? `not ${ruled}` : `not ${ruled} and $13::text = '[]'`,
      along: hints ? [...left, only('$13')] : left,
      told: '',
    }
  const [wanted, given] = orphans ? ['$18', '$19'] : ['$17', '$18']
  return {
    before: `${wantSlots(wanted)}, `,
    guard: 'not exists (select from "full")',
    along: [...left, keepSlots(given), only(`($13::text::jsonb || ${calledJobs(insert)})::text`)],
    told: verdict,
  }
}

function nameOf({ replanned, orphans, limited, hints }: SaveForm): string {
  return `${replanned} ${orphans} ${limited} ${hints}`
}

/** The statement in each of its forms, put together once. */
export function saveForms(insert: JobInsert): (form: SaveForm) => Statement {
  const both = [false, true]
  const forms = both
    .flatMap((replanned) => both.map((orphans) => ({ replanned, orphans })))
    .flatMap((form) => both.map((limited) => ({ ...form, limited })))
    .flatMap((form) => both.map((hints) => ({ ...form, hints: hints || form.limited })))
  const known = new Map(forms.map((form) => [nameOf(form), saveStatement(insert, form)]))
  return (form) => known.get(nameOf(form)) ?? saveStatement(insert, form)
}

/** The statement's values, in its order. */
export function saveValues(change: Change, insert: JobInsert, limited: boolean): unknown[] {
  const { held, run, at } = change
  return [
    held.key.tenant,
    held.key.id,
    held.seq,
    change.seq,
    run.state,
    JSON.stringify(run),
    run.endedAt === undefined ? (run.deadlineAt ?? null) : null,
    run.endedAt ?? null,
    at,
    JSON.stringify(change.events),
    JSON.stringify(change.actions),
    JSON.stringify({ claims: change.claims, ends: change.ends }),
    insert.rows(change.jobs),
    held.fixed.correlationId,
    JSON.stringify(progress(held.fixed.plan, run)),
    nextSlaMoment(run) ?? null,
    ...(leavesOrphans(change)
      ? [JSON.stringify({ orphans: change.orphans, settled: change.settled })]
      : []),
    ...(limited ? slotValues(change) : []),
    ...(change.replanned ? replanValues(change) : []),
  ]
}
