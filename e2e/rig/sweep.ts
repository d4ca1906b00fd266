import { openTestDatabase } from '../../packages/server/test/database.ts'
import { until } from '../server-process.ts'
import type { Point } from './crash-points.ts'
import { asking, compare, strangers, type Told, type Verdict } from './records.ts'
import { orderFrom, isGone, type Replica, send, startReplica } from './replica.ts'
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

const endLimitMs = 120_000
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
  try {
    const points: Watched['points'] = []
    for (const item of items) {
      await send(replica, { watch: true })
      const id = await orderFrom(replica, item, `watched-${item}`)
      await ends(database.url, id ?? '')
      const { seen = [] } = (await send(replica, { tell: true })) ?? {}
      points.push(...seen.map((point) => ({ item, point })))
    }
    return { points, first: await compare(database.url, world, []) }
  } finally {
    await replica.kill()
    await database.close()
  }
}

async function ends(databaseUrl: string, id: string): Promise<string> {
  return asking(databaseUrl, (db) =>
    until(
      async () => {
        const { rows } = await db.query<{ state: string }>(
          'select state from request where id = $1',
          [id],
        )
        return rows[0]?.state ?? 'missing'
      },
      (state) => state === 'completed' || state === 'failed' || state === 'missing',
      endLimitMs,
    ),
  )
}

type Lane = { world: World; lane: number; tasks: Task[]; all: Swept; say(line: string): void }

/** The server that brings one order to its end is the one killed by the next. */
async function sweepLane({ world, lane, tasks, all, say }: Lane): Promise<readonly string[]> {
  const database = await openTestDatabase()
  const history: Told[] = []
  let starts = 0
  const start = (): Promise<Replica> => {
    starts += 1
    return startReplica({ world, name: `lane${lane}.${starts}`, databaseUrl: database.url })
  }
  let replica = await start()
  try {
    for (let task = tasks.shift(); task; task = tasks.shift()) {
      const key = `${lane}-${starts}-${task.item}-${nameOf(task.point)}-${task.tries}`
      const tried = await tryPoint({ replica, task, key: keyOf(key), start })
      replica = tried.replica
      history.push({ type: 'ok', what: 'submit', key: keyOf(key), id: tried.id, at: 0 })
      const state = await ends(database.url, tried.id)
      // Killed later by the same point, while it was brought to its end.
      if (isGone(replica)) replica = await start()
      if (state !== 'completed')
        all.violations.push(`${task.item}, ${nameOf(task.point)}: ended as ${state}`)
      if (tried.killed) all.killed += 1
      else if (task.tries + 1 < mostTries) tasks.push({ ...task, tries: task.tries + 1 })
      else all.missed.push(`${task.item}: ${nameOf(task.point)}`)
      say(`${tried.killed ? 'killed' : 'passed by'} ${task.item} ${nameOf(task.point)}: ${state}`)
    }
    const verdict = await compare(database.url, world, history)
    all.effects += verdict.effects
    all.violations.push(...verdict.violations)
    return verdict.ids
  } finally {
    await replica.kill()
    await database.close()
  }
}

function keyOf(text: string): string {
  return text.replaceAll(/[^\w.-]+/g, '_').slice(0, 200)
}

type Trying = { replica: Replica; task: Task; key: string; start(): Promise<Replica> }

/** Orders under the threat; the client repeats with its key until it is answered. */
async function tryPoint({
  replica,
  task,
  key,
  start,
}: Trying): Promise<{ replica: Replica; id: string; killed: boolean }> {
  await send(replica, { kill: task.point })
  const taken = await orderFrom(replica, task.item, key)
  const passed = taken === undefined ? undefined : await quiet(replica)
  if (taken !== undefined && passed === 'alive') return { replica, id: taken, killed: false }
  const next = await start()
  const id = await orderFrom(next, task.item, key)
  if (id === undefined) throw new Error(`a server that nobody kills died:\n${next.output()}`)
  return { replica: next, id, killed: true }
}

const quietMs = 8_000

/** Alive this long after the order was taken, it has passed its point by. */
async function quiet(replica: Replica): Promise<'alive' | 'dead'> {
  const alive = new Promise<'alive'>((resolve) =>
    setTimeout(() => resolve('alive'), quietMs).unref(),
  )
  return Promise.race([alive, replica.gone.then(() => 'dead' as const)])
}
