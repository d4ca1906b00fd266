import { Agent, request as send } from 'node:http'
import { percentile, show } from './measure.ts'
import { benchKey, startBare, startPao } from './processes.ts'

const atOnce = 50
const orders = 3_000

type Sent = { status: number; ms: number }

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
async function flood(
  url: string,
  bodyOf: (n: number) => string,
  count: number,
): Promise<{ sent: Sent[]; seconds: number }> {
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
  const pao = await startPao({ PAO_ROLES: 'api' })
  const bare = await startBare('{"id":"x"}', { 'content-type': 'application/json' })
  try {
    await flood(`${pao.url}/api/v1/requests`, order, 500)
    const { sent, seconds } = await flood(`${pao.url}/api/v1/requests`, order, orders)
    const floor = await flood(bare.url, order, orders)
    const wrong = sent.filter(({ status }) => status !== 202)
    if (wrong.length > 0)
      throw new Error(`${wrong.length} orders were answered ${wrong[0]?.status}`)
    const times = sent.map(({ ms }) => ms)
    const floorTimes = floor.sent.map(({ ms }) => ms)
    show(`Submission of ${orders} orders, ${atOnce} at once`, [
      {
        name: 'orders taken',
        value: orders / seconds,
        unit: '/s',
        floor: { name: 'bare answers/s', value: orders / floor.seconds },
      },
      {
        name: 'p50',
        value: percentile(times, 0.5),
        unit: 'ms',
        floor: { name: 'bare p50', value: percentile(floorTimes, 0.5) },
      },
      {
        name: 'p99',
        value: percentile(times, 0.99),
        unit: 'ms',
        floor: { name: 'bare p99', value: percentile(floorTimes, 0.99) },
        aim: '< 50 ms',
      },
    ])
  } finally {
    await bare.stop()
    await pao.stop()
  }
}
