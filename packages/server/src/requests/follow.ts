import { sql } from 'kysely'
import { type Db, isUnavailable } from '#store/db.ts'
import type { Signal } from '#store/signal.ts'
import type { RequestKey } from './held.ts'
import { type RequestEvent, toEvent } from './request-event.ts'

export type Follower = {
  /**
   * Every event after `after`, in order, once, without gaps; first what is logged, then live, until the
   * signal aborts. Holds at most one page; whoever reads slowly gets the same rows later. Ends where the log does not
   * hold any more what is known to have happened (`known`: the request's number when it was read): its steps are no
   * longer kept.
   */
  follow(
    key: RequestKey,
    after: number,
    signal: AbortSignal,
    known?: number,
  ): AsyncIterable<RequestEvent>
  stop(): void
}

/** `known`: how far the request is known to have come; what of it is not in the log was there once. */
type Watcher = { key: RequestKey; seen: number; known: number; wake: () => void }
/** By what they watch: thousands may watch, and a hint is about one request. */
type Watchers = Map<string, Set<Watcher>>

const page = 200
const pollMs = 1_000

/** One listener and one poll for all watchers of this process; a lost hint costs a second, never an event. */
export function openFollower({
  db,
  of = () => db,
  signal,
}: {
  db: Db
  /** What the logs of one tenant are read from; left out = `db`. */
  of?: (tenant: string) => Db
  signal: Pick<Signal, 'subscribe'>
}): Follower {
  const watchers: Watchers = new Map()
  const wakeAll = (): void => {
    for (const each of watchers.values()) for (const { wake } of each) wake()
  }
  const unsubscribe = signal.subscribe('pao_request', (payload) => {
    if (payload === undefined) return wakeAll()
    const [tenant = '', id = '', seq] = payload.split(' ')
    return wakeBehind(watchers, { tenant, id, seq: Number(seq) })
  })
  const timer = setInterval(() => {
    poll(db, watchers).catch(() => undefined)
  }, pollMs)
  timer.unref()
  return {
    follow: (key, after, aborting, known = 0) =>
      watch(of(key.tenant), watchers, { key, after, known, aborting }),
    stop() {
      clearInterval(timer)
      unsubscribe()
      wakeAll()
    },
  }
}

type Standing = RequestKey & { seq: number }

function wakeBehind(watchers: Watchers, { tenant, id, seq }: Standing): void {
  for (const watcher of watchers.get(nameOf({ tenant, id })) ?? []) {
    watcher.known = Math.max(watcher.known, seq)
    if (seq > watcher.seen) watcher.wake()
  }
}

function nameOf({ tenant, id }: RequestKey): string {
  return `${tenant} ${id}`
}

type Watching = { key: RequestKey; after: number; known: number; aborting: AbortSignal }

async function* watch(
  db: Db,
  watchers: Watchers,
  { key, after, known, aborting }: Watching,
): AsyncGenerator<RequestEvent> {
  let news = Promise.withResolvers<void>()
  const watcher: Watcher = { key, seen: after, known, wake: () => news.resolve() }
  const end = (): void => news.resolve()
  aborting.addEventListener('abort', end, { once: true })
  const name = nameOf(key)
  const others = watchers.get(name) ?? new Set()
  watchers.set(name, others.add(watcher))
  try {
    while (!aborting.aborted) {
      // Renewed before reading: a hint that comes during the read is not lost.
      news = Promise.withResolvers<void>()
      const events = await nextPage(db, watcher)
      if (!events) return
      for (const event of events) {
        if (aborting.aborted) return
        watcher.seen = event.seq
        yield event
      }
      if (events.length < page && !aborting.aborted) await news.promise
    }
  } finally {
    others.delete(watcher)
    if (others.size === 0) watchers.delete(name)
    aborting.removeEventListener('abort', end)
  }
}

/**
 * The next page; undefined = what is known to have happened is no longer kept. While the database is away there is no
 * news; the poll or its return wakes the watcher.
 */
async function nextPage(
  db: Db,
  { key, seen, known }: Watcher,
): Promise<readonly RequestEvent[] | undefined> {
  try {
    const events = await readPage(db, key, seen)
    return events.length === 0 && known > seen ? undefined : events
  } catch (error) {
    if (isUnavailable(error)) return []
    throw error
  }
}

async function readPage(db: Db, key: RequestKey, after: number): Promise<readonly RequestEvent[]> {
  const rows = await db
    .selectFrom('request_event')
    .select(['seq', 'type', 'at', 'actor', 'data'])
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(page)
    .execute()
  return rows.map(toEvent)
}

/** Asks once for all watched requests how far their logs are. */
async function poll(db: Db, watchers: Watchers): Promise<void> {
  const ids = new Set<string>()
  for (const each of watchers.values()) for (const { key } of each) ids.add(key.id)
  if (ids.size === 0) return
  const rows = await db
    .selectFrom('request')
    .select(['tenant', 'id', 'seq'])
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
  for (const row of rows) wakeBehind(watchers, row)
}
