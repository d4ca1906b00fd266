import { startCluster } from './cluster.ts'
import { type Engine, openEngine } from './engine.ts'
import type { FloorCrew } from './floor-crew.ts'
import { width } from './items.ts'
import { median, show } from './measure.ts'
import { openQueueFloor } from './queue-floor.ts'
import { scaled } from './scale.ts'

const requests = scaled(20)
const rounds = 3
const slots = 20

/** Requests of 50 actions side by side and a join, by one and by two workers, beside the queue library alone. */
export async function benchFanOut(): Promise<void> {
  const opened: (() => Promise<void>)[] = []
  try {
    const under = await startCluster()
    opened.push(() => under.stop())
    const queue = await openQueueFloor(under, { steps: width, slots, fan: true })
    opened.push(() => queue.stop())
    const cluster = await startCluster()
    opened.push(() => cluster.stop())
    const engine = await openEngine({ cluster, url: cluster.url })
    opened.push(() => engine.stop())
    for (const workers of [1, 2]) {
      await engine.hire()
      await queue.hire()
      await race(engine, queue)
      const { ours, floor } = await race(engine, queue)
      show(`${requests} requests of ${width} actions side by side, workers: ${workers}`, [
        {
          name: 'engine',
          value: ours,
          unit: 'actions/s',
          floor: { name: 'pg-boss alone, same row changes', value: floor },
          aim: '>= 80 %',
        },
      ])
    }
  } finally {
    for (const close of opened.toReversed()) await close()
  }
}

async function race(engine: Engine, queue: FloorCrew): Promise<{ ours: number; floor: number }> {
  const ours: number[] = []
  const floor: number[] = []
  const all = requests * width * 1000
  for (let round = 0; round < rounds; round += 1) {
    ours.push(all / (await engine.wave('bench-fan', requests)).ms)
    floor.push(all / (await queue.wave(requests)).ms)
  }
  return { ours: median(ours), floor: median(floor) }
}
