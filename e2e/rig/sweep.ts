import { openTestDatabase } from '../../packages/server/test/database.ts'
import { type Carried, carry, ends, toldOf } from './carry.ts'
import type { Point } from './crash-points.ts'
import { facts } from './items.ts'
import { startPerson } from './person.ts'
import { compare, strangers, type Told, type Verdict } from './records.ts'
import { isGone, type Replica, send, startReplica } from './replica.ts'
import { openWorld, type World } from './world.ts'

export type SweepOptions = {
  /** Items ordered. */
  items: readonly string[]
  /** Every how manieth boundary; 1 = all. */
  every: number
  /** Databases, and so servers, that are swept side by side. */
  lanes: number
  say(line: string): void
}

export type Swept = {
  boundaries: number
  tried: number
  /** Points at which a process really died. */
  killed: number
  /** Points that no try came by, as text. */
  missed: string[]
  effects: number
  violations: string[]
}

type Task = { item: string; point: Point; tries: number }

/** An order may go another way than the one that was watched; then its point is tried again. */
const mostTries = 4

export function nameOf({ label, nth, side }: Point): string {
  return `${side} ${label} #${nth}`
}

/**
 * Watches one order of each item to learn its boundaries, then orders once per boundary and kills the
 * server there, starts another, and compares the three records when every order has ended.
 */
export async function sweep(options: SweepOptions): Promise<Swept> {
  const world = await openWorld()
  try {
    const { points, first } = await watch(world, options)
    const tasks = points
      .filter((_, index) => index % options.every === 0)
      .map((task) => ({ ...task, tries: 0 }))
    options.say(`${points.length} boundaries, ${tasks.length} to try, ${options.lanes} lanes`)
    const all: Swept = {
      boundaries: points.length,
      tried: tasks.length,
      killed: 0,
      missed: [],
      effects: first.effects,
      violations: first.violations,
    }
    const lanes = Array.from({ length: options.lanes }, (_, lane) =>
      sweepLane({ world, lane, tasks, all, say: options.say }),
    )
    const ids = (await Promise.all(lanes)).flat()
    all.violations.push(...strangers(world, [...first.ids, ...ids]))
    return all
  } finally {
    await world.close()
  }
}

type Watched = { points: Omit<Task, 'tries'>[]; first: Verdict }

/** The boundaries of one undisturbed order of each item, in the order they were passed. */
async function watch(world: World, { items }: SweepOptions): Promise<Watched> {
  const database = await openTestDatabase()
  const replica = await startReplica({ world, name: 'watched', databaseUrl: database.url })
  const history: Told[] = []
  try {
    const points: Watched['points'] = []
    for (const item of items) {
      await send(replica, { watch: true })
      const order = { databaseUrl: database.url, item, key: `watched-${item}` }
      const id = (await carry(replica, order)) ?? ''
      await ends(database.url, id)
      history.push(...toldOf(order, id))
      const { seen = [] } = (await send(replica, { tell: true })) ?? {}
      points.push(...seen.map((point) => ({ item, point })))
    }
    return { points, first: await compare(database.url, world, history) }
  } finally {
    await replica.kill()
    await database.close()
  }
}

type Lane = { world: World; lane: number; tasks: Task[]; all: Swept; say(line: string): void }

/** The server that brings one order to its end is the one killed by the next. */
async function sweepLane({ world, lane, tasks, all, say }: Lane): Promise<readonly string[]> {
  const database = await openTestDatabase()
  const { url } = database
  const history: Told[] = []
  const seat = openSeat(world, `lane${lane}`, url)
  const person = startPerson({ databaseUrl: url, world, replicas: seat.taken })
  try {
    await seat.fill()
    for (let task = tasks.shift(); task; task = tasks.shift()) {
      const text = `${lane}-${seat.starts()}-${task.item}-${nameOf(task.point)}-${task.tries}`
      const order = { databaseUrl: url, item: task.item, key: keyOf(text) }
      const { id, killed } = await tryPoint(seat, task, order)
      history.push(...toldOf(order, id))
      const state = await endsSomehow(seat, url, id)
      say(`${killed ? 'killed' : 'passed by'} ${task.item} ${nameOf(task.point)}: ${state}`)
      if (state !== facts[task.item]?.end)
        all.violations.push(`${task.item}, ${nameOf(task.point)}: ended as ${state}`)
      if (killed) all.killed += 1
      else if (task.tries + 1 < mostTries) tasks.push({ ...task, tries: task.tries + 1 })
      else all.missed.push(`${task.item}: ${nameOf(task.point)}`)
    }
    const verdict = await compare(url, world, history)
    all.effects += verdict.effects
    all.violations.push(...verdict.violations)
    return verdict.ids
  } finally {
    await person.stop()
    for (const replica of seat.taken()) await replica.kill()
    await database.close()
  }
}

/** The place of one server; whoever died there is followed by another. */
type Seat = {
  fill(): Promise<Replica>
  taken(): readonly Replica[]
  starts(): number
}

function openSeat(world: World, name: string, databaseUrl: string): Seat {
  let starts = 0
  let replica: Replica | undefined
  return {
    async fill() {
      if (replica && !isGone(replica)) return replica
      starts += 1
      replica = await startReplica({ world, name: `${name}.${starts}`, databaseUrl })
      return replica
    },
    taken: () => (replica ? [replica] : []),
    starts: () => starts,
  }
}

/** The end of the order, whoever else is killed by the same point on the way to it. */
async function endsSomehow(seat: Seat, url: string, id: string): Promise<string> {
  const ending = ends(url, id)
  for (;;) {
    const { gone } = await seat.fill()
    const state = await Promise.race([ending, gone.then(() => undefined)])
    if (state !== undefined) return state
  }
}

/** Orders under the threat; the client repeats with its keys until it is answered. */
async function tryPoint(
  seat: Seat,
  { point }: Task,
  order: Carried,
): Promise<{ id: string; killed: boolean }> {
  const replica = await seat.fill()
  await send(replica, { kill: point })
  const taken = await carry(replica, order)
  const passed = taken === undefined ? undefined : await quiet(replica)
  if (taken !== undefined && passed === 'alive') return { id: taken, killed: false }
  const next = await seat.fill()
  const id = await carry(next, order)
  if (id === undefined) throw new Error(`a server that nobody kills died:\n${next.output()}`)
  return { id, killed: true }
}

const quietMs = 8_000

/** Alive this long after the order was taken, it has passed its point by. */
async function quiet(replica: Replica): Promise<'alive' | 'dead'> {
  const alive = new Promise<'alive'>((resolve) =>
    setTimeout(() => resolve('alive'), quietMs).unref(),
  )
  return Promise.race([alive, replica.gone.then(() => 'dead' as const)])
}

function keyOf(text: string): string {
  return text.replaceAll(/[^\w.-]+/g, '_').slice(0, 200)
}
