import { type Db, isUnavailable } from '#store/db.ts'
import type { Signal } from '#store/signal.ts'
import type { RequestKey } from './held.ts'
import { type RequestEvent, toEvent } from './request-event.ts'

export type Follower = {
  /**
   * Every event after `after`, in order, once, without gaps; first what is logged, then live, until the
   * signal aborts. Holds at most one page; whoever reads slowly gets the same rows later.
   */
  follow(key: RequestKey, after: number, signal: AbortSignal): AsyncIterable<RequestEvent>
  stop(): void
}

type Watcher = { key: RequestKey; seen: number; wake: () => void }

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
  const watchers = new Set<Watcher>()
  const unsubscribe = signal.subscribe('pao_request', (payload) => {
    const [tenant, id, seq] = (payload ?? '').split(' ')
    for (const watcher of watchers) {
      const named = watcher.key.id === id && watcher.key.tenant === tenant
      if (payload === undefined || (named && Number(seq) > watcher.seen)) watcher.wake()
    }
  })
  const timer = setInterval(() => {
    poll(db, watchers).catch(() => undefined)
  }, pollMs)
  timer.unref()
  return {
    follow: (key, after, aborting) => watch(of(key.tenant), watchers, { key, after, aborting }),
    stop() {
      clearInterval(timer)
      unsubscribe()
      for (const { wake } of watchers) wake()
    },
  }
}

type Watching = { key: RequestKey; after: number; aborting: AbortSignal }

async function* watch(
  db: Db,
  watchers: Set<Watcher>,
  { key, after, aborting }: Watching,
): AsyncGenerator<RequestEvent> {
  let news = Promise.withResolvers<void>()
  const watcher: Watcher = { key, seen: after, wake: () => news.resolve() }
  const end = (): void => news.resolve()
  aborting.addEventListener('abort', end, { once: true })
  watchers.add(watcher)
  try {
    while (!aborting.aborted) {
      // Renewed before reading: a hint that comes during the read is not lost.
      news = Promise.withResolvers<void>()
      const events = await readPage(db, key, watcher.seen).catch(awayAsNone)
      for (const event of events) {
        if (aborting.aborted) return
        watcher.seen = event.seq
        yield event
      }
      if (events.length < page && !aborting.aborted) await news.promise
    }
  } finally {
    watchers.delete(watcher)
    aborting.removeEventListener('abort', end)
  }
}

/** While the database is away there is no news; the poll or its return wakes the watcher. */
function awayAsNone(error: unknown): readonly RequestEvent[] {
  if (isUnavailable(error)) return []
  throw error
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
async function poll(db: Db, watchers: ReadonlySet<Watcher>): Promise<void> {
  const ids = [...new Set([...watchers].map(({ key }) => key.id))]
  if (ids.length === 0) return
  const rows = await db
    .selectFrom('request')
    .select(['tenant', 'id', 'seq'])
    .where('id', 'in', ids)
    .execute()
  for (const watcher of watchers)
    if (
      rows.some(
        ({ tenant, id, seq }) =>
          id === watcher.key.id && tenant === watcher.key.tenant && seq > watcher.seen,
      )
    )
      watcher.wake()
}
