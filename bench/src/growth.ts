import { type Cluster, startCluster } from './cluster.ts'
import { type Engine, openEngine } from './engine.ts'
import { type History, openHistory } from './history.ts'
import { steps } from './items.ts'
import { type Figure, median, show } from './measure.ts'
import { benchKey } from './processes.ts'
import { scaled } from './scale.ts'

const fewest = scaled(1_000)
const sizes = [scaled(100_000), scaled(1_000_000)]
const orders = scaled(500)
const warmUp = scaled(600)
const rounds = 5

type Place = { engine: Engine; history: History }
type Cost = { perSecond: number; cpuMs: number; nodeMs: number; databaseMs: number }

/**
 * What a step costs with many finished requests in the tables, beside one of the same server process on a second
 * database with few, both by turns.
 */
export async function benchGrowth(): Promise<void> {
  const cluster = await startCluster()
  const opened: (() => Promise<void>)[] = [() => cluster.stop()]
  try {
    const small = await openPlace(cluster, 'small', opened)
    const large = await openPlace(cluster, 'large', opened)
    await small.history.growTo(fewest)
    for (const size of sizes) {
      const began = performance.now()
      await large.history.growTo(size)
      const fillSeconds = (performance.now() - began) / 1000
      const bytes = await sizeOf(large.engine)
      show(
        `${orders} orders of ${steps} steps with ${size.toLocaleString('en')} finished requests in the tables`,
        [
          ...figuresOf(await race(large.engine, small.engine)),
          ...(await readFigures(large.engine, small.engine)),
          { name: 'database', value: bytes / 1_048_576, unit: 'MB' },
          { name: 'time to fill it', value: fillSeconds, unit: 's' },
        ],
      )
    }
  } finally {
    for (const close of opened.toReversed()) await close()
  }
}

/** What people look at most, by name. */
const looks: Readonly<Record<string, string>> = {
  'list of requests': '/requests?limit=50',
  'list of those that completed': '/requests?state=completed&limit=50',
  'list of one item': '/requests?item=bench-chain&limit=50',
  'search in requests': '/requests?q=order-17&limit=50',
  'search that finds nothing': '/requests?q=nothing-of-the-kind&limit=50',
  'figures of usage': '/stats/usage',
  'figures of performance': '/stats/performance',
  'audit log': '/audit?limit=50',
}
const looksEach = 31

/** Milliseconds of each look, the median of many, by turns. */
async function readFigures(large: Engine, small: Engine): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [name, path] of Object.entries(looks)) {
    const times = { many: [] as number[], few: [] as number[] }
    for (let n = 0; n < looksEach; n += 1) {
      times.many.push(await lookAt(large.url, path))
      times.few.push(await lookAt(small.url, path))
    }
    const floor = { name: `that with ${fewest.toLocaleString('en')}`, value: median(times.few) }
    figures.push({ name, value: median(times.many), unit: 'ms', floor })
  }
  return figures
}

async function lookAt(url: string, path: string): Promise<number> {
  const began = performance.now()
  const answer = await fetch(`${url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${benchKey}` },
  })
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}`)
  return performance.now() - began
}

async function openPlace(
  cluster: Cluster,
  name: string,
  opened: (() => Promise<void>)[],
): Promise<Place> {
  const engine = await openEngine({ cluster, url: await cluster.create(name) })
  opened.push(() => engine.stop())
  await engine.hire()
  await engine.wave('bench-chain', warmUp)
  const { rows } = await engine.pool.query<{ id: string }>('select id from request limit 1')
  return { engine, history: await openHistory(engine, rows[0]?.id ?? '') }
}

async function race(large: Engine, small: Engine): Promise<Record<'many' | 'few', Cost>> {
  const found = { many: [] as Cost[], few: [] as Cost[] }
  for (let round = 0; round <= rounds; round += 1) {
    const many = await costOf(large)
    const few = await costOf(small)
    // The first round fills the caches anew.
    if (round === 0) continue
    found.many.push(many)
    found.few.push(few)
  }
  return { many: middle(found.many), few: middle(found.few) }
}

async function costOf(engine: Engine): Promise<Cost> {
  const { ms, nodeMs, databaseMs } = await engine.wave('bench-chain', orders)
  const all = orders * steps
  return {
    perSecond: (all * 1000) / ms,
    cpuMs: (nodeMs + databaseMs) / all,
    nodeMs: nodeMs / all,
    databaseMs: databaseMs / all,
  }
}

function middle(costs: readonly Cost[]): Cost {
  const of = (name: keyof Cost): number => median(costs.map((cost) => cost[name]))
  return {
    perSecond: of('perSecond'),
    cpuMs: of('cpuMs'),
    nodeMs: of('nodeMs'),
    databaseMs: of('databaseMs'),
  }
}

function figuresOf({ many, few }: Record<'many' | 'few', Cost>): Figure[] {
  const figure = (name: string, of: keyof Cost, unit: string): Figure => ({
    name,
    value: many[of],
    unit,
    floor: { name: `that with ${fewest.toLocaleString('en')}`, value: few[of] },
  })
  return [
    { ...figure('cost of a step, CPU', 'cpuMs', 'ms/step'), aim: '80 to 120 %' },
    figure('of it in Node', 'nodeMs', 'ms/step'),
    figure('of it in PostgreSQL', 'databaseMs', 'ms/step'),
    { ...figure('engine', 'perSecond', 'steps/s'), aim: '80 to 120 %' },
  ]
}

async function sizeOf({ pool }: Engine): Promise<number> {
  const { rows } = await pool.query<{ bytes: number }>(
    'select pg_database_size(current_database())::float8 as bytes',
  )
  return rows[0]?.bytes ?? Number.NaN
}
