import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { openPool, startCluster } from './cluster.ts'
import { benchEnv } from './engine.ts'
import { flood, post } from './flood.ts'
import { removeFolder, tempFolder } from './folders.ts'
import { orderOf } from './items.ts'
import { percentile, show } from './measure.ts'
import { benchKey, type Held, startPao, startProgram } from './processes.ts'
import { memoryOf } from './resident.ts'
import { scaled } from './scale.ts'

const live = scaled(1_000)
const crowd = scaled(5_000)
/** A caller may have so many streams at once. */
const ofOneKey = 100
/** Cancellations a second while the watchers look on, so that what is measured is the way of a frame and no queue. */
const perSecond = 100

type Seen = { late: readonly number[]; closed: number; opened: number }

/**
 * 1,000 live requests, each watched over a WebSocket of its own: milliseconds from the moment an event was written down to
 * its frame. Then 5,000 sockets on the one process, and what they cost. The floor of a frame is a NOTIFY on the same database.
 */
export async function benchSockets(): Promise<void> {
  const folder = tempFolder()
  const cluster = await startCluster()
  const pao = await startPao(benchEnv(folder, cluster.url))
  const pool = openPool(cluster.url, 2)
  try {
    const ids = await order(pao.url)
    const others = await order(pao.url)
    const keys = await keysOf(pao.url, Math.ceil((live + crowd) / ofOneKey))
    const spare = Math.ceil(live / ofOneKey)
    const before = memoryOf(pao.pid)
    const watchers = await watch(pao.url, socketsOf(ids, keys.slice(0, spare)))
    await cancelAll(pao.url, ids)
    await pause(2_000)
    const seen = await countOf(watchers)
    const bare = await notices(pool)
    const more = await watch(pao.url, socketsOf(others, keys.slice(spare)))
    const memory = memoryOf(pao.pid)
    const { opened, closed } = await countOf(more)
    await more.stop()
    await watchers.stop()
    if (seen.opened !== live) throw new Error(`${seen.opened} of ${live} sockets opened`)
    show(`${live.toLocaleString('en')} live requests, each watched over a WebSocket`, [
      { name: 'frames that came', value: seen.late.length, unit: '' },
      { name: 'event to frame, p50', value: percentile(seen.late, 0.5), unit: 'ms' },
      {
        name: 'event to frame, p99',
        value: percentile(seen.late, 0.99),
        unit: 'ms',
        floor: { name: 'a bare NOTIFY, p99', value: percentile(bare, 0.99) },
        aim: '< 100 ms',
      },
      { name: 'sockets open besides', value: opened - closed, unit: '', aim: `${crowd}` },
      { name: 'resident with all of them', value: memory, unit: 'MB', aim: '<= 512' },
      {
        name: 'of it for one socket',
        value: ((memory - before) * 1024) / (live + opened),
        unit: 'kB',
      },
    ])
  } finally {
    await pool.end()
    await pao.stop()
    await cluster.stop()
    removeFolder(folder)
  }
}

/** As many as the keys may open, on the requests in turn. */
function socketsOf(
  ids: readonly string[],
  keys: readonly string[],
): readonly { path: string; key: string }[] {
  const paths = ids.map((id) => `/api/v1/ws/requests/${id}/status`)
  return keys.flatMap((key, at) =>
    Array.from({ length: ofOneKey }, (_, n) => ({
      path: paths[(at * ofOneKey + n) % paths.length] ?? '',
      key,
    })),
  )
}

async function order(url: string): Promise<readonly string[]> {
  const { sent } = await flood({
    url: `${url}/api/v1/requests`,
    bodyOf: (n) => orderOf('bench-task', `order-${n}`),
    count: live,
    atOnce: 50,
  })
  return sent.map(({ body }) => (JSON.parse(body) as { id: string }).id)
}

/** As many callers as it takes. */
async function keysOf(url: string, count: number): Promise<readonly string[]> {
  const agent = new Agent({ keepAlive: true })
  const keys: string[] = []
  for (let n = 0; n < count; n += 1) {
    const body = JSON.stringify({ name: `watcher-${n}`, roles: ['operator'] })
    const answer = await post(agent, `${url}/api/v1/api-keys`, body)
    keys.push((JSON.parse(answer.body) as { key: string }).key)
  }
  agent.destroy()
  return keys
}

function watch(url: string, sockets: readonly object[]): Promise<Held> {
  const origin = url.replace('http', 'ws')
  const watchers = startProgram('watchers.ts', {})
  watchers.send({ origin, sockets })
  return new Promise((resolve) => watchers.onMessage(() => resolve(watchers)))
}

function countOf(watchers: Held): Promise<Seen> {
  return new Promise((resolve) => {
    watchers.onMessage((message) => resolve(message as Seen))
    watchers.send({ count: true })
  })
}

async function cancelAll(url: string, ids: readonly string[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 50 })
  const headers = { authorization: `Bearer ${benchKey}` }
  const open: Promise<unknown>[] = []
  const started = performance.now()
  for (const [n, id] of ids.entries()) {
    await pause(Math.max(0, started + (n * 1000) / perSecond - performance.now()))
    open.push(post(agent, `${url}/api/v1/requests/${id}/cancel`, '{}', headers))
  }
  await Promise.all(open)
  agent.destroy()
}

/** Milliseconds of 200 notices from one connection to another, with a moment as their payload. */
async function notices(pool: ReturnType<typeof openPool>): Promise<number[]> {
  const ear = await pool.connect()
  const late: number[] = []
  ear.on('notification', ({ payload }) => late.push(Date.now() - Number(payload)))
  await ear.query('listen bench_floor')
  for (let n = 0; n < 200; n += 1) {
    await pool.query(`select pg_notify('bench_floor', $1)`, [String(Date.now())])
    await pause(1000 / perSecond)
  }
  ear.release(true)
  return late
}
