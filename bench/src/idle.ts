import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { openPool, startCluster } from './cluster.ts'
import { benchEnv } from './engine.ts'
import { post } from './flood.ts'
import { removeFolder, tempFolder } from './folders.ts'
import { orderOf } from './items.ts'
import { type Figure, percentile, show } from './measure.ts'
import { startPao, startProgram } from './processes.ts'
import { scaled } from './scale.ts'
import { type StandIn, startStandIn } from './stand-in.ts'

const orders = scaled(300)
const warmUp = 20

type Times = { fromSent: number[]; fromAnswered: number[]; floor: number[] }

/**
 * Orders one at a time on a server that does nothing else: milliseconds until their first action has reached
 * the system it calls. The floor is a row written with a NOTIFY, which another process claims and calls for.
 */
export async function benchIdle(): Promise<void> {
  const folder = tempFolder()
  const standIn = await startStandIn()
  const cluster = await startCluster()
  const pao = await startPao({
    ...benchEnv(folder, cluster.url),
    PAO_VAR_STAND_IN: standIn.url,
  })
  const bare = await openBare(await cluster.create('floor'), standIn.url)
  try {
    const times = await measured(`${pao.url}/api/v1/requests`, standIn, bare.start)
    show(`First action of ${orders} orders, one at a time on an idle server`, figuresOf(times))
  } finally {
    await bare.stop()
    await pao.stop()
    await cluster.stop()
    await standIn.stop()
    removeFolder(folder)
  }
}

async function measured(
  url: string,
  standIn: StandIn,
  startBare: (name: string) => Promise<void>,
): Promise<Times> {
  const agent = new Agent({ keepAlive: true })
  const times: Times = { fromSent: [], fromAnswered: [], floor: [] }
  for (let n = -warmUp; n < orders; n += 1) {
    await somePause()
    const reached = arrival(standIn, `/1/order${n}`)
    const sent = performance.now()
    const { status, ms } = await post(agent, url, orderOf('bench-call', `order${n}`))
    if (status !== 202) throw new Error(`an order was answered ${status}`)
    const at = await reached
    await somePause()
    const floorReached = arrival(standIn, `/floor/${n}`)
    const began = performance.now()
    await startBare(String(n))
    const floorAt = await floorReached
    if (n < 0) continue
    times.fromSent.push(at - sent)
    times.fromAnswered.push(Math.max(0, at - sent - ms))
    times.floor.push(floorAt - began)
  }
  agent.destroy()
  return times
}

/** Never in step with a timer of the server's. */
function somePause(): Promise<void> {
  return pause(30 + Math.random() * 40)
}

function arrival(standIn: StandIn, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${path} was not called in 10 s`)), 10_000)
    standIn.onCall((called) => {
      if (called !== path) return
      clearTimeout(late)
      resolve(performance.now())
    })
  })
}

async function openBare(
  url: string,
  target: string,
): Promise<{ start(name: string): Promise<void>; stop(): Promise<void> }> {
  const pool = openPool(url, 1)
  await pool.query(`create table floor_call (name text primary key, state text not null)`)
  const worker = startProgram('notified-worker.ts', { url, target })
  await new Promise<void>((resolve) => worker.onMessage(() => resolve()))
  return {
    async start(name) {
      await pool.query({ name: 'start', text: insertAndTell, values: [name] })
    },
    async stop() {
      await worker.stop()
      await pool.end()
    },
  }
}

const insertAndTell = `with written as (insert into floor_call values ($1, 'ready') returning name)
  select pg_notify('floor', name) from written`

function figuresOf({ fromSent, fromAnswered, floor }: Times): Figure[] {
  const figure = (name: string, values: readonly number[], share: number): Figure => ({
    name: `${name}, p${share * 100}`,
    value: percentile(values, share),
    unit: 'ms',
    floor: { name: 'insert, NOTIFY, claim, call', value: percentile(floor, share) },
  })
  return [
    figure('from the order sent', fromSent, 0.5),
    { ...figure('from the order sent', fromSent, 0.99), aim: '< 50 ms' },
    figure('from the order answered', fromAnswered, 0.5),
    figure('from the order answered', fromAnswered, 0.99),
  ]
}
