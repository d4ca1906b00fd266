import { startEmbedded } from '../../packages/server/src/store/embedded.ts'
import { pause, until } from '../server-process.ts'
import type { Around } from './calls.ts'
import { mostAtOnce } from './check-crowding.ts'
import { type Client, createClient } from './client.ts'
import { facts } from './items.ts'
import { createNemesis, type Deaths, type Nemesis } from './nemesis.ts'
import { type Person, startPerson } from './person.ts'
import { compare, strangers, type Verdict } from './records.ts'
import { openRedisTrouble, type RedisDeaths, type RedisTrouble } from './redis-trouble.ts'
import { asking } from './stored.ts'
import { type TakenOver, takenOver } from './taken-over.ts'
import { openWorld, type World } from './world.ts'

export type ChaosOptions = {
  minutes: number
  /** Orders a second the client tries to place. */
  rate: number
  /** Seconds between two kills of PostgreSQL. */
  databaseEvery: number
  /** Seconds between two troubles of Redis: killed, flushed, frozen in turn. */
  redisEvery: number
  say(line: string): void
}

export type ChaosReport = Deaths &
  RedisDeaths & {
    seconds: number
    requests: number
    states: Record<string, number>
    /** Codes that requests failed with. */
    failures: Record<string, number>
    calls: Record<string, number>
    effects: number
    calmSeconds: number
    takeoverMs: TakenOver
    /** What a person said of effects nobody knew of. */
    words: Person['words']
    /** Most calls of the limited item under way at once, of as many as its limit allows. */
    crowd: string
    violations: string[]
  }

const calmLimitMs = 300_000

type Moods = { around: Around; wild: boolean }

/** What the world does to each call while `wild`: takes effect and says otherwise, or says nothing. */
export function createMoods(): Moods {
  const moods: Moods = {
    wild: false,
    around(call, act) {
      const dice = moods.wild ? Math.random() : 1
      if (dice < 0.06) return { ...act(), status: 500, body: { error: 'made, but says no' } }
      if (dice < 0.12) return { ...act(), drop: true }
      if (dice < 0.16) return { status: 429, headers: { 'retry-after': '1' }, body: {} }
      if (dice < 0.2) return { status: 503, body: { error: call.path } }
      return dice < 0.4 ? later(100 + Math.random() * 1_500, act) : act()
    },
  }
  return moods
}

async function later<T>(ms: number, act: () => T): Promise<T> {
  await pause(ms)
  return act()
}

/**
 * Three replicas, one PostgreSQL, one Redis where there is one, a client, a person and a nemesis that kills and freezes all of it for a
 * while; then calm, in which everything must end; then the three records are compared.
 */
export async function chaos(options: ChaosOptions): Promise<ChaosReport> {
  const moods = createMoods()
  const world = await openWorld(moods.around)
  const quiet = { info: () => undefined, warn: () => undefined }
  const database = await startEmbedded({ dataDir: world.folder, log: quiet })
  const redis = await openRedisTrouble(options.redisEvery)
  const { databaseEvery } = options
  const nemesis = createNemesis({ world, database, databaseEvery, env: redis.env })
  const client = createClient({ replicas: nemesis.listening, rate: options.rate })
  const stage = { options, moods, world, databaseUrl: database.url, nemesis, redis, client }
  try {
    await nemesis.start()
    const person = startPerson({
      databaseUrl: database.url,
      world,
      replicas: nemesis.listening,
      canKnow: nemesis.isAwake,
    })
    try {
      return await report(stage, person, await rage(stage))
    } finally {
      await person.stop()
    }
  } finally {
    await nemesis.stop()
    await redis.stop()
    await database.stop()
    await world.close()
  }
}

type Stage = {
  options: ChaosOptions
  moods: Moods
  world: World
  databaseUrl: string
  nemesis: Nemesis
  redis: RedisTrouble
  client: Client
}

type Raged = { seconds: number; calmSeconds: number; stuck: number }

