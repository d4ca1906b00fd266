import { get } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { startCluster } from './cluster.ts'
import { Lines } from './lines.ts'
import { type Figure, median, percentile, show } from './measure.ts'
import { benchKey, startBare, startPao } from './processes.ts'
import { memoryOf } from './resident.ts'
import { scaled } from './scale.ts'
import { demoOrder } from './submit.ts'

const peakOrders = scaled(6_000)
const atOnce = 100
const seconds = scaled(15)
/** How many times what it can take is sent. */
const times = 4
/** Milliseconds between two lots of what is sent. */
const lotMs = 10
/** Connections that are opened for it at most. */
const mostLines = 4_000

type Flood = {
  accepted: number[]
  shed: number[]
  other: number
  seconds: number
  health: number[]
}

/** What becomes of a server that stands beside the same flood, and of a bare one that is in it. */
type Beside = { best: number; p99: number; health: number }

/**
 * Orders that come four times as fast as the server can take them, whatever becomes of those before: what it goes on
 * taking, beside its best with 100 at once; and whether it still says how it is.
 */
export async function benchOverload(): Promise<void> {
  const database = await startCluster()
  const pao = await startPao({ PAO_ROLES: 'api', PAO_DEMO: 'on', PAO_DATABASE_URL: database.url })
  try {
    const best = (): Promise<number> => bestOf(pao.url)
    await best()
    const peak = await best()
    const beside = await besideFlood(peak * times, best)
    const flooded = await overflow(pao.url, peak * times)
    const memory = memoryOf(pao.pid)
    await pause(1_000)
    const after = await best()
    show(`Orders at ${times} times the rate the server can take, for ${seconds} s`, [
      ...figuresOf(flooded, peak, beside),
      {
        name: 'taken afterwards, 100 at once',
        value: after,
        unit: '/s',
        floor: { name: 'the same before', value: peak },
      },
      { name: 'resident after it', value: memory, unit: 'MB', aim: '<= 512' },
    ])
  } finally {
    await pao.stop()
    await database.stop()
  }
}

/**
 * Its best while the same flood goes to a server that does nothing: what the program that sends it leaves of the machine.
 */
async function besideFlood(perSecond: number, best: () => Promise<number>): Promise<Beside> {
  const bare = await startBare('{}', { 'content-type': 'application/json' })
  try {
    const flooding = overflow(bare.url, perSecond)
    const found = [await best(), await best()]
    const { accepted, health } = await flooding
    return { best: median(found), p99: percentile(accepted, 0.99), health: percentile(health, 1) }
  } finally {
    await bare.stop()
  }
}

const path = '/api/v1/requests'
const headers = { authorization: `Bearer ${benchKey}`, 'content-type': 'application/json' }

/** Orders a second it takes of `atOnce` that always wait for an answer. */
async function bestOf(url: string): Promise<number> {
  const lines = new Lines(url, atOnce)
  const started = performance.now()
  const answers = await Promise.all(
    Array.from({ length: peakOrders }, (_, n) => lines.post(path, demoOrder(n), headers)),
  )
  lines.close()
  const taken = answers.filter(({ status }) => status === 202).length
  return taken / ((performance.now() - started) / 1000)
}

async function overflow(url: string, perSecond: number): Promise<Flood> {
  const lines = new Lines(url, mostLines)
  const found: Flood = { accepted: [], shed: [], other: 0, seconds: 0, health: [] }
  const open: Promise<void>[] = []
  const started = performance.now()
  const isOver = (): boolean => performance.now() - started > seconds * 1000
  const looking = lookAt(`${url}/health/live`, isOver, found.health)
  let sent = 0
  while (!isOver()) {
    const due = Math.floor(((performance.now() - started) / 1000) * perSecond)
    for (; sent < due; sent += 1) open.push(order(lines, sent, found))
    await pause(lotMs)
  }
  await Promise.all([...open, looking])
  found.seconds = (performance.now() - started) / 1000
  lines.close()
  return found
}

async function order(lines: Lines, n: number, found: Flood): Promise<void> {
  const { status, ms } = await lines.post(path, demoOrder(n), headers)
  if (status === 202 || status === 200) found.accepted.push(ms)
  else if (status === 503) found.shed.push(ms)
  else found.other += 1
}

/** Asks twice a second how the server is, and how long the answer took; anything but 200 counts as endless. */
async function lookAt(url: string, isOver: () => boolean, ms: number[]): Promise<void> {
  while (!isOver()) {
    const began = performance.now()
    const status = await new Promise<number>((resolve) => {
      const call = get(url, { headers: { authorization: `Bearer ${benchKey}` } }, (answer) => {
        answer.resume()
        answer.once('end', () => resolve(answer.statusCode ?? 0))
      })
      call.once('error', () => resolve(0))
    })
    ms.push(status === 200 ? performance.now() - began : Infinity)
    await pause(500)
  }
}

function figuresOf(
  { accepted, shed, other, health, seconds: all }: Flood,
  peak: number,
  beside: Beside,
): Figure[] {
  return [
    { name: 'sent', value: (accepted.length + shed.length + other) / all, unit: '/s' },
    {
      name: 'taken',
      value: accepted.length / all,
      unit: '/s',
      floor: { name: 'its best with 100 at once', value: peak },
      aim: '>= 85 %',
    },
    {
      name: 'taken',
      value: accepted.length / all,
      unit: '/s',
      floor: { name: 'its best while that goes to a bare server', value: beside.best },
    },
    {
      name: 'taken, p99',
      value: percentile(accepted, 0.99),
      unit: 'ms',
      floor: { name: 'a bare server in the same flood', value: beside.p99 },
      aim: '<= 2,000 ms',
    },
    { name: 'sent away with 503', value: shed.length / all, unit: '/s' },
    ...(shed.length > 0
      ? [{ name: 'sent away, p99', value: percentile(shed, 0.99), unit: 'ms' }]
      : []),
    { name: 'anything else', value: other, unit: '', aim: '0' },
    {
      name: 'health, slowest answer',
      value: percentile(health, 1),
      unit: 'ms',
      floor: { name: 'a bare server in the same flood', value: beside.health },
      aim: '<= 200 ms',
    },
  ]
}
