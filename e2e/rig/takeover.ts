import { openTestDatabase } from '../../packages/server/test/database.ts'
import { until } from '../server-process.ts'
import { compare } from './records.ts'
import { allEnded, type Gate, openGate, order, spread } from './races.ts'
import { type Replica, startReplica } from './replica.ts'
import { openWorld } from './world.ts'

export type TakeoverOptions = {
  /** Replicas killed, and as many stopped. */
  rounds: number
  /** Actions in the hands of each. */
  atOnce: number
  say(line: string): void
}

type Spread = { count: number; p50: number; p99: number }

export type Takeover = {
  /** Milliseconds from kill -9 to the next call of each action it held. */
  killed: Spread
  /** The same from SIGTERM. */
  stopped: Spread
  /** Exit codes of the stopped ones, and the longest any took, milliseconds. */
  exits: (number | null)[]
  longestStopMs: number
  violations: string[]
}

const exitLimitMs = 25_000

/** Takes the owner of many calls away, by force and in good order, and measures when others go on. */
export async function takeover(options: TakeoverOptions): Promise<Takeover> {
  const gate = openGate()
  const world = await openWorld(gate.around)
  const database = await openTestDatabase()
  const env = { PAO_WORKER_SLOTS: String(options.atOnce) }
  const start = (name: string) => startReplica({ world, name, databaseUrl: database.url, env })
  const times: Record<'SIGKILL' | 'SIGTERM', number[]> = { SIGKILL: [], SIGTERM: [] }
  const found: Takeover = {
    killed: { count: 0, p50: 0, p99: 0 },
    stopped: { count: 0, p50: 0, p99: 0 },
    exits: [],
    longestStopMs: 0,
    violations: [],
  }
  let heir: Replica | undefined
  try {
    for (let round = 0; round < options.rounds * 2; round += 1) {
      const signal = round % 2 === 0 ? 'SIGKILL' : 'SIGTERM'
      const owner = await start(`owner${round}`)
      const ids = await held(gate, owner, { name: `take-${round}`, count: options.atOnce })
      heir = await start(`heir${round}`)
      const { exit, stopMs, waits } = await take({ owner, gate, signal, ids, url: database.url })
      times[signal].push(...waits)
      if (signal === 'SIGTERM') {
        found.exits.push(exit)
        found.longestStopMs = Math.max(found.longestStopMs, Math.round(stopMs))
      }
      await heir.kill()
      options.say(`${signal}: ${waits.length} taken over, ${JSON.stringify(spread(waits))} ms`)
    }
    const verdict = await compare(database.url, world, [])
    found.killed = { count: times.SIGKILL.length, ...spread(times.SIGKILL) }
    found.stopped = { count: times.SIGTERM.length, ...spread(times.SIGTERM) }
    found.violations.push(...verdict.violations, ...late(found))
    return found
  } finally {
    gate.open()
    await heir?.kill()
    await database.close()
    await world.close()
  }
}

/** Orders until the owner, alone so far, holds all of their calls. */
async function held(
  gate: Gate,
  owner: Replica,
  { name, count }: { name: string; count: number },
): Promise<readonly string[]> {
  gate.hold(owner.name)
  const ids = await order(owner, name, count)
  await until(
    async () => gate.held().length,
    (some) => some === count,
    60_000,
  )
  return ids
}

type Taking = {
  owner: Replica
  gate: Gate
  signal: 'SIGKILL' | 'SIGTERM'
  ids: readonly string[]
  url: string
}
type Taken = { exit: number | null; stopMs: number; waits: number[] }

async function take({ owner, gate, signal, ids, url }: Taking): Promise<Taken> {
  const from = performance.now()
  owner.child.kill(signal)
  const exit = await owner.gone
  const stopMs = performance.now() - from
  await allEnded(url, ids)
  const waits = gate.held().flatMap((id) => {
    const at = gate.taken.get(id)
    return at === undefined ? [] : [at - from]
  })
  gate.open()
  return { exit, stopMs, waits }
}

function late({ killed, stopped, exits, longestStopMs }: Takeover): string[] {
  return [
    ...(killed.p99 > 15_000 ? [`late: taken over from the dead after ${killed.p99} ms (p99)`] : []),
    ...(stopped.p99 > 2_000
      ? [`late: taken over from the stopped after ${stopped.p99} ms (p99)`]
      : []),
    ...(exits.some((code) => code !== 0) ? [`stopped with ${exits.join(', ')}`] : []),
    ...(longestStopMs > exitLimitMs ? [`late: a stop took ${longestStopMs} ms`] : []),
  ]
}
