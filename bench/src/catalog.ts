import autocannon from 'autocannon'
import { removeFolder, tempFolder } from './folders.ts'
import { writeLargeCatalog } from './large-catalog.ts'
import { type Figure, show } from './measure.ts'
import { benchKey, type Running, startBare, startPao } from './processes.ts'
import { scaled } from './scale.ts'

const items = scaled(10_000)
const seconds = 5
const authorization = `Bearer ${benchKey}`
const crowds = [1, 50, 1_000] as const

/** Different questions, more than the server keeps answers of, so that most are answered anew. */
const questions = Array.from({ length: 4_000 }, (_, n) => `/api/v1/catalog?q=copy-${n}&limit=50`)

const reads: Readonly<Record<string, readonly string[]>> = {
  list: ['/api/v1/catalog?limit=50'],
  item: ['/api/v1/catalog/items/database-copy-77'],
  search: questions,
}

type Load = { perSecond: number; p99: number }

/** Catalog of 10,000 items: list, item and search at 1, 50 and 1,000 connections, beside a bare answer of the same bytes. */
export async function benchCatalog(): Promise<void> {
  const folder = tempFolder()
  const place = writeLargeCatalog(folder, items)
  const pao = await startPao({ PAO_ROLES: 'api', PAO_DEMO: 'off', PAO_CATALOG: place })
  try {
    for (const [name, paths] of Object.entries(reads)) await benchRead(pao, name, paths)
  } finally {
    await pao.stop()
    removeFolder(folder)
  }
}

async function benchRead(pao: Running, name: string, paths: readonly string[]): Promise<void> {
  const answer = await fetch(`${pao.url}${paths[0]}`, { headers: { authorization } })
  const body = await answer.text()
  if (answer.status !== 200) throw new Error(`${paths[0]} was answered ${answer.status}: ${body}`)
  const bare = await startBare(body, { 'content-type': 'application/json; charset=utf-8' })
  try {
    const figures: Figure[] = []
    for (const connections of crowds) {
      const ours = await load(pao.url, paths, connections)
      const floor = await load(bare.url, ['/'], connections)
      figures.push(...figuresOf(connections, ours, floor))
    }
    const size = items.toLocaleString('en')
    show(`Catalog of ${size} items: ${name}, ${body.length} bytes`, figures)
  } finally {
    await bare.stop()
  }
}

async function load(url: string, paths: readonly string[], connections: number): Promise<Load> {
  const headers = { authorization }
  const share = Math.ceil(paths.length / connections)
  let clients = 0
  // Each connection has questions of its own, or building them all for each would be what is measured.
  const setupClient = (client: autocannon.Client): void => {
    const from = (share * clients++) % paths.length
    client.setRequests(
      paths.slice(from, from + share).map((path) => ({ method: 'GET', path, headers })),
    )
  }
  const asked = { url, connections, setupClient, timeout: 30 }
  await autocannon({ ...asked, duration: 1 })
  const result = await autocannon({ ...asked, duration: seconds })
  if (result.non2xx + result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} other answers, ${result.errors} errors`)
  // Told in whole milliseconds.
  return { perSecond: result.requests.average, p99: Math.max(1, result.latency.p99) }
}

function figuresOf(connections: number, ours: Load, floor: Load): Figure[] {
  const at =
    connections === 1 ? 'one connection' : `${connections.toLocaleString('en')} connections`
  return [
    {
      name: at,
      value: ours.perSecond,
      unit: 'calls/s',
      floor: { name: 'a bare answer', value: floor.perSecond },
    },
    {
      name: `${at}, p99`,
      value: ours.p99,
      unit: 'ms',
      floor: { name: 'a bare answer, p99', value: floor.p99 },
      aim: '< 200 ms',
    },
  ]
}
