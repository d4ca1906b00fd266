import { startCluster } from './cluster.ts'
import { openEngine } from './engine.ts'
import { steps } from './items.ts'
import { show } from './measure.ts'
import type { Held } from './processes.ts'
import { scaled } from './scale.ts'

const samples = 10
const ordersEach = scaled(2_000)
const actionsEach = ordersEach * steps
/** Samples after which what a process keeps anyway (compiled code, full caches) is there. */
const warm = 2

type Memory = { rss: number; heapUsed: number; external: number }

/** What a worker process holds after a collection, every 10,000 of 100,000 actions. */
export async function benchMemory(): Promise<void> {
  const cluster = await startCluster()
  const engine = await openEngine({ cluster, url: cluster.url })
  try {
    const worker = await engine.hire([
      '--expose-gc',
      `--import=${new URL('heap-probe.ts', import.meta.url).href}`,
    ])
    const taken: Memory[] = []
    for (let sample = 0; sample < samples; sample += 1) {
      await engine.wave('bench-chain', ordersEach)
      taken.push(await weigh(worker))
    }
    report(taken)
  } finally {
    await engine.stop()
    await cluster.stop()
  }
}

function weigh(worker: Held): Promise<Memory> {
  worker.thaw()
  return new Promise((resolve) => {
    worker.onMessage((message) => resolve(message as Memory))
    worker.send({})
  })
}

function report(taken: readonly Memory[]): void {
  const total = (samples * actionsEach).toLocaleString('en')
  const later = taken.slice(warm - 1)
  const row = (name: string, of: keyof Memory) => {
    const values = later.map((memory) => memory[of] / 1_048_576)
    const first = values[0] ?? Number.NaN
    return [
      {
        name: `${name} after ${(samples * actionsEach).toLocaleString('en')}`,
        value: values.at(-1) ?? Number.NaN,
        unit: 'MB',
        floor: { name: `that after ${(warm * actionsEach).toLocaleString('en')}`, value: first },
        aim: '<= 110 %',
      },
      { name: `${name}, slope`, value: slope(values), unit: 'MB a sample' },
    ]
  }
  show(
    `Memory of a worker over ${total} actions, a sample every ${actionsEach.toLocaleString('en')}`,
    [...row('heap', 'heapUsed'), ...row('resident', 'rss')],
  )
  for (const kind of ['heapUsed', 'rss'] as const)
    console.log(
      `  ${kind}: ${taken.map((memory) => (memory[kind] / 1_048_576).toFixed(1)).join(' ')}`,
    )
}

/** By least squares, for each step. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const rise = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0)
  return rise / values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0)
}
