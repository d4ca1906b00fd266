import type { Fault } from '@pao/core'
import { sql } from 'kysely'
import type { Tx } from '#store/db.ts'
import { replacing } from '#store/erasure/replacing.ts'

/** Whom, by all names they are known under. */
type Gone = { tenant: string; names: readonly string[] }

/** Of each kind at most so many are named. */
const mostNamed = 20
/** Requests that run and may name somebody; the rest are looked at when these have ended. */
const mostLooked = 500

/** What still needs a person: requests that run and name them, open approvals that ask them, work they have taken. */
export async function needsOf(tx: Tx, gone: Gone): Promise<readonly Fault[]> {
  const live = await liveWith(tx, gone)
  const asked = await askedOf(tx, gone)
  const tasks = await tasksOf(tx, gone)
  return [
    ...live.map((id) =>
      fault(
        'person.request_live',
        `The request ${id} runs and names them`,
        'Let it end, or cancel it',
      ),
    ),
    ...asked.map((id) =>
      fault('person.approval_open', `The approval ${id} asks them`, 'Have it decided or handed on'),
    ),
    ...tasks.map((id) =>
      fault('person.task_taken', `They have taken the task ${id}`, 'Have it done, or give it back'),
    ),
  ]
}

function fault(code: string, message: string, hint: string): Fault {
  return { code, at: '/person', message, hint }
}

/** Served by the index of requests that have not ended. */
async function liveWith(tx: Tx, { tenant, names }: Gone): Promise<readonly string[]> {
  const { json, likes } = replacing({ names, pseudonym: '' })
  const { rows } = await sql<{ id: string; whole: string }>`
    select r.id, to_jsonb(r)::text as whole from request r
    where r.tenant = ${tenant} and r.ended_at is null
      and lower(to_jsonb(r)::text) like any (${likes}::text[])
    order by r.id limit ${mostLooked}`.execute(tx)
  return rows
    .filter(({ whole }) => json(whole) !== whole)
    .slice(0, mostNamed)
    .map(({ id }) => id)
}

async function askedOf(tx: Tx, { tenant, names }: Gone): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select request_id || '.' || action_id as id from approval
    where tenant = ${tenant} and open and asked && ${[...names]}::text[]
    order by asked_at limit ${mostNamed}`.execute(tx)
  return rows.map(({ id }) => id)
}

async function tasksOf(tx: Tx, { tenant, names }: Gone): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.request_id || '.' || t.action_id as id from manual_task t
    join action a on a.tenant = t.tenant and a.request_id = t.request_id and a.action_id = t.action_id
    where t.tenant = ${tenant} and a.state = 'waiting' and t.claimed_by = any (${[...names]}::text[])
    order by t.asked_at limit ${mostNamed}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Takes away what somebody kept for themselves: views, how far news were read, when they are away. Returns how many rows went. */
export async function dropOfPerson(tx: Tx, { tenant, names }: Gone): Promise<number> {
  const gone = [
    await tx
      .deleteFrom('saved_view')
      .where('tenant', '=', tenant)
      .where('person', 'in', names)
      .executeTakeFirst(),
    await tx
      .deleteFrom('news_seen')
      .where('tenant', '=', tenant)
      .where('person', 'in', names)
      .executeTakeFirst(),
    await tx
      .deleteFrom('absence')
      .where('tenant', '=', tenant)
      .where('person', 'in', names)
      .executeTakeFirst(),
  ]
  return gone.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0)
}
