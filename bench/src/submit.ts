import { chmodSync, mkdtempSync } from 'node:fs'
import { Agent, request as send } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../packages/server/src/store/embedded.ts'
import { cpuMs } from './cpu.ts'
import { type Figure, percentile, show } from './measure.ts'
import { benchKey, startBare, startPao } from './processes.ts'
import { bareRows } from './rows-floor.ts'

const atOnce = 50
const orders = 3_000

type Sent = { status: number; ms: number }
type Flooded = { sent: Sent[]; seconds: number }

function post(agent: Agent, url: string, body: string): Promise<Sent> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const call = send(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${benchKey}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        answer.resume()
        answer.once('end', () =>
          resolve({ status: answer.statusCode ?? 0, ms: performance.now() - started }),
        )
      },
    )
    call.once('error', reject)
    call.end(body)
  })
}

/** Keeps `atOnce` orders under way until all are sent. */
async function flood(url: string, bodyOf: (n: number) => string, count: number): Promise<Flooded> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const sent: Sent[] = []
  let next = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < count) sent.push(await post(agent, url, bodyOf(next++)))
    }),
  )
  agent.destroy()
  return { sent, seconds: (performance.now() - started) / 1000 }
}

const order = (n: number) =>
  JSON.stringify({
    item: 'messaging-queue-standard',
    environment: 'development',
    fields: { queue_name: `orders-${n}`, environment: 'development' },
  })

/** Submissions, 50 at once, with checks, plan, events and first job committed before each answer. */
export async function benchSubmit(): Promise<void> {
  const log = { info: () => undefined, warn: () => undefined }
  const database = await startEmbedded({ dataDir: openFolder(), log })
  const pao = await startPao({ PAO_ROLES: 'api', PAO_DEMO: 'on', PAO_DATABASE_URL: database.url })
  const bare = await startBare('{"id":"x"}', { 'content-type': 'application/json' })
  try {
    await flood(`${pao.url}/api/v1/requests`, order, 500)
    const used = () => [cpuMs(pao.pid), cpuMs(database.pid() ?? 0)] as const
    const before = used()
    const taken = await flood(`${pao.url}/api/v1/requests`, order, orders)
    const after = used()
    const wrong = taken.sent.filter(({ status }) => status !== 202)
    if (wrong.length > 0)
      throw new Error(`${wrong.length} orders were answered ${wrong[0]?.status}`)
    const answers = await flood(bare.url, order, orders)
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

/** The database's account must be able to enter. */
function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pao-bench-'))
  chmodSync(folder, 0o755)
  return folder
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
