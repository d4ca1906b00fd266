import type { Life, Nemesis, Span } from './nemesis.ts'
import { spread } from './races.ts'
import { asking } from './stored.ts'

type Spread = { count: number; p50: number; p99: number }

/** Milliseconds from the death of a worker to the next claim of each action it held. */
export type TakenOver = {
  all: Spread
  /** Those during which the database and, at each moment, some worker was up. */
  attended: Spread
  /** Those during which the database and the very worker that went on were up. */
  undisturbed: Spread
  /** All, without the moments after the lease in which the database was down or no worker was up. */
  able: Spread
  /** From the death until the loss was written, and from there to the next claim. */
  noticed: Spread
  claimed: Spread
  /** Those that took longest, each with what was down meanwhile. */
  slowest: string[]
}

type Taken = {
  request: string
  action: string
  worker: string
  started: Date
  lost: Date
  heir: string
  next: Date
}

type Wait = { died: number; lost: number; next: number; heir: string; text: string }

const told = 8

/** Reads the takeovers out of the attempts; `but` = items whose actions may wait for something else. */
export async function takenOver(
  databaseUrl: string,
  nemesis: Pick<Nemesis, 'lives' | 'killedAt' | 'outages'>,
  but: readonly string[],
): Promise<TakenOver> {
  const waits = await waitsOf(databaseUrl, nemesis.killedAt, but)
  const calm = waits.filter((wait) => isUndisturbed(nemesis, wait))
  const attended = waits.filter((wait) => isAttended(nemesis, wait))
  return {
    all: spreadOf(waits, ({ died, next }) => next - died),
    attended: spreadOf(attended, ({ died, next }) => next - died),
    undisturbed: spreadOf(calm, ({ died, next }) => next - died),
    able: spreadOf(waits, (wait) => ableMs(nemesis, wait)),
    noticed: spreadOf(waits, ({ died, lost }) => lost - died),
    claimed: spreadOf(waits, ({ lost, next }) => next - lost),
    slowest: slowest(nemesis, waits),
  }
}

function spreadOf(waits: readonly Wait[], ms: (wait: Wait) => number): Spread {
  return { count: waits.length, ...spread(waits.map(ms)) }
}

async function waitsOf(
  databaseUrl: string,
  killedAt: ReadonlyMap<string, number>,
  but: readonly string[],
): Promise<readonly Wait[]> {
  const { names, taken } = await asking(databaseUrl, async (db) => ({
    names: await db.query<{ worker: string; name: string }>(
      `select distinct worker, input -> 'headers' ->> 'x-replica' as name from attempt
       where input -> 'headers' ->> 'x-replica' is not null`,
    ),
    taken: await db.query<Taken>(
      `select a.request_id as request, a.action_id as action, a.worker, a.started_at as started,
        a.ended_at as lost, b.worker as heir, b.started_at as next
       from attempt a join request r on r.tenant = a.tenant and r.id = a.request_id
       join attempt b on b.tenant = a.tenant and b.request_id = a.request_id
         and b.action_id = a.action_id and b.fence = a.fence + 1
       where a.outcome = 'lost' and r.item_id <> all($1)`,
      [but],
    ),
  }))
  const nameOf = new Map(names.rows.map(({ worker, name }) => [worker, name]))
  return taken.rows.flatMap(({ worker, heir, started, lost, next, ...step }): Wait[] => {
    const died = killedAt.get(nameOf.get(worker) ?? '')
    const [at, claim] = [lost.getTime(), next.getTime()]
    // One that was frozen before it died had been taken for dead already.
    if (died === undefined || started.getTime() > died || at <= died) return []
    const text = `${step.action} of ${step.request}`
    return [{ died, lost: at, next: claim, heir: nameOf.get(heir) ?? '', text }]
  })
}

type Troubles = Pick<Nemesis, 'lives' | 'outages'>

function isUndisturbed({ lives, outages }: Troubles, { died, next, heir }: Wait): boolean {
  const life = lives.get(heir)
  const meanwhile = { from: died, to: next }
  const isUp = life !== undefined && life.from <= died
  return isUp && !within(meanwhile, life.frozen) && !within(meanwhile, outages)
}

const stepMs = 50
const leaseMs = 10_000

function isAttended(troubles: Troubles, { died, next }: Wait): boolean {
  return lonelyMs(troubles, died, next) === 0
}

/** The lease is waited for in any case; after it only those moments count in which somebody could have gone on. */
function ableMs(troubles: Troubles, { died, next }: Wait): number {
  const over = Math.min(died + leaseMs, next)
  return next - died - Math.min(lonelyMs(troubles, over, next), next - over)
}

/** Milliseconds in which the database was down or no worker was up. */
function lonelyMs({ lives, outages }: Troubles, from: number, to: number): number {
  let ms = 0
  for (let at = from; at < to; at += stepMs) {
    const moment = { from: at, to: at }
    if (within(moment, outages) || upAll(lives, moment).length === 0) ms += stepMs
  }
  return ms
}

function within(meanwhile: Span, spans: readonly Span[]): boolean {
  return spans.some((span) => meets(meanwhile, span))
}

function meets(one: Span, { from, to = Infinity }: Span): boolean {
  return from < (one.to ?? Infinity) && to > one.from
}

function slowest({ lives, outages }: Troubles, waits: readonly Wait[]): string[] {
  return waits
    .toSorted((a, b) => b.next - b.died - (a.next - a.died))
    .slice(0, told)
    .map(({ died, lost, next, heir, text }) => {
      const meanwhile = { from: died, to: next }
      const down = outages.filter((span) => meets(meanwhile, span)).map(since(died))
      const lifeOf = lives.get(heir)
      return [
        `${next - died} ms (able ${ableMs({ lives, outages }, { died, lost, next, heir, text })}, noticed after ${lost - died}): ${text}`,
        `database down ${down.join(', ') || 'never'}`,
        `${heir} up since ${(lifeOf?.from ?? Number.NaN) - died}`,
        `alone for ${lonelyMs({ lives, outages }, died, next)} ms`,
      ].join('; ')
    })
}

function since(died: number): (span: Span) => string {
  return ({ from, to }) => `${from - died} to ${(to ?? Number.NaN) - died}`
}

function upAll(lives: ReadonlyMap<string, Life>, { from, to = Infinity }: Span): string[] {
  return [...lives].flatMap(([name, life]) =>
    life.from <= from && (life.to ?? Infinity) >= to && !within({ from, to }, life.frozen)
      ? [name]
      : [],
  )
}
