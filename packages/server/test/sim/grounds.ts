import {
  type CompiledQuery,
  Kysely,
  type KyselyPlugin,
  PostgresDialect,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import type { Document, Item } from '@pao/core/catalog'
import type { Requests } from '../../src/requests/deps.ts'
import { openRequests } from '../../src/requests/open.ts'
import { type Database, type Db, runStatement } from '../../src/store/db.ts'
import { type JobInsert, openJobs } from '../../src/store/jobs.ts'
import { openSignal } from '../../src/store/signal.ts'
import type { Tables } from '../../src/store/tables.ts'
import type { Timers } from '../../src/timers.ts'
import { openModelDb, resultOf } from './model-db.ts'
import { openStore } from './open-store.ts'
import { jobInsert, type Store } from './store.ts'
import type { TxState } from './store-rows.ts'
import { connectorsOf } from './connectors.ts'
import { bareSurroundings, nothing, noWay, silentTelemetry } from './quiet.ts'

/** What both stores are told alike: the time, the items, whether jobs wait. */
/** Nothing in these worlds has been ready for as long. */
export const waitedLongMs = 36_000_000

export type Common = { now: number; items: Map<string, Item>; isBacklogged: boolean }

/** One store with the room on it. */
export type Ground = {
  requests: Requests
  insert: JobInsert
  rows(): Promise<Dump>
  /** Resolves when nothing is asked of the database any more: who tells parents of an end is not waited for. */
  rest(): Promise<void>
}

/** All rows, each table under its name, moments as milliseconds. */
export type Dump = Readonly<Record<string, readonly object[]>>

/** Nothing fires by itself: whoever plays says what happens when. */
export const still: Timers = {
  after: () => nothing,
  every: () => nothing,
  pause: async () => undefined,
  limit: () => new AbortController().signal,
}

function roomOn(common: Common, db: Db, insert: JobInsert): Requests {
  let ids = 0
  const statement = { name: 'job_insert', text: insert.text('$1') }
  return openRequests({
    db,
    jobs: {
      insert,
      async enqueue(tx, jobs) {
        if (jobs.length > 0) await runStatement(tx, statement, [insert.rows(jobs)])
      },
      wake: nothing,
      waitedMs: async () => (common.isBacklogged ? waitedLongMs : 0),
      work: noWay,
      age: async () => undefined,
      stop: async () => undefined,
    },
    signal: { publish: nothing, subscribe: () => nothing, stop: async () => undefined },
    cipher: { seal: noWay, open: noWay, derive: noWay },
    now: () => common.now,
    newId: () => `${(ids += 1).toString(16).padStart(8, '0')}-0000-7000-8000-00000000000a`,
    random: () => 0.5,
    timers: still,
    telemetry: silentTelemetry,
    findItem: (_principal, id) => {
      const document = common.items.get(id)
      return document && { document, hash: `${id} ${document.metadata.version}` }
    },
    definition: (_tenant, hash): Document | undefined => common.items.get(hash.split(' ')[0] ?? ''),
    connectors: connectorsOf({ world: { story: {} } } as never),
    ...bareSurroundings,
  })
}

/** The model, without the ways and faults of a simulated world. */
export function openModel(common: Common): Ground & { store: Store } {
  const store = openStore(() => common.now)
  const { enter, isBusy } = lineOf()
  const answer = async ({ sql, parameters }: CompiledQuery, tx?: TxState) => {
    await turn()
    return sorted(sql, resultOf(store.execute(sql, parameters, tx)))
  }
  const db = openModelDb({
    begin: () => store.begin(),
    run: answer,
    end: async (tx, how) => store[how](tx),
    enter,
  })
  const direct: { executeQuery: unknown } = db
  direct.executeQuery = async (query: CompiledQuery) => {
    const leave = await enter()
    return answer(query).finally(leave)
  }
  return {
    store,
    insert: jobInsert,
    requests: roomOn(common, db, jobInsert),
    rows: async () => dumpOf(store),
    rest: () => quiet(isBusy),
  }
}

const word = (row: unknown): string => JSON.stringify(Object.values(row as object))

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Turns without a statement after which none follows from the last one. */
const restTurns = 4

async function quiet(isBusy: () => boolean): Promise<void> {
  for (let idle = 0; idle < restTurns; idle = isBusy() ? 0 : idle + 1) await turn()
}

type Line = { enter(): Promise<() => void>; isBusy(): boolean }

/** One after another in the order they came, as a pool with one connection lets them in. */
function lineOf(): Line {
  let last = Promise.resolve()
  let inside = 0
  return {
    isBusy: () => inside > 0,
    async enter() {
      const before = last
      const { promise, resolve } = Promise.withResolvers<void>()
      last = promise
      inside += 1
      await before
      return () => {
        inside -= 1
        resolve()
      }
    },
  }
}

/** Some statements give their rows in no order that anybody promises. */
function sorted(sql: string, result: QueryResult<unknown>): QueryResult<unknown> {
  return unordered.test(sql) ? inOrder(result) : result
}

const unordered =
  /^\s*(with turn as|\(select tenant|select ("request_id"|"action_id"|"child"|c\.tenant))/

function inOrder<T>(result: QueryResult<T>): QueryResult<T> {
  return { ...result, rows: result.rows.toSorted((a, b) => (word(a) < word(b) ? -1 : 1)) }
}

/** The same for what the query builder runs on the server. */
const ordering: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => inOrder(result),
}

/** Columns besides those the room writes at every step. */
const dumped = [
  'item_version',
  'definition_hash',
  'fields',
  'plan_changes',
  'ordered_as',
  'requester_teams',
  'requester_roles',
  'parent_id',
  'parent_action',
  'parent_generation',
] as const

function dumpOf(store: Store): Dump {
  const entries = [...store.entries.values()]
  const under = <T>(pick: (entry: (typeof entries)[number]) => Iterable<T>): T[] =>
    entries.flatMap((entry) => [...pick(entry)].map((row) => ({ id: entry.request.id, ...row })))
  return {
    request: entries.map(({ request: { fixed, ...row } }) => ({
      ...row,
      ...Object.fromEntries(dumped.map((name) => [name, fixed[name] ?? null])),
      run: JSON.parse(row.run) as unknown,
      progress: JSON.parse(row.progress) as unknown,
    })),
    action: under(({ actions }) => actions.values()),
    attempt: under(({ attempts }) => attempts.values()),
    event: under(({ events }) =>
      events.map((row) => ({ ...row, data: JSON.parse(row.data) as unknown })),
    ),
    key: [...store.keys].map(([name, row]) => ({ name, ...row })),
    delivery: [...store.deliveries.values()],
    orphan: under(({ orphans }) =>
      [...orphans.values()].map(({ id: name, error, ...row }) => ({
        ...row,
        name,
        error: JSON.parse(error) as unknown,
      })),
    ),
    action_set: [...store.actionSets].map(([name, actions]) => ({ name, actions })),
    limit_rule: [...store.limits.rules.rows.values()].map((row) => ({ ...row, born: undefined })),
    limit_slot: [...store.limits.slots.rows.values()],
    limit_line: [...store.limits.lines.rows.values()],
    job: store.jobs.map(({ priority, data }) => ({ priority, data })),
  }
}

const questions: Readonly<Record<string, string>> = {
  request: `select tenant, id, seq, state, run, progress, plan, action_set_hash, deadline_at,
    sla_at, ended_at, created_at, updated_at, not_before, deleted_at, ${dumped.join(', ')} from request`,
  action: `select request_id as id, action_id, state, fence, lease_owner, lease_until, wake_at,
    wait_key, deadline_at, escalate_at, encode(sealed_outputs, 'base64') as sealed from action`,
  attempt: `select request_id as id, action_id, fence, entry, attempt, generation, worker, started_at,
    ended_at, outcome from attempt`,
  event: 'select request_id as id, seq, type, at, actor, data from request_event',
  key: `select concat_ws(E'\\n', tenant, principal, operation, key) as name, fingerprint, status,
    headers, body from idempotency_key`,
  delivery: `select tenant, source, delivery_id, received_at, worked_at, connection,
    body from inbound_delivery`,
  orphan: `select request_id as id, id as name, action_id, generation, fence, type, ended_as, error, found_at,
    resolution, resolved_at, resolved_by from orphan`,
  action_set: `select concat_ws(' ', tenant, hash) as name, actions from action_set`,
  limit_rule:
    'select tenant, scope, name, set_most, item_most, updated_by, updated_at from limit_rule',
  limit_slot: 'select * from limit_slot',
  limit_line: `select tenant, scope, name, request_id, action_id, requester_id, priority,
    turn::integer, since, called_at from limit_line`,
  job: `select priority, data from pgboss.job where name = 'start'`,
}

/** A clock that stands where the test puts it, found before the server's own. */
const clock = `create schema sim;
  create table sim.clock (at timestamptz not null);
  insert into sim.clock values (to_timestamp(0));
  create function sim.clock_timestamp() returns timestamptz language sql stable
    as 'select at from sim.clock';
  create function sim.now() returns timestamptz language sql stable as 'select at from sim.clock'`

export type Server = {
  ground(common: Common): Promise<Ground>
  /** Sets the clock that all its statements read. */
  setClock(now: number): Promise<void>
  close(): Promise<void>
}

/** PostgreSQL with a clock of its own making and production's statements. */
export async function openServer(database: Database): Promise<Server> {
  await database.pool.query(`drop schema if exists sim cascade; ${clock}`)
  const insert = await insertOf(database)
  const url = new URL(database.url)
  url.searchParams.set('options', '-c search_path=sim,public,pg_catalog')
  // One connection: what a sweep starts at once is done in the order it was asked for, as in the model.
  const pool = new pg.Pool({ connectionString: url.href, max: 1 })
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins: [ordering] })
  const direct: { executeQuery: unknown } = db
  direct.executeQuery = async ({ sql, parameters }: CompiledQuery) => {
    const { rows, rowCount } = await pool.query<object>(sql, [...parameters])
    return sorted(sql, { rows, numAffectedRows: BigInt(rowCount ?? 0) })
  }
  return {
    setClock: async (now) => {
      await pool.query('update sim.clock set at = to_timestamp($1::float8 / 1000)', [now])
    },
    async ground(common) {
      await pool.query(
        `delete from request; delete from action; delete from attempt; delete from request_event;
         delete from idempotency_key; delete from inbound_delivery; delete from orphan;
         delete from action_set; delete from pgboss.job;
         delete from limit_rule; delete from limit_slot; delete from limit_line;
         delete from calendar; delete from change_freeze`,
      )
      return {
        insert,
        requests: roomOn(common, db, insert),
        rows: () => dump(pool),
        rest: () => quiet(() => pool.waitingCount > 0 || pool.idleCount < pool.totalCount),
      }
    },
    close: () => db.destroy(),
  }
}

async function insertOf(database: Database): Promise<JobInsert> {
  const signal = await openSignal(database)
  const jobs = await openJobs({ database, signal, supervise: false, onError: nothing })
  await jobs.stop()
  await signal.stop()
  return jobs.insert
}

async function dump(pool: pg.Pool): Promise<Dump> {
  const tables: Record<string, object[]> = {}
  for (const [name, question] of Object.entries(questions)) {
    const { rows } = await pool.query<Record<string, unknown>>(question)
    tables[name] = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => [
          column,
          value instanceof Date ? value.getTime() : value,
        ]),
      ),
    )
  }
  return tables
}
