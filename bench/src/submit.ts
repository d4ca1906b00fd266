import { startCluster } from './cluster.ts'
import { cpuMs } from './cpu.ts'
import { type Flooded, flood } from './flood.ts'
import { type Figure, percentile, show } from './measure.ts'
import { startBare, startPao } from './processes.ts'
import { bareRows } from './rows-floor.ts'

const atOnce = 50
const orders = 3_000

/** The n-th order of an item of the example catalog. */
export const demoOrder = (n: number): string =>
  JSON.stringify({
    item: 'messaging-queue-standard',
    environment: 'development',
    fields: { queue_name: `orders-${n}`, environment: 'development' },
  })

/** Submissions, 50 at once, with checks, plan, events and first job committed before each answer. */
export async function benchSubmit(): Promise<void> {
  const database = await startCluster()
  const pao = await startPao({ PAO_ROLES: 'api', PAO_DEMO: 'on', PAO_DATABASE_URL: database.url })
  const bare = await startBare('{"id":"x"}', { 'content-type': 'application/json' })
  const taking = { url: `${pao.url}/api/v1/requests`, bodyOf: demoOrder, count: orders, atOnce }
  try {
    await flood({ ...taking, count: 500 })
    const used = () => [cpuMs(pao.pid), cpuMs(database.pid())] as const
    const before = used()
    const taken = await flood(taking)
    const after = used()
    const wrong = taken.sent.filter(({ status }) => status !== 202)
    if (wrong.length > 0)
      throw new Error(`${wrong.length} orders were answered ${wrong[0]?.status}`)
    const answers = await flood({ ...taking, url: bare.url })
    const single = await bareRows(database.url, { orders, atOnce, size: 1 })
    const sets = await bareRows(database.url, { orders, atOnce: 2, size: atOnce / 2 })
    show(`Submission of ${orders} orders, ${atOnce} at once`, [
      ...figuresOf(taken, { answers, single, sets }),
      { name: 'CPU in Node', value: (after[0] - before[0]) / orders, unit: 'ms/order' },
      { name: 'CPU in PostgreSQL', value: (after[1] - before[1]) / orders, unit: 'ms/order' },
    ])
  } finally {
    await bare.stop()
    await pao.stop()
    await database.stop()
  }
}

type Floors = {
  answers: Flooded
  single: Awaited<ReturnType<typeof bareRows>>
  sets: Awaited<ReturnType<typeof bareRows>>
}

function figuresOf(taken: Flooded, { answers, single, sets }: Floors): Figure[] {
  const times = taken.sent.map(({ ms }) => ms)
  const floorTimes = answers.sent.map(({ ms }) => ms)
  const rate = { name: 'orders taken', value: orders / taken.seconds, unit: '/s' }
  const latency = (share: number) => ({
    name: `p${share * 100}`,
    value: percentile(times, share),
    unit: 'ms',
  })
  const rowsFloor = (share: number) => ({
    name: `bare rows one by one, p${share * 100}`,
    value: percentile(single.times, share),
  })
  return [
    { ...rate, floor: { name: 'bare answers/s', value: orders / answers.seconds } },
    { ...rate, floor: { name: 'bare rows one by one/s', value: single.rate } },
    { ...rate, floor: { name: 'bare rows in sets of 25/s', value: sets.rate } },
    { ...latency(0.5), floor: { name: 'bare p50', value: percentile(floorTimes, 0.5) } },
    { ...latency(0.99), floor: rowsFloor(0.99) },
    {
      ...latency(0.99),
      floor: { name: 'bare p99', value: percentile(floorTimes, 0.99) },
      aim: '< 50 ms',
    },
  ]
}
