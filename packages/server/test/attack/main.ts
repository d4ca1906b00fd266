import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import {
  bootstrapKey,
  freePort,
  freshDataDir,
  pause,
  type Running,
  startServer,
} from '../../../../e2e/server-process.ts'
import { diceOf } from '../sim/dice.ts'
import { type BadInput, badInputs } from './bad-inputs.ts'
import { attackReport, written } from './report.ts'
import { openSender } from './send.ts'

/**
 * `npm run attack`: each attack of the list that can be tried from outside, then bad inputs against the whole server with its
 * database. Exit 1 when an attack got through, or the server ended, answered 5xx, did not answer, or its event loop was blocked for
 * more than a quarter of a second. With `--url` and `--key` of an administrator the attacks are tried on a server that runs already,
 * and it gets no bad inputs, which would leave settings behind.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    url: { type: 'string' },
    key: { type: 'string' },
  },
})
const pages = ['outbound', 'identity', 'attacks'].map((name) =>
  readFileSync(new URL(`../../../../docs/security/${name}.md`, import.meta.url), 'utf8'),
)

async function attack(server: Parameters<typeof attackReport>[0]): Promise<boolean> {
  const lines = await attackReport(server, pages)
  write(written(lines))
  return lines.every(({ verdict }) => verdict !== 'failed')
}

const lanes = 4
/** Milliseconds. */
const longestBlock = 250
const webhookSecret = 'b7d0c4a1f95e63827d1e'

type Said = { clockMs: number; cpuMs: number; rssMiB: number }

async function startWatched(): Promise<{ server: Running; said: Said[] }> {
  const server = await startServer({
    port: await freePort(),
    dataDir: freshDataDir(),
    preload: new URL('./loop-watch.ts', import.meta.url).href,
    env: {
      PAO_DEMO: 'on',
      PAO_API_RATE_PER_MINUTE: '0',
      PAO_LOG_LEVEL: 'error',
      PAO_GITHUB_WEBHOOK_SECRET_REF: 'HOOK',
      PAO_SECRET_HOOK: webhookSecret,
    },
  })
  const said: Said[] = []
  server.child.on('message', (message: Said) => said.push(message))
  return { server, said }
}

type Poured = {
  statuses: Map<number, number>
  failed: { n: number; status: number; input: BadInput; said: string }[]
  /** Milliseconds health took to answer meanwhile. */
  probes: number[]
  /** Inputs by operation. */
  met: Map<string, number>
}

async function pour(server: Running, count: number, seed: number): Promise<Poured> {
  const key = { authorization: `Bearer ${bootstrapKey}` }
  const document = (await server.call('GET', '/api/v1/openapi.json')).body as unknown
  const ordered = await server.call('GET', '/api/v1/requests', undefined, key)
  const id = String(ordered.body?.items?.[0]?.id ?? '0198c5a4-8a10-7000-8000-000000000001')
  const ids = { id, action: 'ticket' }
  const aim = { document, key: bootstrapKey, webhookSecret, ids, now: () => Date.now() }
  const next = badInputs(aim, diceOf(seed, 'attack'))
  const sender = openSender(server.url)
  const poured: Poured = { statuses: new Map(), failed: [], probes: [], met: new Map() }
  let made = 0
  const lane = async (): Promise<void> => {
    while (made < count) {
      const n = (made += 1)
      const input = next()
      const { status, body } = await sender.send(input)
      poured.statuses.set(status, (poured.statuses.get(status) ?? 0) + 1)
      poured.met.set(input.operation, (poured.met.get(input.operation) ?? 0) + 1)
      if (status === 0 || status >= 500)
        poured.failed.push({ n, status, input, said: body.slice(0, 400) })
      if (n % 50 === 0) poured.probes.push((await sender.send(live)).ms)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  sender.close()
  return poured
}

const live: BadInput = { operation: 'live', method: 'GET', url: '/health/live', headers: {} }

function tell({ statuses, failed, met }: Poured, count: number, seed: number): void {
  for (const { n, status, input, said } of failed.slice(0, 20)) {
    const body = input.body?.toString('utf8').slice(0, 300) ?? ''
    write(`#${n} ${status} ${input.method} ${input.url.slice(0, 300)} ${body}\n   ${said}`)
  }
  const few = Math.min(...met.values())
  write(
    `seed ${seed}: ${count} bad inputs over ${met.size} operations, ${few} at least each; ${[
      ...statuses,
    ]
      .toSorted(([left], [right]) => left - right)
      .map(([status, times]) => `${status}: ${times}`)
      .join(', ')}`,
  )
}

async function flood(count: number, seed: number): Promise<boolean> {
  const { server, said } = await startWatched()
  const held = await attack({ url: server.url, adminKey: bootstrapKey, webhookSecret })
  said.length = 0
  const poured = await pour(server, count, seed)
  // Until the process has told of its last second.
  await pause(1_500)
  const alive = await server.call('GET', '/health/live')
  const same = server.child.exitCode === null && alive.status === 200
  const worst = Math.max(0, ...said.map(({ cpuMs }) => cpuMs))
  const clock = Math.max(0, ...said.map(({ clockMs }) => clockMs))
  const size = Math.max(0, ...said.map(({ rssMiB }) => rssMiB))
  const sorted = poured.probes.toSorted((left, right) => left - right)
  const slowest = sorted[Math.floor(sorted.length * 0.99)] ?? 0
  tell(poured, count, seed)
  write(`process ${server.pid} ${same ? 'is still there' : 'IS GONE'}`)
  write(
    `event loop blocked ${worst.toFixed(0)} ms of its own work at most (${clock.toFixed(0)} by the clock), health p99 ${slowest.toFixed(0)} ms, ${size.toFixed(0)} MiB at most`,
  )
  if (!same || poured.failed.length > 0) write(server.output().slice(-3_000))
  await server.stop()
  return held && same && poured.failed.length === 0 && worst <= longestBlock
}

function write(line: string): void {
  process.stdout.write(`${line}\n`)
}

const { url, key } = values
if (url !== undefined && key === undefined) throw new Error('--url needs the --key of an admin')
const isHeld =
  url !== undefined && key !== undefined
    ? await attack({ url, adminKey: key })
    : await flood(Number(values.count), Number(values.seed))
process.exitCode = isHeld ? 0 : 1
