import type { Instant } from '@pao/core'
import { type Path, placesIn } from '@pao/core/catalog'
import { explain, type ExplainFacts, type Run, type Statement } from '@pao/core/engine'
import { sql } from 'kysely'
import type { Principal } from '#identity/principal.ts'
import type { Requests } from './deps.ts'
import type { Held } from './held.ts'
import { placesInLine } from './limits.ts'
import { hideRun } from './redact.ts'
import { seen } from './standing.ts'

type ExplainDeps = Pick<Requests, 'db' | 'shelf' | 'definition' | 'written' | 'now'>

/** Why a request is where it is. */
export type Explained = { id: string; state: string; seq: number; statements: readonly Statement[] }

/** Throws `request.not_found` also for what the principal may not read. */
export async function explainRequest(
  deps: ExplainDeps,
  principal: Principal,
  id: string,
): Promise<Explained> {
  const { held, values } = await seen(deps, principal, id)
  const { seq, fixed } = held
  const run = values ? held.run : hideRun(held.run)
  const facts = await factsOf(deps, held)
  return { id, state: run.state, seq, statements: explain(fixed.plan, run, facts, deps.now()) }
}

async function factsOf(deps: ExplainDeps, held: Held): Promise<ExplainFacts> {
  const { key, fixed } = held
  const [document, written, times, rows, refs, limits] = await Promise.all([
    deps.definition(key.tenant, fixed.definitionHash),
    deps.written?.(key.tenant, fixed.definitionHash),
    timesOf(deps, held),
    rowsOf(deps, held),
    refsOf(deps, held),
    placesInLine(deps, key),
  ])
  const lineOf = written && placesIn(written.source)
  const place = (path: Path): { file?: string; line?: number } => {
    const line = lineOf?.(path)
    return {
      ...(written?.path !== undefined && { file: written.path }),
      ...(line !== undefined && { line }),
    }
  }
  return {
    request: key.id,
    team: fixed.ownerTeam,
    place,
    ...(document && { document }),
    ...times,
    ...rows,
    refs,
    limits,
  }
}

type Named = { action: string | null; type: string; state: string; first: Date; last: Date }

/** When the request and its actions came into their states, from the event log. */
async function timesOf(
  { db }: ExplainDeps,
  { key, run }: Held,
): Promise<Pick<ExplainFacts, 'since' | 'actionsSince'>> {
  const rows: readonly Named[] = await db
    .selectFrom('request_event')
    .select([
      sql<string | null>`data -> 'event' ->> 'action'`.as('action'),
      'type',
      sql<string>`coalesce(data ->> 'action_state', data ->> 'state')`.as('state'),
      sql<Date>`min(at)`.as('first'),
      sql<Date>`max(at)`.as('last'),
    ])
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .groupBy([sql`1`, 'type', sql`3`])
    .execute()
  const own = rows.find(({ type }) => type === `request_${run.state}`)
  const actions = Object.keys(run.actions).flatMap((id) => {
    const at = sinceOf(run, id, rows)
    return at === undefined ? [] : [[id, at] as const]
  })
  return {
    ...(own && { since: own.last.getTime() }),
    actionsSince: Object.fromEntries(actions),
  }
}

/** A wait goes on through looks that found nothing new: it began with the first of this life. */
function sinceOf(run: Run, id: string, rows: readonly Named[]): Instant | undefined {
  const action = run.actions[id]
  const own = rows.filter((row) => row.action === id && row.state === action?.state)
  const began = own.find(({ type }) => type === 'action_waiting')?.first.getTime()
  const isWait = action?.waitingFor === 'remote' || action?.waitingFor === 'person'
  if (isWait && began !== undefined && began >= (action.startedAt ?? 0)) return began
  return own.length === 0 ? undefined : Math.max(...own.map(({ last }) => last.getTime()))
}

/** Who holds running actions, and when waiting ones are looked at. */
async function rowsOf(
  { db }: ExplainDeps,
  { key, run }: Held,
): Promise<Pick<ExplainFacts, 'wakeAt' | 'holders'>> {
  const rows = await db
    .selectFrom('action')
    .select(['action_id', 'wake_at', 'lease_owner', 'lease_until'])
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .where('state', 'in', ['running', 'waiting'])
    .execute()
  const isIn = (id: string, state: string): boolean => run.actions[id]?.state === state
  const wakes = rows.flatMap(({ action_id: id, wake_at: at }) =>
    at && isIn(id, 'waiting') ? [[id, at.getTime()] as const] : [],
  )
  const holders = rows.flatMap(({ action_id: id, lease_owner: worker, lease_until: until }) =>
    worker !== null && until && isIn(id, 'running')
      ? [[id, { worker, until: until.getTime() }] as const]
      : [],
  )
  return { wakeAt: Object.fromEntries(wakes), holders: Object.fromEntries(holders) }
}

/** The last thing each action left in a remote system. */
async function refsOf(
  { db }: ExplainDeps,
  { key }: Held,
): Promise<NonNullable<ExplainFacts['refs']>> {
  const rows = await db
    .selectFrom('attempt')
    .distinctOn('action_id')
    .select(['action_id', 'ref'])
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .where('ref', 'is not', null)
    .orderBy('action_id')
    .orderBy('fence', 'desc')
    .execute()
  return Object.fromEntries(
    rows.map(({ action_id: id, ref }) => [id, ref as { id?: string; url?: string }]),
  )
}
