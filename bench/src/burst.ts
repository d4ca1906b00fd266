import { openPool, startCluster } from './cluster.ts'
import { allEnded, benchEnv } from './engine.ts'
import { flood, type Sent } from './flood.ts'
import { removeFolder, tempFolder } from './folders.ts'
import { orderOf, steps } from './items.ts'
import { percentile, show } from './measure.ts'
import { startPao } from './processes.ts'
import { scaled } from './scale.ts'
import { type StandIn, startStandIn } from './stand-in.ts'

const orders = scaled(1_000)

/**
 * A thousand orders of five calls each, all sent at the same moment to one server that takes and works off.
 * Throws unless each is taken and completes, and each of its calls is made exactly once.
 */
export async function benchBurst(): Promise<void> {
  const folder = tempFolder()
  const standIn = await startStandIn()
  const cluster = await startCluster()
  const pao = await startPao({ ...benchEnv(folder, cluster.url), PAO_VAR_STAND_IN: standIn.url })
  const pool = openPool(cluster.url, 1)
  try {
    const started = Date.now()
    const { sent, seconds } = await flood({
      url: `${pao.url}/api/v1/requests`,
      bodyOf: (n) => orderOf('bench-calls', `order${n}`),
      count: orders,
      atOnce: orders,
    })
    const ended = await allEnded(pool, idsOf(sent))
    checkOnce(standIn)
    const all = (ended - started) / 1000
    show(`${orders} orders of ${steps} calls sent at the same moment`, [
      { name: 'orders that completed', value: orders, unit: '', aim: `${orders}` },
      {
        name: 'calls made, each once',
        value: standIn.calls.size,
        unit: '',
        aim: `${orders * steps}`,
      },
      { name: 'until the last was taken', value: seconds, unit: 's' },
      {
        name: 'slowest answer',
        value: percentile(
          sent.map(({ ms }) => ms),
          1,
        ),
        unit: 'ms',
      },
      { name: 'until the last completed', value: all, unit: 's' },
      { name: 'over all', value: (orders * steps) / all, unit: 'steps/s' },
    ])
  } finally {
    await pool.end()
    await pao.stop()
    await cluster.stop()
    await standIn.stop()
    removeFolder(folder)
  }
}

function idsOf(sent: readonly Sent[]): string[] {
  const wrong = sent.filter(({ status }) => status !== 202)
  if (wrong.length > 0)
    throw new Error(`${wrong.length} orders were answered ${wrong[0]?.status}: ${wrong[0]?.body}`)
  return sent.map(({ body }) => (JSON.parse(body) as { id: string }).id)
}

function checkOnce({ calls }: StandIn): void {
  const twice = [...calls.values()].filter((count) => count !== 1).length
  if (twice > 0 || calls.size !== orders * steps)
    throw new Error(`${calls.size} different calls, ${twice} of them more than once`)
}
