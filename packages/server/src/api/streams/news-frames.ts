import { setTimeout as pause } from 'node:timers/promises'
import type { Principal } from '#identity/principal.ts'
import type { ApiDeps } from '../deps.ts'
import { iso } from '../routes/request-views.ts'
import type { Frame } from './frames.ts'

/** Milliseconds between two looks, unless the settings say otherwise: each reads what waits for one person. */
export const usualNewsMs = 10_000

export type NewsWatch = { viewer: Principal; everyMs: number }

/**
 * How much is new for the watcher and what is newest, now and whenever that differs at a later look. Numbered from 1 for
 * each watcher: there is nothing to resume, the newest frame says it all.
 */
export async function* newsFrames(
  { talk, now }: Pick<ApiDeps, 'talk' | 'now'>,
  { viewer, everyMs }: NewsWatch,
  signal: AbortSignal,
): AsyncGenerator<Frame> {
  let told = ''
  for (let seq = 1; !signal.aborted;) {
    const { items, unread } = await talk.news(viewer)
    const [newest] = items
    const picture = {
      unread,
      newest: newest
        ? { key: newest.key, kind: newest.kind, at: iso(newest.at), request: newest.request }
        : null,
    }
    const text = JSON.stringify(picture)
    if (text !== told) {
      yield { seq, type: 'notifications', at: iso(now()), ...picture }
      seq += 1
      told = text
    }
    await pause(everyMs, undefined, { signal }).catch(() => undefined)
  }
}
