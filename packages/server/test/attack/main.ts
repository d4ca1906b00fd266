import { parseArgs } from 'node:util'
import {
  bootstrapKey,
  freePort,
  freshDataDir,
  startServer,
} from '../../../../e2e/server-process.ts'
import { diceOf } from '../sim/dice.ts'
import { type BadInput, badInputs } from './bad-inputs.ts'
import { openSender } from './send.ts'

/**
 * `npm run attack`: bad inputs against the whole server with its database. Exit 1 when it ended, answered 5xx, did not answer,
 * or its event loop was blocked for more than a quarter of a second.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
  },
})
const count = Number(values.count)
const seed = Number(values.seed)
const lanes = 4
/** Milliseconds. */
const longestBlock = 250
const webhookSecret = 'b7d0c4a1f95e63827d1e'

const preload = new URL('./loop-watch.ts', import.meta.url).href
const server = await startServer({
  port: await freePort(),
  dataDir: freshDataDir(),
  preload,
  env: {
    PAO_DEMO: 'on',
    PAO_API_RATE_PER_MINUTE: '0',
    PAO_LOG_LEVEL: 'error',
    PAO_GITHUB_WEBHOOK_SECRET_REF: 'HOOK',
    PAO_SECRET_HOOK: webhookSecret,
  },
})
const blocks: number[] = []
const waits: number[] = []
const sizes: number[] = []
server.child.on('message', (said: { clockMs: number; cpuMs: number; rssMiB: number }) => {
  blocks.push(said.cpuMs)
  waits.push(said.clockMs)
  sizes.push(said.rssMiB)
})
const key = { authorization: `Bearer ${bootstrapKey}` }
const document = (await server.call('GET', '/api/v1/openapi.json')).body as unknown
const ordered = await server.call('GET', '/api/v1/requests', undefined, key)
const id = String(ordered.body?.items?.[0]?.id ?? '0198c5a4-8a10-7000-8000-000000000001')
const next = badInputs(
  { document, key: bootstrapKey, webhookSecret, ids: { id, action: 'ticket' } },
  diceOf(seed, 'attack'),
)
const sender = openSender(server.url)
const statuses = new Map<number, number>()
const failed: { n: number; status: number; input: BadInput; said: string }[] = []
const probes: number[] = []
let made = 0
blocks.length = 0
waits.length = 0

async function lane(): Promise<void> {
  while (made < count) {
    const n = (made += 1)
    const input = next()
    const { status, body } = await sender.send(input)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    if (status === 0 || status >= 500) failed.push({ n, status, input, said: body.slice(0, 400) })
    if (n % 50 === 0) await probe()
  }
}

async function probe(): Promise<void> {
  const live: BadInput = { operation: 'live', method: 'GET', url: '/health/live', headers: {} }
  probes.push((await sender.send(live)).ms)
}

await Promise.all(Array.from({ length: lanes }, lane))
await new Promise((resolve) => setTimeout(resolve, 1_500))
const alive = await server.call('GET', '/health/live')
sender.close()
const same = server.child.exitCode === null && alive.status === 200
const worst = Math.max(0, ...blocks)
const slowest =
  probes.toSorted((left, right) => left - right)[Math.floor(probes.length * 0.99)] ?? 0
for (const { n, status, input, said } of failed.slice(0, 20)) {
  const body = input.body?.toString('utf8').slice(0, 300) ?? ''
  write(`#${n} ${status} ${input.method} ${input.url.slice(0, 300)} ${body}\n   ${said}`)
}
write(
  `seed ${seed}: ${count} bad inputs, ${[...statuses]
    .toSorted(([left], [right]) => left - right)
    .map(([status, times]) => `${status}: ${times}`)
    .join(', ')}`,
)
write(`process ${server.pid} ${same ? 'is still there' : 'IS GONE'}`)
write(
  `event loop blocked ${worst.toFixed(0)} ms of its own work at most (${Math.max(0, ...waits).toFixed(0)} by the clock), health p99 ${slowest.toFixed(0)} ms, ${Math.max(0, ...sizes).toFixed(0)} MiB at most`,
)
if (!same || failed.length > 0) write(server.output().slice(-3_000))
await server.stop()
process.exitCode = same && failed.length === 0 && worst <= longestBlock ? 0 : 1

function write(line: string): void {
  process.stdout.write(`${line}\n`)
}
