import { startCluster } from './cluster.ts'
import { type Engine, openEngine, type Wave } from './engine.ts'
import type { FloorCrew } from './floor-crew.ts'
import { steps } from './items.ts'
import { openLeaseFloor } from './lease-floor.ts'
import { type Figure, median, show } from './measure.ts'
import { openQueueFloor } from './queue-floor.ts'
import { scaled } from './scale.ts'

const orders = scaled(1_000)
const warmUp = scaled(400)
const rounds = 3
/** As many as a worker has by default. */
const slots = 20

type Rivals = { engine: Engine; queue: FloorCrew; lease: FloorCrew }
type Cost = { perSecond: number; nodeMs: number; databaseMs: number }

/**
 * Real orders of five steps that do nothing, worked off by one and by two worker processes, beside the bare SQL
 * lease loop and the queue library alone with as many processes.
 */
export async function benchOrders(): Promise<void> {
  const opened: (() => Promise<void>)[] = []
  try {
    const rivals = await openRivals(opened)
    for (const workers of [1, 2]) {
      await hire(rivals)
      show(
        `Fulfillment of ${orders} orders of ${steps} steps, workers: ${workers}, slots each: ${slots}`,
        figuresOf(await race(rivals)),
      )
    }
  } finally {
    for (const close of opened.toReversed()) await close()
  }
}

/** The floors have a server of their own, set up the same, because one has not connections enough for all. */
async function openRivals(opened: (() => Promise<void>)[]): Promise<Rivals> {
  const under = await startCluster()
  opened.push(() => under.stop())
  const queue = await openQueueFloor(under, { steps, slots, fan: false })
  opened.push(() => queue.stop())
  const lease = await openLeaseFloor(under, { steps, slots })
  opened.push(() => lease.stop())
  const cluster = await startCluster()
  opened.push(() => cluster.stop())
  const engine = await openEngine({ cluster, url: cluster.url })
  opened.push(() => engine.stop())
  return { engine, queue, lease }
}

async function hire({ engine, queue, lease }: Rivals): Promise<void> {
  await engine.hire()
  await engine.wave('bench-chain', warmUp)
  for (const floor of [queue, lease]) {
    await floor.hire()
    await floor.wave(warmUp)
  }
}

/** All take turns, so that what else the machine does falls on all of them alike. */
async function race({ engine, queue, lease }: Rivals): Promise<Record<keyof Rivals, Cost>> {
  const found: Record<keyof Rivals, Cost[]> = { engine: [], queue: [], lease: [] }
  for (let round = 0; round < rounds; round += 1) {
    found.engine.push(costOf(await engine.wave('bench-chain', orders)))
    found.queue.push(costOf(await queue.wave(orders)))
    found.lease.push(costOf(await lease.wave(orders)))
  }
  return { engine: middle(found.engine), queue: middle(found.queue), lease: middle(found.lease) }
}

function costOf({ ms, nodeMs, databaseMs }: Wave): Cost {
  const all = orders * steps
  return { perSecond: (all * 1000) / ms, nodeMs: nodeMs / all, databaseMs: databaseMs / all }
}

function middle(costs: readonly Cost[]): Cost {
  const of = (name: keyof Cost): number => median(costs.map((cost) => cost[name]))
  return {
    perSecond: of('perSecond'),
    nodeMs: of('nodeMs'),
    databaseMs: of('databaseMs'),
  }
}

/** The rates, and what does not hang on who else uses the machine: how many steps a second of CPU carries. */
function figuresOf({ engine, queue, lease }: Record<keyof Rivals, Cost>): Figure[] {
  const aims = [
    { name: 'pg-boss alone, same row changes', rival: queue, aim: '>= 80 %' },
    { name: 'the bare lease loop', rival: lease, aim: '>= 30 %' },
  ]
  const perCpu = ({ nodeMs, databaseMs }: Cost): number => 1000 / (nodeMs + databaseMs)
  return [
    ...aims.map(({ name, rival, aim }) => ({
      name: 'engine',
      value: engine.perSecond,
      unit: 'steps/s',
      floor: { name, value: rival.perSecond },
      aim,
    })),
    ...aims.map(({ name, rival }) => ({
      name: 'engine, by CPU',
      value: perCpu(engine),
      unit: '/CPU s',
      floor: { name, value: perCpu(rival) },
    })),
    { name: 'CPU in Node', value: engine.nodeMs, unit: 'ms/step' },
    { name: 'CPU in PostgreSQL', value: engine.databaseMs, unit: 'ms/step' },
  ]
}
