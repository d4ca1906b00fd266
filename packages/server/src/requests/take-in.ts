import type { Instant } from '@pao/core'
import { nextSlaMoment, progress } from '@pao/core/engine'
import { type Db, runStatement, type Statement, type Tx } from '#store/db.ts'
import { type Kept, keepRows, keepStatement } from '#store/idempotency.ts'
import type { JobInsert, Jobs } from '#store/jobs.ts'
import type { Job } from '#store/pump.ts'
import { type ActionSet, actionSetOf, actionSetStatement, knownSets } from './action-set.ts'
import type { Change } from './change.ts'
import { type Reservation, reserving } from './quotas/reserve.ts'
import { remindSeconds } from './save.ts'
import { keepWithinRoom } from './room.ts'
import { storable } from './scrub.ts'
import { together } from './together.ts'

/** A checked order as it became a request, and what only its rows tell; `kept` is the answer to keep with it. */
export type Taken = {
  change: Change
  category: string
  reason: string | undefined
  notBefore: Instant | undefined
  /** What the requester was when it was ordered. */
  standing: { teams: readonly string[]; roles: readonly string[] }
  kept: Kept | undefined
}

/**
 * Writes request, events, actions, first jobs and key together, and what the order takes of quotas. Resolves after the
 * commit. With no `reservation` given it tells `ruled`, and writes nothing, where the tenant has quotas after all. Throws
 * `quota.exceeded` and `budget.exceeded`, and `tenant.full` where the tenant may have no more open requests.
 */
export type TakeIn = (taken: Taken, reservation?: Reservation) => Promise<'taken' | 'ruled'>

/** Orders of one statement; some 50 kB. */
const mostAtOnce = 50
/** While one statement waits for the disk, another is being worked on. */
const lanes = 2

type TakeInDeps = {
  db: Db
  jobs: Pick<Jobs, 'insert'>
  /** Requests a tenant may have open at once; undefined = any number. */
  roomOf(tenant: string): number | undefined
}

type Row = {
  tenant: string
  request: string
  actionSet: ActionSet & { tenant: string }
  jobs: readonly Job[]
  kept: readonly Kept[]
  /** Ordered by an action of another request. */
  isPart: boolean
}

/** Orders that come while others are being written are written by one statement. */
export function openTakeIn({ db, jobs: { insert }, roomOf }: TakeInDeps): TakeIn {
  const statement = takeInStatement(insert)
  const known = knownSets()
  /** `unless`: nothing is written where one of these tenants has quotas. */
  const write = async (on: Db | Tx, rows: readonly Row[], unless: string[]): Promise<boolean> => {
    const sets = rows.map(({ actionSet }) => actionSet)
    const [told] = await runStatement<{ ruled: boolean }>(on, statement, [
      `[${rows.map(({ request }) => request).join(',')}]`,
      insert.rows(rows.flatMap(({ jobs }) => jobs)),
      keepRows(rows.flatMap(({ kept }) => kept)),
      known.missing(sets),
      unless,
    ])
    return told?.ruled === true
  }
  const remember = (rows: readonly Row[]): void =>
    known.remember(rows.map(({ actionSet }) => actionSet))
  const plain = together<Row, 'taken' | 'ruled'>({
    most: mostAtOnce,
    lanes,
    async write(rows) {
      const tenants = [...new Set(rows.map(({ tenant }) => tenant))]
      const ruled = await write(db, rows, tenants)
      if (!ruled) remember(rows)
      return rows.map(() => (ruled ? 'ruled' : 'taken'))
    },
  })
  const limited = limitedTogether({ db, write, remember, roomOf })
  const counted = countedTogether(
    db,
    async (tx, rows) => {
      await keepWithinRoom(tx, rows, roomOf)
      await write(tx, rows, [])
    },
    remember,
  )
  return async (taken, reservation) => {
    const row = rowOf(taken)
    const isLimited = !row.isPart && roomOf(row.tenant) !== undefined
    if (!reservation) return (await (isLimited ? limited(row) : plain(row))) ?? 'taken'
    await counted({ row, reservation })
    return 'taken'
  }
}

type Limiting = {
  db: Db
  write(on: Tx, rows: readonly Row[], unless: string[]): Promise<boolean>
  remember(rows: readonly Row[]): void
  roomOf(tenant: string): number | undefined
}

/** Orders of tenants that may have so many open at once: those of one come one after another, for there is one count of them. */
function limitedTogether({ db, write, remember, roomOf }: Limiting) {
  return perTenant<Row, 'taken' | 'ruled'>(
    ({ tenant }) => tenant,
    async (rows, tenant) => {
      const ruled = await db.transaction().execute(async (tx) => {
        await keepWithinRoom(tx, rows, roomOf)
        return write(tx, rows, [tenant])
      })
      if (!ruled) remember(rows)
      return rows.map(() => (ruled ? 'ruled' : 'taken'))
    },
  )
}

type Counted = { row: Row; reservation: Reservation }

/** Orders of one tenant that come at once take what they need together; where that is too much, each alone. */
function countedTogether(
  db: Db,
  write: (tx: Tx, rows: readonly Row[]) => Promise<void>,
  remember: (rows: readonly Row[]) => void,
): (one: Counted) => Promise<unknown> {
  return perTenant<Counted, undefined>(
    ({ row }) => row.tenant,
    async (set, tenant) => {
      const rows = set.map(({ row }) => row)
      const orders = set.map(({ reservation }) => reservation)
      await reserving(db, { tenant, orders }, (tx) => write(tx, rows))
      remember(rows)
      return []
    },
  )
}

