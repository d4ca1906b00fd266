import type { Principal } from '#identity/principal.ts'
import { tokensOf } from '../approvals/people.ts'
import type { Requests } from '../deps.ts'
import type { Newsroom } from './news-hints.ts'
import { type NewsList, newsOf } from './news.ts'

/** Milliseconds. */
export type NewsTimes = {
  /** What comes within this time is looked at together. */
  gather: number
  /** Between two looks of one watcher, however much happens. */
  rest: number
  /** A look without any hint: some may have been lost, and absences begin by themselves. */
  patience: number
}

const usual: NewsTimes = { gather: 100, rest: 500, patience: 30_000 }

type WatchDeps = Parameters<typeof newsOf>[0] &
  Pick<Requests, 'db' | 'now' | 'shelf' | 'timers'> & { newsroom: Newsroom; times?: NewsTimes }

/**
 * What is new for somebody, now and within a second of whatever may have changed it, until the signal aborts. Nothing
 * is asked of the database meanwhile but one look in half a minute.
 */
export async function* watchNews(
  { newsroom, times = usual, ...deps }: WatchDeps,
  principal: Principal,
  signal: AbortSignal,
): AsyncGenerator<NewsList> {
  let hint = Promise.withResolvers<void>()
  const wake = (): void => hint.resolve()
  const seat = newsroom.join(principal.tenant, wake)
  signal.addEventListener('abort', wake, { once: true })
  let requests: readonly string[] = []
  try {
    while (!signal.aborted) {
      // Renewed before reading: a hint that comes during the read is not lost.
      hint = Promise.withResolvers()
      const names = [`user:${principal.id}`, ...(await tokensOf(deps, principal))]
      seat.concernedBy({ names, requests })
      const list = await newsOf(deps, principal)
      requests = waitingIn(list)
      seat.concernedBy({ names, requests })
      yield list
      const rested = deps.timers.pause(times.rest, { ref: false })
      await hintOr(deps, hint.promise, times.patience)
      if (signal.aborted) return
      await Promise.all([rested, deps.timers.pause(times.gather, { ref: false })])
    }
  } finally {
    seat.leave()
    signal.removeEventListener('abort', wake)
  }
}

/** Requests in which something waits for whoever watches: it is gone as soon as somebody else has done it. */
function waitingIn({ items }: NewsList): string[] {
  const waiting = items.filter(({ kind }) => kind === 'approval' || kind === 'task')
  return [...new Set(waiting.map(({ request }) => request))]
}

async function hintOr(
  { timers }: Pick<Requests, 'timers'>,
  hint: Promise<void>,
  patience: number,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const takeBack = timers.after(patience, resolve, { ref: false })
  await Promise.race([hint, promise])
  takeBack()
}
