import autocannon from 'autocannon'
import { type Figure, median, show } from './measure.ts'
import { benchKey, type Running, startBare, startPao } from './processes.ts'

const seconds = 5
const rounds = 3
const authorization = `Bearer ${benchKey}`

type Target = { running: Running; url: string }
type Cost = { perSecond: number; cpuMicros: number }

/** The medians of several rounds in which the targets take turns, so that noise hits all of them. */
async function costsOf(targets: readonly Target[]): Promise<Cost[]> {
  const found = targets.map((): Cost[] => [])
  for (let round = 0; round <= rounds; round += 1)
    for (const [at, target] of targets.entries()) {
      const cost = await load(target, round === 0 ? 2 : seconds)
      if (round > 0) found[at]?.push(cost)
    }
  return found.map((costs) => ({
    perSecond: median(costs.map(({ perSecond }) => perSecond)),
    cpuMicros: median(costs.map(({ cpuMicros }) => cpuMicros)),
  }))
}

async function load({ running, url }: Target, duration: number): Promise<Cost> {
  const before = running.cpuMs()
  const result = await autocannon({ url, connections: 50, duration, headers: { authorization } })
  const used = running.cpuMs() - before
  if (result.non2xx > 0)
    throw new Error(`${url} answered ${result.non2xx} times with something else`)
  return {
    perSecond: result.requests.average,
    cpuMicros: (used * 1000) / result.requests.total,
  }
}

/** What Node writes by itself in either process. */
const ofNode = new Set(['date', 'connection', 'keep-alive', 'content-length'])

/** Every header of the answer, so that the floor sends the same bytes; the id of the call stays the first one's. */
function sameHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !ofNode.has(name)))
}

/** The rate, and what does not hang on who else uses the machine: the server's own time for a call. */
function figuresOf(name: string, ours: Cost, floor: Cost): Figure[] {
  const rate = {
    name,
    value: ours.perSecond,
    unit: 'calls/s',
    floor: { name: 'a bare answer', value: floor.perSecond },
    aim: '>= 70 %',
  }
  const ofOneSecond = ({ cpuMicros }: Cost) => 1_000_000 / cpuMicros
  const cpu = {
    name: `${name}, by server CPU`,
    value: ofOneSecond(ours),
    unit: 'calls/CPU s',
    floor: { name: 'a bare answer', value: ofOneSecond(floor) },
  }
  return Number.isNaN(ours.cpuMicros) ? [rate] : [rate, cpu]
}

/** Catalog list and item over HTTP with an API key, 50 connections, beside a bare answer of the same bytes. */
export async function benchReads(): Promise<void> {
  const pao = await startPao({ PAO_ROLES: 'api' })
  try {
    for (const [name, path] of [
      ['catalog list', '/api/v1/catalog?limit=50'],
      ['one item', '/api/v1/catalog/items/database-postgresql-standard'],
    ] as const) {
      const answer = await fetch(`${pao.url}${path}`, { headers: { authorization } })
      const body = await answer.text()
      const bare = await startBare(body, sameHeaders(answer.headers))
      try {
        const [ours, floor] = await costsOf([
          { running: pao, url: `${pao.url}${path}` },
          { running: bare, url: bare.url },
        ])
        if (ours && floor)
          show(
            `Catalog read: ${name}, ${body.length} bytes, 50 connections`,
            figuresOf(name, ours, floor),
          )
      } finally {
        await bare.stop()
      }
    }
  } finally {
    await pao.stop()
  }
}
