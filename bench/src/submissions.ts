import { startCluster } from './cluster.ts'
import { flood, type Flooded } from './flood.ts'
import { type Figure, percentile, show } from './measure.ts'
import { startPao } from './processes.ts'
import { bareRows } from './rows-floor.ts'
import { scaled } from './scale.ts'
import { demoOrder } from './submit.ts'

const crowds = [1, 50, 1_000] as const
const ordersOf = { 1: scaled(500), 50: scaled(3_000), 1000: scaled(5_000) } as const

/** Submissions at 1, 50 and 1,000 connections, beside the rows of one taken order written with nothing checked. */
export async function benchSubmissions(): Promise<void> {
  const database = await startCluster()
  const pao = await startPao({ PAO_ROLES: 'api', PAO_DEMO: 'on', PAO_DATABASE_URL: database.url })
  const url = `${pao.url}/api/v1/requests`
  try {
    await flood({ url, bodyOf: demoOrder, count: 500, atOnce: 50 })
    const figures: Figure[] = []
    for (const atOnce of crowds) {
      const count = ordersOf[atOnce]
      const taken = await flood({ url, bodyOf: demoOrder, count, atOnce })
      const wrong = taken.sent.filter(({ status }) => status !== 202)
      if (wrong.length > 0)
        throw new Error(`${wrong.length} orders were answered ${wrong[0]?.status}`)
      const floor = await bareRows(database.url, { orders: count, atOnce, size: 1 })
      figures.push(...figuresOf(atOnce, taken, floor))
    }
    show('Submission at 1, 50 and 1,000 connections', figures)
  } finally {
    await pao.stop()
    await database.stop()
  }
}

function figuresOf(
  connections: number,
  { sent, seconds }: Flooded,
  floor: { rate: number; times: number[] },
): Figure[] {
  const at =
    connections === 1 ? 'one connection' : `${connections.toLocaleString('en')} connections`
  const times = sent.map(({ ms }) => ms)
  return [
    {
      name: at,
      value: sent.length / seconds,
      unit: 'orders/s',
      floor: { name: 'bare rows one by one/s', value: floor.rate },
    },
    {
      name: `${at}, p99`,
      value: percentile(times, 0.99),
      unit: 'ms',
      floor: { name: 'bare rows, p99', value: percentile(floor.times, 0.99) },
      aim: '< 2,000 ms',
    },
  ]
}
