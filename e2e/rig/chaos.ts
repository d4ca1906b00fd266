import { startEmbedded } from '../../packages/server/src/store/embedded.ts'
import { pause, until } from '../server-process.ts'
import { createClient } from './client.ts'
import { createNemesis, type Deaths } from './nemesis.ts'
import { asking, compare, strangers, type Verdict } from './records.ts'
import { spread } from './races.ts'
import { openWorld, type Around, type World } from './world.ts'

export type ChaosOptions = {
  minutes: number
  /** Orders a second the client tries to place. */
  rate: number
  /** Seconds between two kills of PostgreSQL. */
  databaseEvery: number
  say(line: string): void
}

export type ChaosReport = Deaths & {
  seconds: number
  requests: number
  states: Record<string, number>
  /** Codes that requests failed with. */
  failures: Record<string, number>
  calls: Record<string, number>
  effects: number
  calmSeconds: number
  takeoverMs: { count: number; p50: number; p99: number }
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
 * Three replicas, one PostgreSQL, a client and a nemesis that kills and freezes all of it for a while;
 * then calm, in which everything must end; then the three records are compared.
 */
export async function chaos(options: ChaosOptions): Promise<ChaosReport> {
  const moods = createMoods()
  const world = await openWorld(moods.around)
  const quiet = { info: () => undefined, warn: () => undefined }
  const database = await startEmbedded({ dataDir: world.folder, log: quiet })
  const nemesis = createNemesis({ world, database, databaseEvery: options.databaseEvery })
  try {
    await nemesis.start()
    const client = createClient({ replicas: nemesis.listening, rate: options.rate })
    const began = performance.now()
    moods.wild = true
    const end = AbortSignal.timeout(options.minutes * 60_000)
    const telling = setInterval(
      () => options.say(`${client.history.length} calls told, ${JSON.stringify(nemesis.deaths)}`),
      15_000,
    )
    await Promise.all([client.run(end), nemesis.run(end), ticketTrouble(world, end)])
    clearInterval(telling)
    moods.wild = false
    const calm = performance.now()
    await nemesis.calm()
    await client.settle()
    const stuck = await calmed(database.url)
    const verdict = await compare(database.url, world, client.history)
    return {
      ...nemesis.deaths,
      seconds: Math.round((calm - began) / 1000),
      requests: verdict.ids.length,
      states: verdict.states,
      failures: await failures(database.url),
      calls: client.counts(),
      effects: verdict.effects,
      calmSeconds: Math.round((performance.now() - calm) / 1000),
      takeoverMs: await takeovers(database.url, nemesis.killedAt),
      violations: [
        ...violationsOf(verdict, world),
        ...nemesis.ownDeaths,
        ...(stuck > 0 ? [`stuck: ${stuck}`] : []),
      ],
    }
  } finally {
    await nemesis.stop()
    await database.stop()
    await world.close()
  }
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

/** Requests that have not ended when nothing has been wrong for a long while. */
async function calmed(databaseUrl: string): Promise<number> {
  const open = async (): Promise<number> =>
    asking(databaseUrl, async (db) => {
      const { rows } = await db.query<{ open: number }>(
        'select count(*)::int as open from request where ended_at is null',
      )
      return rows[0]?.open ?? 0
    })
  return until(open, (count) => count === 0, calmLimitMs).catch(open)
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

type Taken = { worker: string; started: Date; next: Date }

/** From the death of a replica to the next claim of each action it held. */
async function takeovers(
  databaseUrl: string,
  killedAt: ReadonlyMap<string, number>,
): Promise<ChaosReport['takeoverMs']> {
  const { names, taken } = await asking(databaseUrl, async (db) => ({
    names: await db.query<{ worker: string; name: string }>(
      `select distinct worker, input -> 'headers' ->> 'x-replica' as name from attempt
       where input -> 'headers' ->> 'x-replica' is not null`,
    ),
    taken: await db.query<Taken>(
      `select a.worker, a.started_at as started, b.started_at as next from attempt a
       join attempt b on b.tenant = a.tenant and b.request_id = a.request_id
         and b.action_id = a.action_id and b.fence = a.fence + 1
       where a.outcome = 'lost'`,
    ),
  }))
  const nameOf = new Map(names.rows.map(({ worker, name }) => [worker, name]))
  const waits = taken.rows.flatMap(({ worker, started, next }) => {
    const died = killedAt.get(nameOf.get(worker) ?? '')
    return died !== undefined && started.getTime() <= died && next.getTime() > died
      ? [next.getTime() - died]
      : []
  })
  return { count: waits.length, ...spread(waits) }
}
