import type { Connector } from '@pao/connectors'
import type { Document } from '@pao/core/catalog'
import type { Requests } from '../../src/requests/deps.ts'
import { openRequests } from '../../src/requests/open.ts'
import { startWork } from '../../src/requests/work.ts'
import type { Jobs } from '../../src/store/jobs.ts'
import { type JobData, startPump } from '../../src/store/pump.ts'
import type { Channel, Signal } from '../../src/store/signal.ts'
import { connectorsOf, type Outsiders } from './connectors.ts'
import { between } from './dice.ts'
import { Door, type Mortal } from './door.ts'
import { waitedLongMs } from './grounds.ts'
import type { Remote } from './remote.ts'
import { jobInsert } from './store.ts'
import type { World } from './world.ts'
import { bareSurroundings, nothing, noWay, silentTelemetry } from './quiet.ts'

type Ear = (payload: string | undefined) => void

/** What planted bugs may put in the place of a part of a replica. */
export type Planting = {
  room?(requests: Requests): Requests
  connector?(connector: Connector, world: World): Connector
}

export type Setting = {
  world: World
  remote: Remote
  outsiders: Outsiders
  items: ReadonlyMap<string, Document>
  planting: Planting
  /** All that hear hints; every replica adds its own ears. */
  ears: Set<{ channel: Channel; hear: Ear; process: Mortal }>
}

export type Replica = { process: Mortal; requests: Requests }

const slots = 4

/** A process with the whole room in it: production's code over the world's ports. */
export function startReplica(setting: Setting, process: Mortal, skew: number): Replica {
  const { world, planting } = setting
  const door = new Door(world, process)
  const signal = signalOf(setting, process)
  const now = (): number => Math.round(world.time.now + skew)
  let ids = 0
  const requests = openRequests({
    db: door.db,
    jobs: jobsOf(world, { door, signal, process }),
    signal,
    cipher: { seal: noWay, open: noWay, derive: noWay },
    now,
    newId: () => idOf(process.name, (ids += 1)),
    random: world.dice('room'),
    timers: world.time.timersOf(process),
    telemetry: { ...silentTelemetry, outcomeStale: () => void (world.counts.refused += 1) },
    findItem: (_principal, id) => {
      const document = setting.items.get(id)
      return document && { document, hash: id }
    },
    definition: (_tenant, hash) => setting.items.get(hash),
    connectors: plantedIn(setting, connectorsOf({ ...setting, process })),
    ...bareSurroundings,
  })
  const room = planting.room?.(requests) ?? requests
  const { id } = startWork(room, { slots: world.story.slots ?? slots })
  world.workers.set(id, process)
  const kill = process.kill.bind(process)
  process.kill = () => {
    kill()
    // The server notices a dead client soon, not at once.
    world.time.after(between(world.dice('latency'), 1, 20), () => door.cut())
  }
  world.onAway.add(() => door.cut())
  return { process, requests: room }
}

function plantedIn(
  { planting, world }: Setting,
  connectors: ReadonlyMap<string, Connector>,
): ReadonlyMap<string, Connector> {
  const { connector: plant } = planting
  if (!plant) return connectors
  return new Map([...connectors].map(([type, connector]) => [type, plant(connector, world)]))
}

/** Hints to the process itself come at once; to others late, out of order, or never. */
function signalOf({ world, ears }: Setting, process: Mortal): Signal {
  const dice = world.dice('hints')
  return {
    publish(channel, payload) {
      for (const ear of ears) {
        if (ear.channel !== channel) continue
        const isOwn = ear.process === process
        if (!isOwn && (world.isAway() || world.strikes('dropped'))) continue
        const late = !isOwn && world.strikes('late') ? dice() * 5_000 : 0
        const ms = isOwn ? 0 : between(dice, 0.5, 10) + late
        world.time.after(ms, () => ear.hear(payload), ear.process)
      }
    },
    subscribe(channel, hear) {
      const ear = { channel, hear, process }
      ears.add(ear)
      return () => ears.delete(ear)
    },
    stop: async () => undefined,
  }
}

type Port = { door: Door; signal: Signal; process: Mortal }

const keptMs = 30_000
const triedMost = 3

/** The queue: production's pump over a few rows of the model. */
function jobsOf(world: World, { door, signal, process }: Port): Jobs {
  const { store, time } = world
  const fetch = (most: number, ignored: readonly string[]): { id: string; data: JobData }[] => {
    for (const job of store.jobs)
      if (job.fetchedAt !== null && job.fetchedAt + keptMs < time.now && job.tries < triedMost)
        job.fetchedAt = null
    const free = store.jobs.filter(
      ({ fetchedAt, data }) => fetchedAt === null && !ignored.includes(data.tenant),
    )
    const taken = free.toSorted((a, b) => b.priority - a.priority).slice(0, most)
    for (const job of taken) Object.assign(job, { fetchedAt: time.now, tries: job.tries + 1 })
    return taken.map(({ id, data }) => ({ id, data }))
  }
  const drop = (ids: readonly string[]): void => {
    const left = store.jobs.filter(({ id }) => !ids.includes(id))
    store.jobs.splice(0, store.jobs.length, ...left)
  }
  const raiseOld = (): void => {
    for (const job of store.jobs) {
      const level = Math.min(3, Math.floor((time.now - job.createdAt) / 60_000))
      if (job.fetchedAt === null) job.priority = Math.max(job.priority, level)
    }
  }
  const age = (): Promise<void> => door.ask('age', undefined, raiseOld)
  return {
    insert: jobInsert,
    async enqueue(_tx, jobs) {
      if (jobs.length === 0) return
      const sql = jobInsert.text('$1')
      const parameters = [jobInsert.rows(jobs)]
      await door.ask('job_insert', undefined, () => store.execute(sql, parameters))
    },
    wake: () => signal.publish('pao_job', ''),
    waitedMs: () =>
      door.ask('backlog', undefined, () =>
        store.jobs.some(({ fetchedAt }) => fetchedAt === null) ? waitedLongMs : 0,
      ),
    work: (handle, options) =>
      startPump({
        fetch: (most, ignored) => door.ask('fetch', undefined, () => fetch(most, ignored)),
        settle: (ids) => door.ask('delete', undefined, () => drop(ids)),
        age,
        signal,
        timers: time.timersOf(process),
        clock: () => time.now,
        onError: nothing,
        handle,
        slots: options.slots,
      }),
    age,
    stop: async () => undefined,
  }
}

/** An id as the room checks them, of its process and count. */
function idOf(process: string, count: number): string {
  const hex = Buffer.from(process).toString('hex').slice(-12).padStart(12, '0')
  return `${count.toString(16).padStart(8, '0')}-0000-7000-8000-${hex}`
}
