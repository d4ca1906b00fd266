import { createHmac } from 'node:crypto'
import { openPool, startCluster } from './cluster.ts'
import { cpuMs } from './cpu.ts'
import { type Flooded, flood } from './flood.ts'
import { type Figure, percentile, show } from './measure.ts'
import { startBare, startPao } from './processes.ts'

const atOnce = 50
const deliveries = 3_000
const secret = 'secret-of-the-deliveries'

/** What GitHub tells of a run, as far as it is read. */
const bodyOf = (n: number) =>
  JSON.stringify({
    action: 'completed',
    workflow_run: { id: 1_000_000 + n, status: 'completed', conclusion: 'success' },
    repository: { full_name: 'acme/infra' },
  })

const headersOf = (body: string, n: number) => ({
  'x-github-event': 'workflow_run',
  'x-github-delivery': `delivery-${n}`,
  'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
})

/** Signed deliveries, 50 at once: each proven over its bytes and kept in the database before it is answered. */
export async function benchWebhooks(): Promise<void> {
  const database = await startCluster()
  const pao = await startPao({
    PAO_ROLES: 'api',
    PAO_DATABASE_URL: database.url,
    PAO_GITHUB_WEBHOOK_SECRET_REF: 'HOOK',
    PAO_SECRET_HOOK: secret,
  })
  const bare = await startBare('{"duplicate":false}', { 'content-type': 'application/json' })
  const taking = { url: `${pao.url}/api/v1/webhooks/github`, bodyOf, headersOf, atOnce }
  try {
    const early = (n: number) => headersOf(bodyOf(n), -1 - n)
    await flood({ ...taking, count: 500, headersOf: (_body, n) => early(n) })
    const lone = await flood({
      ...taking,
      atOnce: 1,
      count: 300,
      headersOf: (_body, n) => headersOf(bodyOf(n), deliveries + n),
    })
    const used = () => [cpuMs(pao.pid), cpuMs(database.pid())] as const
    const before = used()
    const taken = await flood({ ...taking, count: deliveries })
    const after = used()
    const wrong = taken.sent.find(({ status }) => status !== 202)
    if (wrong) throw new Error(`a delivery was answered ${wrong.status}: ${wrong.body}`)
    const answers = await flood({ ...taking, url: bare.url, count: deliveries })
    const rows = await bareInserts(database.url)
    const alone = percentile(
      lone.sent.map(({ ms }) => ms),
      0.99,
    )
    show(`Taking in of ${deliveries} signed webhooks, ${atOnce} at once`, [
      ...figuresOf(taken, { answers, rows }),
      { name: 'one at a time, p99', value: alone, unit: 'ms', aim: '< 100 ms' },
      { name: 'CPU in Node', value: (after[0] - before[0]) / deliveries, unit: 'ms each' },
      { name: 'CPU in PostgreSQL', value: (after[1] - before[1]) / deliveries, unit: 'ms each' },
    ])
  } finally {
    await bare.stop()
    await pao.stop()
    await database.stop()
  }
}

type Rows = { rate: number; times: readonly number[] }

/** The one row of a delivery, written by bare `pg` with nothing proven, on as many connections as the server has. */
async function bareInserts(url: string): Promise<Rows> {
  const pool = openPool(url, 20)
  try {
    await pool.query('create table floor_delivery (like inbound_delivery including all)')
    const times: number[] = []
    let next = 0
    const started = performance.now()
    const writer = async (): Promise<void> => {
      while (next < deliveries) {
        const n = next++
        const begun = performance.now()
        await pool.query({
          name: 'floor',
          text: `insert into floor_delivery (tenant, source, delivery_id, received_at, body)
            values ('default', 'github', $1, clock_timestamp(), $2) on conflict do nothing`,
          values: [`delivery-${n}`, bodyOf(n)],
        })
        times.push(performance.now() - begun)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, writer))
    return { rate: deliveries / ((performance.now() - started) / 1000), times }
  } finally {
    await pool.end()
  }
}

function figuresOf(taken: Flooded, { answers, rows }: { answers: Flooded; rows: Rows }): Figure[] {
  const times = taken.sent.map(({ ms }) => ms)
  const floorTimes = answers.sent.map(({ ms }) => ms)
  const rate = { name: 'deliveries taken', value: deliveries / taken.seconds, unit: '/s' }
  const latency = (share: number) => ({
    name: `p${share * 100}`,
    value: percentile(times, share),
    unit: 'ms',
  })
  return [
    { ...rate, floor: { name: 'bare answers/s', value: deliveries / answers.seconds } },
    { ...rate, floor: { name: 'bare rows/s', value: rows.rate } },
    { ...latency(0.5), floor: { name: 'bare row, p50', value: percentile(rows.times, 0.5) } },
    {
      ...latency(0.99),
      floor: { name: 'bare row, p99', value: percentile(rows.times, 0.99) },
      aim: '< 100 ms',
    },
    { ...latency(0.99), floor: { name: 'bare answer, p99', value: percentile(floorTimes, 0.99) } },
    { name: 'longest', value: Math.max(...times), unit: 'ms', aim: '< 100 ms' },
  ]
}
