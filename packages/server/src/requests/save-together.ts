import { nextSlaMoment, progress } from '@pao/core/engine'
import { type Db, runStatement, type Statement } from '#store/db.ts'
import type { Change } from './change.ts'
import { formFor, type Lists, listsText, ms, ruled, type Saved } from './save.ts'
import { together } from './together.ts'

/** Changes of one statement; some 50 kB. */
const mostAtOnce = 20
/** One at a time: it waits for nobody, and what comes meanwhile makes the next set the larger. */
const lanes = 1
/** A statement of many requests reads all rows of their actions, so those of large plans are written alone. */
const mostActions = 50

type Row = { id: string; row: string }

const columns = `id uuid, seq integer, to_seq integer, state text, run jsonb, progress jsonb, deadline_at float8,
  sla_at float8, at float8, ended_at float8, correlation_id text, events jsonb, actions jsonb, claims jsonb, ends jsonb`

const ofMany: Lists = {
  from: (list) => `u, jsonb_to_recordset(u.${list})`,
  only: 'true',
  request: 'u.id',
  at: 'u.at',
  correlation: 'u.correlation_id',
  own: 't.tenant = $1 and t.request_id = any ($2::uuid[]) and t.request_id = u.id',
}

/**
 * The plain form of the save for many requests of one tenant: each as a whole or not at all, by its own `seq`; a
 * tenant with rules of limits has none of them written. It never waits for a row: one that somebody else is writing is
 * told as busy. The ids are given twice, so that the primary keys serve it whatever the planner thinks of the rest.
 */
const statement: Statement = {
  name: 'requests_save',
  text: `with changed as materialized (
      select * from jsonb_to_recordset($3::text::jsonb) as x (${columns})
    ), free as materialized (
      select id from request where tenant = $1 and id = any ($2::uuid[]) for update skip locked
    ), u as (
      update request r set seq = c.to_seq, state = c.state, run = c.run, progress = c.progress,
        deadline_at = ${ms('c.deadline_at')}, sla_at = ${ms('c.sla_at')},
        ended_at = ${ms('c.ended_at')}, updated_at = ${ms('c.at')}
      from changed c join free using (id)
      where r.tenant = $1 and r.id = any ($2::uuid[]) and r.id = c.id and r.seq = c.seq
        and not ${ruled}
      returning c.id, c.at, c.correlation_id, c.events, c.actions, c.claims, c.ends
    ), ${listsText(ofMany)}
    select array(select id::text from u) as saved, array(select id::text from free) as free,
      ${ruled} as limited`,
}

/** Whether the change may share a statement with those of other requests. */
export function isPlain(change: Change): boolean {
  const { hints, orphans, replanned } = formFor(change, false)
  const isSmall = change.held.fixed.plan.actions.length <= mostActions
  return isSmall && !hints && !orphans && !replanned
}

/** What became of a change of a set. `busy`: somebody else was writing the request, so it is to be written alone. */
export type SavedOfSet = Saved & { busy: boolean }

/**
 * Writes plain changes: one that comes alone at once, those that come meanwhile as one statement per tenant. Throws
 * as a statement does; then nothing of the change was written unless the database went away.
 */
export function openSaves(db: Db): (change: Change) => Promise<SavedOfSet> {
  const tenants = new Map<string, (row: Row) => Promise<SavedOfSet | undefined>>()
  const open = (tenant: string): ((row: Row) => Promise<SavedOfSet | undefined>) => {
    const write = (rows: readonly Row[]): Promise<SavedOfSet[]> => writeRows(db, tenant, rows)
    const opened = together<Row, SavedOfSet>({ write, most: mostAtOnce, lanes })
    tenants.set(tenant, opened)
    return opened
  }
  return async (change) => {
    const { tenant } = change.held.key
    const told = await (tenants.get(tenant) ?? open(tenant))(rowOf(change))
    return told ?? { saved: false, limited: false, busy: true }
  }
}

/** Writes plain changes of one tenant, each of another request, as one statement; says of each in turn what became of it. */
export function saveSet(
  db: Db,
  tenant: string,
  changes: readonly Change[],
): Promise<readonly SavedOfSet[]> {
  return writeRows(db, tenant, changes.map(rowOf))
}

type Told = { saved: readonly string[]; free: readonly string[]; limited: boolean }

async function writeRows(db: Db, tenant: string, rows: readonly Row[]): Promise<SavedOfSet[]> {
  const [told] = await runStatement<Told>(db, statement, [
    tenant,
    rows.map(({ id }) => id),
    `[${rows.map(({ row }) => row).join(',')}]`,
  ])
  const { limited = false, saved = [], free = [] } = told ?? {}
  return rows.map(({ id }) => ({ saved: saved.includes(id), limited, busy: !free.includes(id) }))
}

/** Made into JSON when the change comes, so that a large set does not hold up everybody at once. */
function rowOf(change: Change): Row {
  const { held, run, seq, at, events, actions, claims, ends } = change
  const row = JSON.stringify({
    id: held.key.id,
    seq: held.seq,
    to_seq: seq,
    state: run.state,
    run,
    progress: progress(held.fixed.plan, run),
    deadline_at: run.endedAt === undefined ? run.deadlineAt : undefined,
    sla_at: nextSlaMoment(run),
    at,
    ended_at: run.endedAt,
    correlation_id: held.fixed.correlationId,
    events,
    actions,
    claims,
    ends,
  })
  return { id: held.key.id, row }
}
