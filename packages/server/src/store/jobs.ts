import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { type Database, type Db, listenTo, runStatement, type Tx } from './db.ts'
import type { Signal } from './signal.ts'

/** A hint to look at an action; carries no truth and may come twice or for nothing. */
export type Job = {
  tenant: string
  request: string
  action: string
  /** `cancel` tells the remote side to stop; all else is looked up in the action. */
  entry: 'claim' | 'cancel'
  /** The higher, the sooner. */
  priority: number
}

/** A statement of pg-boss's own that inserts jobs out of one JSON parameter, to be used as a CTE. */
export type JobInsert = {
  /** The statement with `source` (an SQL expression of type text) in the place of its parameter. */
  text(source: string): string
  /** The JSON text of that parameter. */
  rows(jobs: readonly Job[]): string
}

export type Jobs = {
  /** Commits together with the caller's transaction. Call `wake` after the commit. */
  enqueue(tx: Db | Tx, jobs: readonly Job[]): Promise<void>
  insert: JobInsert
  /** Tells the workers of all processes that there is something to fetch. */
  wake(): void
  /** Whether jobs wait that nobody has fetched. */
  isBacklogged(): Promise<boolean>
  /** Fetches as many jobs as there are free slots and hands each to `handle`, which must not throw. */
  work(handle: (job: Job) => Promise<void>, options: { slots: number }): Pump
  stop(): Promise<void>
}

export type Pump = {
  /** Stops fetching and resolves when the fetch under way, if any, has been handed out. */
  stop(): Promise<void>
  /** Slots no handler occupies. */
  free(): number
  /** Resolves when no handler runs. */
  idle(): Promise<void>
}

export type JobsOptions = {
  database: Database
  signal: Signal
  onError: (error: unknown) => void
  /** False in a process that only submits: it leaves the queue's upkeep to the workers. */
  supervise?: boolean
}

const queue = 'start'
const schema = 'pgboss'
const pollMs = 500

/** Opens the queue in its own schema, made or upgraded by pg-boss itself. */
export async function openJobs(options: JobsOptions): Promise<Jobs> {
  const { database, signal, onError } = options
  const pool = lazyPool(database.url, onError)
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema,
    schedule: false,
    supervise: options.supervise ?? true,
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
  const insert = await insertStatement(boss)
  return {
    insert,
    async enqueue(tx, jobs) {
      if (jobs.length === 0) return
      await runStatement(tx, { name: 'job_insert', text: insert.text('$1') }, [insert.rows(jobs)])
    },
    wake: () => signal.publish('pao_job', ''),
    async isBacklogged() {
      const { rows } = await database.pool.query(
        `select 1 from ${schema}.job where name = $1 and state < 'active' limit 1`,
        [queue],
      )
      return rows.length > 0
    },
    work: (handle, { slots }) => startPump({ boss, signal, onError, handle, slots }),
    async stop() {
      await boss.stop({ graceful: false, close: false })
      await pool.end()
    },
  }
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
 * same statement as the state they follow from: one round trip instead of four.
 */
async function insertStatement(boss: PgBoss): Promise<JobInsert> {
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
  return {
    text: (source) => head + source + tail,
    rows: (jobs) => JSON.stringify(jobs.map(({ priority, ...data }) => ({ priority, data }))),
  }
}

type PumpOptions = {
  boss: PgBoss
  signal: Signal
  onError: (error: unknown) => void
  handle: (job: Job) => Promise<void>
  slots: number
}

type Data = Omit<Job, 'priority'>
type Fetched = { id: string; data: Data }

function nobody(): void {
  // Nobody rests, so there is nobody to nudge.
}

function startPump({ boss, signal, onError, handle, slots }: PumpOptions): Pump {
  const stopping = new AbortController()
  let hinted = false
  const running = new Set<Promise<void>>()
  let nudge = nobody
  const unsubscribe = signal.subscribe('pao_job', () => {
    hinted = true
    nudge()
  })
  const settle = (ids: string[]): void => {
    if (ids.length > 0) boss.deleteJob(queue, ids).catch(onError)
  }
  const start = ({ id, data }: Fetched): void => {
    const run = handle({ ...data, priority: 0 })
      .catch(onError)
      .finally(() => {
        if (data.entry === 'cancel') settle([id])
        running.delete(run)
        nudge()
      })
    running.add(run)
  }
  const rest = (limitMs: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, limitMs)
      nudge = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const free = slots - running.size
      hinted = false
      const jobs = free > 0 ? await fetchJobs(boss, free, onError) : []
      // From here on the action's lease and reminder stand in for a job that asks for a claim.
      settle(jobs.filter(({ data }) => data.entry === 'claim').map(({ id }) => id))
      for (const job of jobs) start(job)
      // Full slots wait for one to end; a hint heard during the fetch is followed at once.
      if (jobs.length < free ? !hinted : true) await rest(running.size >= slots ? 60_000 : pollMs)
    }
  }
  const looping = loop()
  return {
    free: () => slots - running.size,
    async stop() {
      stopping.abort()
      unsubscribe()
      nudge()
      await looping
    },
    async idle() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}

async function fetchJobs(
  boss: PgBoss,
  most: number,
  onError: (error: unknown) => void,
): Promise<Fetched[]> {
  try {
    return await boss.fetch<Data>(queue, { batchSize: most })
  } catch (error) {
    onError(error)
    return []
  }
}