function perTenant<T, R>(
  tenantOf: (one: T) => string,
  write: (set: readonly T[], tenant: string) => Promise<readonly R[]>,
): (one: T) => Promise<R | undefined> {
  const tenants = new Map<string, (one: T) => Promise<R | undefined>>()
  return (one) => {
    const tenant = tenantOf(one)
    const known = tenants.get(tenant)
    if (known) return known(one)
    const opened = together<T, R>({
      most: mostAtOnce,
      lanes,
      write: (set) => write(set, tenant),
    })
    tenants.set(tenant, opened)
    return opened(one)
  }
}

const ms = (value: string): string => `to_timestamp(${value} / 1000.0)`

const columns = `tenant text, id uuid, seq integer, state text, run jsonb, progress jsonb,
  deadline_at float8, sla_at float8, at float8, ended_at float8, item_id text, item_name text, item_version text,
  category text, owner_team text, definition_hash text, requester_id text, requester jsonb,
  environment text, reason text, correlation_id text, priority text, queue text, fields jsonb,
  sealed_fields text, plan jsonb, action_set_hash text, not_before float8, events jsonb,
  parent_id uuid, parent_action text, parent_generation integer, requester_teams text[],
  requester_roles text[]`

function takeInStatement(insert: JobInsert): Statement {
  return {
    name: 'request_take_in',
    text: `with given as materialized (
      select * from jsonb_to_recordset($1::text::jsonb) as x (${columns})
      where not exists (select from quota_rule where tenant = any ($5::text[]))
    ), made as (
      insert into request (tenant, id, seq, state, run, progress, deadline_at, sla_at, created_at,
        updated_at, ended_at, item_id, item_name, item_version, category, owner_team, definition_hash,
        requester_id, requester, environment, reason, correlation_id, priority, queue, fields,
        sealed_fields, plan, action_set_hash, not_before, parent_id, parent_action,
        parent_generation, requester_teams, requester_roles)
      select tenant, id, seq, state, run, progress, ${ms('deadline_at')}, ${ms('sla_at')},
        ${ms('at')}, ${ms('at')},
        ${ms('ended_at')}, item_id, item_name, item_version, category, owner_team, definition_hash,
        requester_id, requester, environment, reason, correlation_id, priority, queue, fields,
        decode(sealed_fields, 'base64'), plan, action_set_hash,
        ${ms('not_before')}, parent_id, parent_action, parent_generation, requester_teams,
        requester_roles
      from given
    ), events as (
      insert into request_event (tenant, request_id, seq, type, at, actor, correlation_id, data)
      select g.tenant, g.id, x.seq, x.type, ${ms('g.at')}, x.actor, g.correlation_id, x.data
      from given g, jsonb_to_recordset(g.events)
        as x (seq integer, type text, actor text, data jsonb)
    ), actions as (
      insert into action (tenant, request_id, action_id, state, fence, wake_at)
      select g.tenant, g.id, x.key, x.value ->> 'state', 0, case when x.value ->> 'state' = 'ready'
        then clock_timestamp() + interval '${remindSeconds} seconds' end
      from given g, jsonb_each(g.run -> 'actions') as x
    ), jobs as (${insert.text(`(case when exists (select from given) then $2 else '[]' end)`)}),
    kept as (${keepStatement(3)} where exists (select from given)),
    sets as (${actionSetStatement(4)})
    select not exists (select from given) as ruled`,
  }
}

/** Made into JSON when the order comes, so that a large set does not hold up everybody at once. */
function rowOf({ change, category, reason, notBefore, standing, kept }: Taken): Row {
  const { key, fixed } = change.held
  const { run, at } = change
  const { actions, ...plan } = fixed.plan
  const actionSet = { tenant: key.tenant, ...actionSetOf(actions) }
  const request = JSON.stringify({
    tenant: key.tenant,
    id: key.id,
    seq: change.seq,
    state: run.state,
    run,
    progress: progress(fixed.plan, run),
    deadline_at: run.deadlineAt,
    sla_at: nextSlaMoment(run),
    at,
    ended_at: run.endedAt,
    item_id: fixed.itemId,
    item_name: fixed.itemName,
    item_version: fixed.itemVersion,
    category,
    owner_team: fixed.ownerTeam,
    definition_hash: fixed.definitionHash,
    requester_id: fixed.requester.id,
    requester: fixed.requester,
    environment: fixed.environment,
    reason: reason === undefined ? undefined : storable(reason),
    correlation_id: fixed.correlationId,
    priority: plan.priority,
    queue: plan.queue,
    fields: fixed.fields,
    sealed_fields: fixed.sealedFields?.toString('base64'),
    plan,
    action_set_hash: actionSet.hash,
    not_before: notBefore,
    parent_id: fixed.parent?.id,
    parent_action: fixed.parent?.action,
    parent_generation: fixed.parent?.generation,
    requester_teams: standing.teams,
    requester_roles: standing.roles,
    events: change.events,
  })
  return {
    tenant: key.tenant,
    request,
    actionSet,
    jobs: change.jobs,
    kept: kept ? [kept] : [],
    isPart: fixed.parent !== undefined,
  }
}
