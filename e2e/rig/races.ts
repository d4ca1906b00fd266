import { openTestDatabase } from '../../packages/server/test/database.ts'
import { until } from '../server-process.ts'
import { compare, strangers } from './records.ts'
import { asking } from './stored.ts'
import { orderFrom, type Replica, startReplica } from './replica.ts'
import { type Around, callerOf, requestOf } from './calls.ts'
import { openWorld, type World } from './world.ts'

export type RaceOptions = {
  /** Stale reports wanted. */
  count: number
  /** Orders at once, of which about half are in the frozen worker's hands. */
  atOnce: number
  say(line: string): void
}

export type Raced = {
  /** Actions taken from a frozen owner that went on afterwards. */
  races: number
  /** Its late reports, refused and counted in `pao_stale_outcomes_total`. */
  refused: number
  /** Owners that learned of their loss before they could report. */
  gaveUp: number
  freezes: number
  effects: number
  takeoverMs: { p50: number; p99: number }
  violations: string[]
}

/** A process opens 64 connections to one target; what is beyond waits inside and would be no race. */
const mostHeld = 60
/** Milliseconds an answer may be kept back; the lease of 10 s and a busy machine fit in many times. */
const longestHoldMs = 120_000

/** Keeps back the answers to one caller; half of its calls take effect before, half after that. */
export type Gate = {
  around: Around
  /** Holds what this caller calls from now on. */
  hold(caller: string): void
  open(): void
  /** Held calls that have not been answered yet. */
  unanswered(): number
  /** Requests whose calls are held. */
  held(): readonly string[]
  /** When others first called for a request whose call is or was held, milliseconds. */
  taken: Map<string, number>
}

export function openGate(): Gate {
  let caller: string | undefined
  let opened = Promise.withResolvers<void>()
  const held = new Map<string, number>()
  const taken = new Map<string, number>()
  let answered = 0
  return {
    async around(call, act) {
      const request = requestOf(call)
      if (caller === undefined || callerOf(call) !== caller) {
        if (held.has(request) && !taken.has(request)) taken.set(request, performance.now())
        const reply = act()
        return { ...reply, body: { ...(reply.body as object), by: callerOf(call) } }
      }
      const first = held.size % 2 === 0
      held.set(request, performance.now())
      const before = first ? act() : undefined
      const timer = setTimeout(() => opened.resolve(), longestHoldMs)
      await opened.promise
      clearTimeout(timer)
      answered += 1
      const reply = before ?? act()
      return { ...reply, body: { ...(reply.body as object), by: callerOf(call) } }
    },
    hold(name) {
      caller = name
      opened = Promise.withResolvers()
      answered = 0
      held.clear()
      taken.clear()
    },
    open() {
      caller = undefined
      opened.resolve()
    },
    unanswered: () => held.size - answered,
    held: () => [...held.keys()],
    taken,
  }
}

/**
 * Freezes the owner of many actions in the middle of their calls until others have taken them over and
 * finished them, lets it go on and report, and looks that nothing of what it says is believed.
 */
export async function races(options: RaceOptions): Promise<Raced> {
  const gate = openGate()
  const world = await openWorld(gate.around)
  const database = await openTestDatabase()
  const slots = Math.min(Math.ceil(options.atOnce / 2) + 5, mostHeld)
  const env = { PAO_WORKER_SLOTS: String(slots) }
  const start = (name: string) => startReplica({ world, name, databaseUrl: database.url, env })
  const replicas: [Replica, Replica] = [await start('one'), await start('two')]
  const raced: Raced = {
    races: 0,
    refused: 0,
    gaveUp: 0,
    freezes: 0,
    effects: 0,
    takeoverMs: { p50: 0, p99: 0 },
    violations: [],
  }
  const takeovers: number[] = []
  const mostFreezes = Math.ceil((options.count / options.atOnce) * 8) + 2
  try {
    while (raced.refused < options.count && raced.freezes < mostFreezes) {
      const [frozen, other] = raced.freezes % 2 === 0 ? replicas : replicas.toReversed()
      if (!frozen || !other) break
      const round = { world, databaseUrl: database.url, gate, raced, takeovers, options }
      await freezeOnce(round, { frozen, other })
      options.say(
        `freeze ${raced.freezes}: ${raced.races} races, ${raced.refused} late reports refused`,
      )
    }
    const verdict = await compare(database.url, world, [])
    raced.violations.push(...verdict.violations, ...strangers(world, verdict.ids))
    if (raced.refused < options.count)
      raced.violations.push(`only ${raced.refused} of ${options.count} races came about`)
    raced.effects = verdict.effects
    raced.takeoverMs = spread(takeovers)
    return raced
  } finally {
    gate.open()
    for (const replica of replicas) await replica.kill()
    await database.close()
    await world.close()
  }
}

