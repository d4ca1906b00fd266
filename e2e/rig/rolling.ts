import { openTestDatabase } from '../../packages/server/test/database.ts'
import { bootstrapKey, pause } from '../server-process.ts'
import { type Balancer, startBalancer } from './balancer.ts'
import { compare, strangers, type Told } from './records.ts'
import { type Replica, startReplica } from './replica.ts'
import { asking } from './stored.ts'
import { againstWatched, watch, type Watched } from './watcher.ts'
import { openWorld, type World } from './world.ts'

export type RollingOptions = {
  /** How often every replica is replaced: by one of the other release, back by one of this, and so on. */
  turns: number
  /** Calls a second over the balancer: a third orders, the others reads. */
  rate: number
  /** Requests watched over WebSockets at any time. */
  watchers: number
  /** The checkout of another release; left out = this one takes its own place. */
  other?: string
  say(line: string): void
}

export type RollingReport = {
  replaced: number
  calls: number
  slowestMs: number
  requests: number
  effects: number
  /** Streams told to their end, and the connections that took. */
  streams: number
  connections: number
  /** Exit codes of those that were stopped, and the longest any took, milliseconds. */
  exits: (number | null)[]
  longestStopMs: number
  violations: string[]
}

const replicas = 3
/** Milliseconds between the last call that is sent to a replica and its SIGTERM; a cluster's preStop. */
const leftMs = 500
const stopLimitMs = 25_000
const endLimitMs = 60_000
const callLimitMs = 15_000

/**
 * Replaces three replicas one after the other under load, by another release and back; no call may fail, no frame be
 * lost or doubled, no effect be made twice.
 */
export async function rolling(options: RollingOptions): Promise<RollingReport> {
  const world = await openWorld()
  const database = await openTestDatabase()
  const balancer = await startBalancer()
  const running: Replica[] = []
  const stage: Stage = { options, world, balancer, databaseUrl: database.url, running }
  try {
    for (let n = 0; n < replicas; n += 1) await join(stage, `first-${n}`)
    const client = startClient(stage)
    const stops = await replaceAll(stage)
    await client.stop()
    return await report(stage, client, stops)
  } finally {
    for (const replica of running) await replica.kill()
    await balancer.close()
    await database.close()
    await world.close()
  }
}

type Stage = {
  options: RollingOptions
  world: World
  balancer: Balancer
  databaseUrl: string
  running: Replica[]
}

async function join(
  { world, balancer, databaseUrl, running }: Stage,
  name: string,
  checkout?: string,
): Promise<void> {
  const replica = await startReplica({
    world,
    name,
    databaseUrl,
    ...(checkout !== undefined && { checkout }),
  })
  running.push(replica)
  balancer.add(replica.url)
}

type Stops = { exits: (number | null)[]; longestMs: number }

async function replaceAll(stage: Stage): Promise<Stops> {
  const { options, balancer, running } = stage
  const stops: Stops = { exits: [], longestMs: 0 }
  for (let turn = 0; turn < options.turns; turn += 1)
    for (let n = 0; n < replicas; n += 1) {
      await join(stage, `turn-${turn}-${n}`, turn % 2 === 0 ? options.other : undefined)
      const old = running.shift()
      if (!old) continue
      balancer.remove(old.url)
      await pause(leftMs)
      const began = performance.now()
      stops.exits.push(await old.stop())
      stops.longestMs = Math.max(stops.longestMs, performance.now() - began)
      options.say(`${old.name} was replaced, ${Math.round(performance.now() - began)} ms to stop`)
    }
  return stops
}

type Rolled = {
  told: Told[]
  failed: string[]
  calls: number
  slowestMs: number
  watched: Watched[]
  stop(): Promise<void>
}

