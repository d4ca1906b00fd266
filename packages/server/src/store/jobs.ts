import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { timers } from '#timers.ts'
import { type Database, type Db, listenTo, runStatement, type Tx } from './db.ts'
import { type Job, type JobData, type Pump, type PumpOptions, startPump } from './pump.ts'
import { grantQueue } from './row-security.ts'
import type { Signal } from './signal.ts'

/** A statement of pg-boss's own that inserts jobs out of one JSON parameter, to be used as a CTE. */
export type JobInsert = {
  /** The statement with `source` (an SQL expression of type text) in the place of its parameter. */
  text(source: string): string
  /** The JSON text of that parameter. */
  rows(jobs: readonly Job[]): string
  /** A hint to claim as one element of that JSON, put together in SQL from columns. */
  row(columns: Readonly<Record<'tenant' | 'request' | 'action' | 'priority', string>>): string
}

export type Jobs = {
  /** Commits together with the caller's transaction. Call `wake` after the commit. */
  enqueue(tx: Db | Tx, jobs: readonly Job[]): Promise<void>
  insert: JobInsert
  /** Tells the workers of all processes that there is something to fetch. */
  wake(): void
  /** How long the job has waited that nobody has fetched for longest, those of tenants that rest aside, milliseconds; 0 = none waits. */
  waitedMs(resting?: readonly string[]): Promise<number>
  /** Fetches as many jobs as there are free slots and hands each to `handle`, which must not throw. */
  work(handle: (job: Job) => Promise<void>, options: WorkOptions): Pump
  /** Raises jobs that have waited long; workers do so by themselves every ten seconds. */
  age(): Promise<void>
  stop(): Promise<void>
}

export type WorkOptions = {
  slots: number
  /** Tenants whose jobs are left where they are; left out = nobody’s. */
  resting?: () => readonly string[]
  /** How many times another tenant's share one has of busy slots; left out = all alike. */
  weightOf?: ((tenant: string) => number) | undefined
}

export type JobsOptions = {
  database: Database
  signal: Signal
  onError: (error: unknown) => void
  /** False in a process that only submits: it leaves the queue's upkeep to the workers. */
  supervise?: boolean
  /** False: the queue's schema is as another process made it, and this one may lack the right to change it. */
  migrate?: boolean
}

const queue = 'start'
const schema = 'pgboss'

/** Opens the queue in its own schema, made or upgraded by pg-boss itself. */
export async function openJobs(options: JobsOptions): Promise<Jobs> {
  const { database, signal, onError } = options
  const pool = lazyPool(database.url, onError)
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema,
    schedule: false,
    supervise: options.supervise ?? true,
    migrate: options.migrate ?? true,
    createSchema: options.migrate ?? true,
    monitorIntervalSeconds: 30,
    maintenanceIntervalSeconds: 60,
  })
  boss.on('error', onError)
  await boss.start()
  await boss.createQueue(queue, {
    // A job that was fetched and not deleted belongs to a dead worker; its action's lease is the truth.
    retryLimit: 3,
    expireInSeconds: 30,
    deleteAfterSeconds: 60,
  })
  const { into, ...insert } = await insertStatement(boss)
  if (options.migrate ?? true) await grantQueue(database.pool, { schema, into })
  const settle = (ids: string[]): Promise<unknown> => boss.deleteJob(queue, ids)
  const age = async (): Promise<void> => void (await pool.query(raiseOld, [queue]))
  return {
    insert,
    async enqueue(tx, jobs) {
      if (jobs.length === 0) return
      await runStatement(tx, { name: 'job_insert', text: insert.text('$1') }, [insert.rows(jobs)])
    },
    wake: () => signal.publish('pao_job', ''),
    waitedMs: async (resting) => (await queueFigures(database, resting)).oldestMs,
    work: (handle, { slots, resting, weightOf }) =>
      startPump({
        fetch: fetchFrom(boss, resting),
        settle,
        age,
        signal,
        timers,
        clock: () => performance.now(),
        onError,
        handle,
        slots,
        weightOf,
      }),
    age,
    async stop() {
      await boss.stop({ graceful: false, close: false })
      await pool.end()
    },
  }
}