/** The wild part and the calm after it. */
async function rage({
  options,
  moods,
  world,
  databaseUrl,
  nemesis,
  redis,
  client,
}: Stage): Promise<Raged> {
  const began = performance.now()
  moods.wild = true
  const end = AbortSignal.timeout(options.minutes * 60_000)
  const telling = setInterval(
    () =>
      options.say(
        `${client.history.length} calls told, ${JSON.stringify({ ...nemesis.deaths, ...redis.deaths })}`,
      ),
    15_000,
  )
  await Promise.all([client.run(end), nemesis.run(end), redis.run(end), ticketTrouble(world, end)])
  clearInterval(telling)
  moods.wild = false
  const calm = performance.now()
  await nemesis.calm()
  await client.settle()
  const stuck = await calmed(databaseUrl)
  const [seconds, calmSeconds] = [calm - began, performance.now() - calm].map((ms) =>
    Math.round(ms / 1000),
  )
  return { seconds: seconds ?? 0, calmSeconds: calmSeconds ?? 0, stuck }
}

async function report(
  { world, databaseUrl, nemesis, redis, client }: Stage,
  person: Person,
  { seconds, calmSeconds, stuck }: Raged,
): Promise<ChaosReport> {
  const { killedAt } = nemesis
  const verdict = await compare(databaseUrl, world, client.history, { killedAt })
  return {
    ...nemesis.deaths,
    ...redis.deaths,
    seconds,
    requests: verdict.ids.length,
    states: verdict.states,
    failures: await failures(databaseUrl),
    calls: client.counts(),
    effects: verdict.effects,
    calmSeconds,
    takeoverMs: await takenOver(databaseUrl, nemesis, waiting),
    words: person.words,
    crowd: crowdOf(world, killedAt),
    violations: [
      ...violationsOf(verdict, world),
      ...nemesis.ownDeaths,
      ...(stuck > 0 ? [`stuck: ${stuck}`] : []),
    ],
  }
}

/** Items whose actions may wait for something else than a worker. */
const waiting = Object.keys(facts).filter((item) => facts[item]?.mayWait)

function crowdOf({ calls }: World, killedAt: ReadonlyMap<string, number>): string {
  const drawn = calls.filter(({ step }) => step === 'draw')
  return `${mostAtOnce(drawn, killedAt)} of ${facts['scarce']?.most ?? 0}`
}

function violationsOf({ ids, violations }: Verdict, world: World): string[] {
  return [...violations, ...strangers(world, ids)]
}

/** Jira drops answers after the fact, refuses and dawdles now and then; at the end it behaves. */
async function ticketTrouble({ fakes }: World, end: AbortSignal): Promise<void> {
  const { switches } = fakes.jira
  while (!end.aborted) {
    switches.dropAfterEffect = 2
    switches.failures = [{ status: 429, times: 2, retryAfter: 1 }]
    switches.slowMs = Math.random() < 0.5 ? 300 : 0
    await Promise.race([pause(3_000), aborted(end)])
  }
  Object.assign(switches, { dropAfterEffect: 0, failures: [], slowMs: 0 })
}

export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** Milliseconds between two looks of the sweep at what others left behind. */
const upkeepMs = 6_000

/** Requests that have not ended, and orders to stop something, when nothing has been wrong for a long while. */
async function calmed(databaseUrl: string): Promise<number> {
  const open = async (): Promise<number> =>
    asking(databaseUrl, async (db) => {
      const { rows } = await db.query<{ open: number }>(
        `select (select count(*) from request where ended_at is null)::int
          + (select count(*) from pgboss.job where state < 'completed'
              and data ->> 'entry' = 'cancel')::int as open`,
      )
      return rows[0]?.open ?? 0
    })
  const none = (): Promise<number> => until(open, (count) => count === 0, calmLimitMs).catch(open)
  await none()
  // What the sweep finds left behind by then may begin once more.
  await pause(upkeepMs)
  return none()
}

async function failures(databaseUrl: string): Promise<Record<string, number>> {
  const { rows } = await asking(databaseUrl, (db) =>
    db.query<{ code: string | null; count: number }>(
      `select run -> 'failure' ->> 'code' as code, count(*)::int from request
       where state = 'failed' group by 1`,
    ),
  )
  return Object.fromEntries(rows.map(({ code, count }) => [code ?? 'none', count]))
}