/** Calls evenly, whatever becomes of those before; orders are watched as long as there is a free watcher. */
function startClient({ options, balancer, databaseUrl }: Stage): Rolled {
  const end = new AbortController()
  const open = new Set<Promise<unknown>>()
  const keep = (work: Promise<unknown>): void => {
    open.add(work)
    void work.finally(() => open.delete(work))
  }
  const told: Told[] = []
  const found: Rolled = { told, failed: [], calls: 0, slowestMs: 0, watched: [], stop }
  let watching = 0
  let count = 0
  const ordered = async (n: number): Promise<void> => {
    const key = `rolled-${n}`
    // Those that are watched last longer than it takes to replace a replica or two.
    const isWatched = watching < options.watchers
    const item = isWatched ? 'long' : 'single'
    if (isWatched) watching += 1
    told.push({ type: 'invoke', what: 'submit', key, at: Date.now() })
    const body = JSON.stringify({ item, fields: { name: key } })
    const answer = await call(found, { url: `${balancer.url}/api/v1/requests`, key, body })
    if (answer?.status !== 202) return
    const { id } = (await answer.json()) as { id: string }
    told.push({ type: 'ok', what: 'submit', key, id, at: Date.now() })
    if (!isWatched) return
    found.watched.push(await watch(balancer.url, id, watchEnd.signal))
    watching -= 1
  }
  const read = async (n: number): Promise<void> => {
    const path = n % 2 === 0 ? '/api/v1/catalog' : '/api/v1/requests?limit=20'
    await (await call(found, { url: `${balancer.url}${path}` }))?.arrayBuffer()
  }
  const watchEnd = new AbortController()
  const going = (async () => {
    while (!end.signal.aborted) {
      count += 1
      keep(count % 3 === 0 ? ordered(count) : read(count))
      await pause(1_000 / options.rate)
    }
  })()
  async function stop(): Promise<void> {
    end.abort()
    await going
    await allEnded(databaseUrl)
    const late = setTimeout(() => watchEnd.abort(), 10_000)
    await Promise.all(open)
    clearTimeout(late)
  }
  return found
}

type Calling = { url: string; key?: string; body?: string }

/** One call; what is not answered well is noted, and has failed. */
async function call(found: Rolled, { url, key, body }: Calling): Promise<Response | undefined> {
  found.calls += 1
  const began = performance.now()
  const answer = await fetch(url, {
    signal: AbortSignal.timeout(callLimitMs),
    headers: {
      authorization: `Bearer ${bootstrapKey}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    ...(body !== undefined && { method: 'POST', body }),
  }).catch((error: unknown) => String(error))
  found.slowestMs = Math.max(found.slowestMs, performance.now() - began)
  if (typeof answer !== 'string' && answer.ok) return answer
  const what = typeof answer === 'string' ? answer : `${answer.status} ${await answer.text()}`
  found.failed.push(
    `failed: ${body === undefined ? 'GET' : 'POST'} ${new URL(url).pathname}: ${what}`,
  )
  return undefined
}

async function allEnded(databaseUrl: string): Promise<void> {
  const late = performance.now() + endLimitMs
  while (performance.now() < late) {
    const { rows } = await asking(databaseUrl, (db) =>
      db.query<{ open: number }>(
        'select count(*)::int as open from request where ended_at is null',
      ),
    )
    if (rows[0]?.open === 0) return
    await pause(200)
  }
}

async function report(
  { world, databaseUrl }: Stage,
  { told, failed, calls, slowestMs, watched }: Rolled,
  { exits, longestMs }: Stops,
): Promise<RollingReport> {
  const verdict = await compare(databaseUrl, world, told)
  return {
    replaced: exits.length,
    calls,
    slowestMs: Math.round(slowestMs),
    requests: verdict.ids.length,
    effects: verdict.effects,
    streams: watched.filter(({ done }) => done).length,
    connections: watched.reduce((sum, { connections }) => sum + connections, 0),
    exits,
    longestStopMs: Math.round(longestMs),
    violations: [
      ...failed,
      ...verdict.violations,
      ...strangers(world, verdict.ids),
      ...watched.flatMap(againstWatched),
      ...(exits.some((code) => code !== 0) ? [`stopped with ${exits.join(', ')}`] : []),
      ...(longestMs > stopLimitMs ? [`late: a stop took ${Math.round(longestMs)} ms`] : []),
    ],
  }
}
