import type { Embedded } from '../../packages/server/src/store/embedded.ts'
import { pause, until } from '../server-process.ts'
import { isGone, type Replica, startReplica } from './replica.ts'
import type { World } from './world.ts'

export type Deaths = {
  replicaKills: number
  replicaFreezes: number
  databaseKills: number
  /** Starts that failed because the database was away, and were made again. */
  failedStarts: number
}

/** From when to when, milliseconds since 1970; `to` is unset while it lasts. */
export type Span = { from: number; to?: number }

/** A start of a replica: when it began to work and was killed, and when it was frozen. */
export type Life = Span & { frozen: Span[] }

export type Nemesis = {
  deaths: Deaths
  /** What was up and down when. */
  outages: readonly Span[]
  lives: ReadonlyMap<string, Life>
  /** When each start of a replica was killed, milliseconds since 1970, by its name. */
  killedAt: ReadonlyMap<string, number>
  /** Replicas that ended although nobody killed them, each with its last words. */
  ownDeaths: readonly string[]
  /** Whether nobody is frozen, or was until a moment ago. */
  isAwake(): boolean
  /** Replicas that take orders now, as far as known. */
  listening(): readonly Replica[]
  start(): Promise<void>
  /** Kills and freezes until the signal. */
  run(end: AbortSignal): Promise<void>
  /** Everything runs again. */
  calm(): Promise<void>
  stop(): Promise<void>
}

type NemesisDeps = {
  world: World
  database: Embedded
  databaseEvery: number
  /** Set for every replica besides what the world says. */
  env: Readonly<Record<string, string>>
}
type Seat = { roles: 'api,worker' | 'worker'; starts: number; replica?: Replica }

/** Two replicas that do both and one that only works. */
const roles = ['api,worker', 'api,worker', 'worker'] as const
const mostStarts = 40
/** Milliseconds in which a process that was frozen has surely sent what it still wanted to send. */
const wakeMs = 2_000

export function createNemesis({ world, database, databaseEvery, env }: NemesisDeps): Nemesis {
  const seats: Seat[] = roles.map((role) => ({ roles: role, starts: 0 }))
  const deaths = { replicaKills: 0, replicaFreezes: 0, databaseKills: 0, failedStarts: 0 }
  const killedAt = new Map<string, number>()
  const outages: Span[] = []
  const lives = new Map<string, Life>()
  const ownDeaths: string[] = []
  const starting = new Set<Promise<void>>()
  const stopping = new AbortController()

  const mourn = async (seat: Seat, replica: Replica): Promise<void> => {
    const code = await replica.gone
    if (stopping.signal.aborted || killedAt.has(replica.name)) return
    const words = replica.output().slice(-1_000)
    ownDeaths.push(`died: ${replica.name} ended by itself with ${code}: ${words}`)
    refill(seat)
  }
  const seated = (seat: Seat, replica: Replica): void => {
    seat.replica = replica
    lives.set(replica.name, { from: Date.now(), frozen: [] })
    void mourn(seat, replica)
  }
  const fill = async (seat: Seat): Promise<void> => {
    for (let tries = 0; tries < mostStarts && !stopping.signal.aborted; tries += 1) {
      seat.starts += 1
      const name = `r${seats.indexOf(seat)}.${seat.starts}`
      const options = { world, name, databaseUrl: database.url, roles: seat.roles, env }
      const replica = await startReplica(options).catch(() => undefined)
      if (replica) return seated(seat, replica)
      deaths.failedStarts += 1
      await pause(250)
    }
  }
  const refill = (seat: Seat): void => {
    const job: Promise<void> = fill(seat).finally(() => starting.delete(job))
    starting.add(job)
  }
  const kill = async (seat: Seat): Promise<void> => {
    const { replica } = seat
    if (!replica) return
    delete seat.replica
    const at = Date.now()
    killedAt.set(replica.name, at)
    Object.assign(lives.get(replica.name) ?? {}, { to: at })
    await replica.kill()
    deaths.replicaKills += 1
    refill(seat)
  }
  const freeze = async (seat: Seat, end: AbortSignal): Promise<void> => {
    const { replica } = seat
    if (!replica) return
    delete seat.replica
    const span: Span = { from: Date.now() }
    lives.get(replica.name)?.frozen.push(span)
    replica.child.kill('SIGSTOP')
    deaths.replicaFreezes += 1
    await rest(1_000 + Math.random() * 13_000, end)
    replica.child.kill('SIGCONT')
    span.to = Date.now()
    seat.replica = replica
  }
  const troubleReplicas = async (end: AbortSignal): Promise<void> => {
    let freezing: Promise<void> | undefined
    while (!end.aborted) {
      await rest(2_000 + Math.random() * 4_000, end)
      const seat = seats[Math.floor(Math.random() * seats.length)]
      if (!seat || end.aborted) continue
      if (freezing === undefined && Math.random() < 0.2)
        freezing = freeze(seat, end).finally(() => (freezing = undefined))
      else await kill(seat)
    }
    await freezing
  }
  const troubleDatabase = async (end: AbortSignal): Promise<void> => {
    while (!end.aborted) {
      await rest(databaseEvery * 1_000, end)
      const pid = database.pid()
      if (end.aborted || pid === undefined) continue
      const outage: Span = { from: Date.now() }
      outages.push(outage)
      process.kill(pid, 'SIGKILL')
      deaths.databaseKills += 1
      await until(
        async () => database.pid(),
        (now) => now !== undefined && now !== pid,
        60_000,
      )
      outage.to = Date.now()
    }
  }
  return {
    deaths,
    outages,
    lives,
    killedAt,
    ownDeaths,
    isAwake() {
      const spans = [...lives.values()].flatMap(({ frozen }) => frozen)
      return spans.every(({ to }) => to !== undefined && to < Date.now() - wakeMs)
    },
    listening: () =>
      seats.flatMap(({ roles: role, replica }) =>
        role !== 'worker' && replica && !isGone(replica) ? [replica] : [],
      ),
    async start() {
      // The first one makes the schema; the others need not wait for its lock.
      for (const seat of seats) await fill(seat)
    },
    async run(end) {
      await Promise.all([troubleReplicas(end), troubleDatabase(end)])
    },
    async calm() {
      await until(
        async () => database.pid(),
        (pid) => pid !== undefined,
        60_000,
      )
      await Promise.all(starting)
      // A replica that ended by itself is a fault of its own; it is started again and told by the count.
      for (const seat of seats) if (!seat.replica || isGone(seat.replica)) await fill(seat)
    },
    async stop() {
      stopping.abort()
      await Promise.all(starting)
      for (const { replica } of seats) {
        replica?.child.kill('SIGCONT')
        await replica?.kill()
      }
    },
  }
}

async function rest(ms: number, end: AbortSignal): Promise<void> {
  const ending = Promise.withResolvers<void>()
  const done = (): void => ending.resolve()
  const timer = setTimeout(done, ms)
  end.addEventListener('abort', done, { once: true })
  if (!end.aborted) await ending.promise
  clearTimeout(timer)
  end.removeEventListener('abort', done)
}
