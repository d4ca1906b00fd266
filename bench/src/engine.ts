import type pg from 'pg'
import { type Cluster, openPool } from './cluster.ts'
import { cpuMs } from './cpu.ts'
import { flood } from './flood.ts'
import { removeFolder, tempFolder } from './folders.ts'
import { type BenchItem, orderOf, writeCatalog } from './items.ts'
import { type Held, type Running, startPao, startWorker } from './processes.ts'

/** What one set of orders cost from the moment the workers were let go until the last order ended. */
export type Wave = { ms: number; nodeMs: number; databaseMs: number }

/** The real thing on a database of its own: one process takes orders, others work them off. */
export type Engine = {
  pool: pg.Pool
  /** Address of the process that answers calls. */
  url: string
  /** Takes on one more worker and returns once every one of them has had a hand in something. */
  hire(more?: readonly string[]): Promise<Held>
  /** Orders so many while the workers are held still, then lets them go. Throws unless all complete. */
  wave(item: BenchItem, count: number): Promise<Wave>
  /** Lets the workers go while something is waited for that they do beside orders. */
  awake(wait: () => Promise<void>): Promise<void>
  stop(): Promise<void>
}

export type EngineOptions = { cluster: Cluster; url: string; env?: Record<string, string> }

const atOnce = 50
const hireTries = 30
const pollMs = 50
const longestMs = 180_000

/** One key for all processes on a database. */
const key = Buffer.alloc(32, 7).toString('base64')

/** Settings that lead a server to the bench's catalog. */
export function benchEnv(folder: string, url: string): Record<string, string> {
  return {
    PAO_DEMO: 'off',
    PAO_CATALOG: writeCatalog(folder),
    PAO_DATABASE_URL: url,
    PAO_ENCRYPTION_KEY: key,
    PAO_EGRESS_ALLOW: '127.0.0.1',
    PAO_VAR_STAND_IN: 'http://127.0.0.1:9',
  }
}

/** Starts the process that takes orders; it has no workers yet. */
export async function openEngine({ cluster, url, env = {} }: EngineOptions): Promise<Engine> {
  const folder = tempFolder()
  const settings = { ...benchEnv(folder, url), ...env }
  const api = await startPao({ ...settings, PAO_ROLES: 'api' })
  const pool = openPool(url, 2)
  const workers: Held[] = []
  const wave = waves({ cluster, pool, api, workers })
  return {
    pool,
    url: api.url,
    wave,
    async hire(more) {
      const worker = startWorker(settings, more)
      workers.push(worker)
      for (let tries = 0; tries < hireTries; tries += 1) {
        const { ids } = await wave.ids('bench-chain', 60)
        if ((await handsIn(pool, ids)) === workers.length) return worker
      }
      throw new Error('a worker took no part')
    },
    async awake(wait) {
      for (const worker of workers) worker.thaw()
      await wait()
      for (const worker of workers) worker.freeze()
    },
    async stop() {
      for (const worker of workers) await worker.stop()
      await api.stop()
      await pool.end()
      removeFolder(folder)
    },
  }
}

type Waving = { cluster: Cluster; pool: pg.Pool; api: Running; workers: readonly Held[] }
type Waves = Engine['wave'] & {
  ids(item: BenchItem, count: number): Promise<Wave & { ids: readonly string[] }>
}

function waves({ cluster, pool, api, workers }: Waving): Waves {
  const used = () => ({
    node: workers.reduce((sum, worker) => sum + worker.cpuMs(), 0),
    database: cpuMs(cluster.pid()),
  })
  const ids: Waves['ids'] = async (item, count) => {
    for (const worker of workers) worker.freeze()
    const ordered = await order(api.url, item, count)
    const before = used()
    const started = Date.now()
    for (const worker of workers) worker.thaw()
    const ended = await allEnded(pool, ordered)
    const after = used()
    for (const worker of workers) worker.freeze()
    return {
      ids: ordered,
      ms: ended - started,
      nodeMs: after.node - before.node,
      databaseMs: after.database - before.database,
    }
  }
  return Object.assign((item: BenchItem, count: number) => ids(item, count), { ids })
}

/** Places orders and returns their ids. Throws when one is refused. */
async function order(url: string, item: BenchItem, count: number): Promise<string[]> {
  const { sent } = await flood({
    url: `${url}/api/v1/requests`,
    bodyOf: (n) => orderOf(item, `order-${n}`),
    count,
    atOnce,
  })
  const wrong = sent.find(({ status }) => status !== 202)
  if (wrong) throw new Error(`an order was answered ${wrong.status}: ${wrong.body}`)
  return sent.map(({ body }) => (JSON.parse(body) as { id: string }).id)
}

async function handsIn(pool: pg.Pool, ids: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ hands: number }>(
    `select count(distinct worker)::integer as hands from attempt
     where tenant = 'default' and request_id = any($1::uuid[])`,
    [ids],
  )
  return rows[0]?.hands ?? 0
}

/** Waits until all have ended and returns the moment of the last one. Throws when one did not complete. */
export async function allEnded(pool: pg.Pool, ids: readonly string[]): Promise<number> {
  let open = ids
  const late = performance.now() + longestMs
  while (open.length > 0) {
    await new Promise((resolve) => setTimeout(resolve, pollMs))
    if (performance.now() > late) throw new Error(`${open.length} orders have not ended`)
    const { rows } = await pool.query<{ id: string }>(
      `select id from request where tenant = 'default' and id = any($1::uuid[]) and ended_at is null`,
      [open],
    )
    open = rows.map(({ id }) => id)
  }
  const { rows } = await pool.query<{ completed: number; last: Date }>(
    `select count(*) filter (where state = 'completed')::integer as completed, max(ended_at) as last
     from request where tenant = 'default' and id = any($1::uuid[])`,
    [ids],
  )
  const [end] = rows
  if (end?.completed !== ids.length)
    throw new Error(`${end?.completed ?? 0} of ${ids.length} orders completed`)
  return end.last.getTime()
}