/**
 * Hints nobody has fetched yet, and how long the oldest has waited, in milliseconds; over all workers. Those of tenants
 * that rest wait on purpose.
 */
export async function queueFigures(
  { pool }: Pick<Database, 'pool'>,
  resting: readonly string[] = [],
): Promise<{ waiting: number; oldestMs: number }> {
  const { rows } = await pool.query<{ waiting: number; ms: number | null }>(
    `select count(*) as waiting, (extract(epoch from now() - min(created_on)) * 1000)::float8 as ms
      from ${schema}.job where name = $1 and state < 'active' and group_id <> all ($2::text[])`,
    [queue, resting],
  )
  return { waiting: rows[0]?.waiting ?? 0, oldestMs: rows[0]?.ms ?? 0 }
}

/**
 * Connections whose commits do not wait for the disk: fetching and deleting hints may be undone by a
 * crash of the database, because whoever follows an old hint finds nothing to claim.
 */
function lazyPool(url: string, onError: (error: unknown) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 3,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    application_name: 'pao-jobs',
    keepAlive: true,
    onConnect: async (client) => {
      await client.query('set synchronous_commit = off')
    },
  })
  listenTo(pool, onError)
  return pool
}

/**
 * Learns the statement from pg-boss by handing it a database that only listens. So jobs can go into the
 * same statement as the state they follow from: one round trip instead of four. `into` is the table it writes.
 */
async function insertStatement(boss: PgBoss): Promise<JobInsert & { into: string }> {
  let learned = ''
  await boss.insert(queue, [], {
    db: {
      executeSql: async (text) => {
        learned = text
        return { rows: [] }
      },
    },
  })
  const parts = learned.split('$1')
  const [head, tail] = parts
  if (head === undefined || tail === undefined || parts.length !== 2 || /\$\d/.test(head + tail))
    throw new Error('This version of pg-boss inserts jobs by another statement than expected')
  const [, into] = new RegExp(`insert into ${schema}\\.(\\w+)`, 'i').exec(head) ?? []
  if (into === undefined) throw new Error('This version of pg-boss names its tables otherwise')
  return {
    into,
    text: (source) => head + source + tail,
    rows: (jobs) =>
      JSON.stringify(
        jobs.map(({ priority, ...data }) => ({ priority, data, groupId: data.tenant })),
      ),
    row: ({ tenant, request, action, priority }) =>
      `jsonb_build_object('priority', ${priority}, 'groupId', ${tenant}, 'data',
        jsonb_build_object('tenant', ${tenant}, 'request', ${request}, 'action', ${action},
          'entry', 'claim'))`,
  }
}

/** Jobs of other tenants than `ignored` and those that rest, highest priority first, then oldest. */
function fetchFrom(boss: PgBoss, resting: WorkOptions['resting'] = () => []): PumpOptions['fetch'] {
  return (most, ignored) => {
    const ignoreGroups = [...ignored, ...resting()]
    return boss.fetch<JobData>(queue, {
      batchSize: most,
      ...(ignoreGroups.length > 0 && { ignoreGroups }),
    })
  }
}

/** Who has waited for n full minutes counts at least as priority n, so that nobody waits for ever. */
const raiseOld = `update ${schema}.job j set priority = o.level
  from (
    select id, least(3, floor(extract(epoch from now() - created_on) / 60)::integer) as level
    from ${schema}.job where name = $1 and state < 'active' and priority < 3
      and created_on < now() - interval '1 minute'
      and priority < floor(extract(epoch from now() - created_on) / 60)
    order by created_on limit 1000 for update skip locked
  ) o where j.name = $1 and j.id = o.id and j.state < 'active'`