/** Median and 99th percentile, rounded. */
export function spread(values: readonly number[]): { p50: number; p99: number } {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0)
  return { p50: at(0.5), p99: at(0.99) }
}

type Round = {
  world: World
  databaseUrl: string
  gate: Gate
  raced: Raced
  takeovers: number[]
  options: RaceOptions
}

async function freezeOnce(
  { databaseUrl, gate, raced, takeovers, options }: Round,
  { frozen, other }: { frozen: Replica; other: Replica },
): Promise<void> {
  const before = await refusals(frozen)
  gate.hold(frozen.name)
  const ids = await order(frozen, `${frozen.name}-${raced.freezes}`, options.atOnce)
  await settled(databaseUrl, ids, gate)
  const held = gate.held()
  const frozenAt = performance.now()
  frozen.child.kill('SIGSTOP')
  try {
    await allEnded(databaseUrl, ids)
    gate.open()
    // The answers lie ready for the frozen owner, so that it has something to report when it wakes.
    await until(
      async () => gate.unanswered(),
      (left) => left === 0,
    )
  } finally {
    gate.open()
    frozen.child.kill('SIGCONT')
  }
  for (const id of held) takeovers.push((gate.taken.get(id) ?? Infinity) - frozenAt)
  const after = await told(frozen, before, held.length)
  raced.freezes += 1
  raced.races += held.length
  raced.refused += after.stale - before.stale
  raced.gaveUp = raced.races - raced.refused
  raced.violations.push(...(await believed(databaseUrl, held, other.name)))
}

export async function order(
  replica: Replica,
  prefix: string,
  count: number,
): Promise<readonly string[]> {
  const ids = await Promise.all(
    Array.from({ length: count }, (_, n) => orderFrom(replica, 'single', `${prefix}-${n}`)),
  )
  return ids.filter((id) => id !== undefined)
}

/** Until each request has ended or its call is held. */
async function settled(databaseUrl: string, ids: readonly string[], gate: Gate): Promise<void> {
  await asking(databaseUrl, (db) =>
    until(
      async () => {
        const { rows } = await db.query<{ id: string }>(
          `select id from request where id = any($1::uuid[]) and ended_at is null`,
          [ids],
        )
        const held = new Set(gate.held())
        return rows.filter(({ id }) => !held.has(id)).length
      },
      (open) => open === 0,
      60_000,
    ),
  )
}

export async function allEnded(databaseUrl: string, ids: readonly string[]): Promise<void> {
  await asking(databaseUrl, (db) =>
    until(
      async () => {
        const { rows } = await db.query<{ open: number }>(
          `select count(*)::int as open from request where id = any($1::uuid[]) and ended_at is null`,
          [ids],
        )
        return rows[0]?.open ?? 0
      },
      (open) => open === 0,
      90_000,
    ),
  )
}

/** What the replica has counted: late reports refused, leases it learned to have lost. */
export async function refusals(replica: Replica): Promise<Counted> {
  const { body } = await replica.call('GET', '/metrics')
  const sum = (name: string): number =>
    [...String(body).matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\d+)`, 'gm'))].reduce(
      (total, [, value]) => total + Number(value),
      0,
    )
  return { stale: sum('pao_stale_outcomes_total'), lost: sum('pao_leases_lost_total') }
}

type Counted = { stale: number; lost: number }

/** What was counted once every owner has reported or given up, and nothing more comes. */
async function told(frozen: Replica, before: Counted, held: number): Promise<Counted> {
  let last = before
  return until(
    async () => {
      const now = await refusals(frozen)
      const rests = now.stale === last.stale && now.lost === last.lost
      last = now
      return { ...now, rests }
    },
    ({ stale, lost, rests }) => rests && stale + lost - before.stale - before.lost >= held,
    60_000,
  )
}

/**
 * A request whose outputs come from anyone but the one who took it over believed a late report. What was kept back
 * before it called anybody (its target was busy) is no try.
 */
async function believed(
  databaseUrl: string,
  ids: readonly string[],
  by: string,
): Promise<string[]> {
  const { rows } = await asking(databaseUrl, (db) =>
    db.query<{ id: string; by: string; outcomes: string[] }>(
      `select r.id, r.run -> 'actions' -> 'make' -> 'outputs' ->> 'by' as by,
        (select array_agg(a.outcome order by a.fence) from attempt a
          where a.request_id = r.id and a.outcome is distinct from 'held') as outcomes
       from request r where r.id = any($1::uuid[])`,
      [ids],
    ),
  )
  return rows.flatMap(({ id, by: winner, outcomes }) => [
    ...(winner === by ? [] : [`believed: ${id} holds what ${winner} said late`]),
    ...(outcomes.join(' ') === 'lost succeeded'
      ? []
      : [`believed: the attempts of ${id} ended as ${outcomes.join(', ')}`]),
  ])
}
