import type { Principal } from '#identity/principal.ts'
import type { ApiDeps } from '../deps.ts'
import { iso } from '../routes/request-views.ts'
import type { Frame } from './frames.ts'

/**
 * How much is new for the watcher, how much waits for them and what is newest, now and whenever that differs. Numbered
 * from 1 for each watcher: there is nothing to resume, the newest frame says it all.
 */
export async function* newsFrames(
  { talk, now }: Pick<ApiDeps, 'talk' | 'now'>,
  viewer: Principal,
  signal: AbortSignal,
): AsyncGenerator<Frame> {
  let told = ''
  let seq = 1
  for await (const { items, unread } of talk.watchNews(viewer, signal)) {
    const [newest] = items
    const waiting = items.filter(({ kind }) => kind === 'approval' || kind === 'task').length
    const picture = {
      unread,
      waiting,
      newest: newest
        ? { key: newest.key, kind: newest.kind, at: iso(newest.at), request: newest.request }
        : null,
    }
    const text = JSON.stringify(picture)
    if (text === told) continue
    yield { seq, type: 'notifications', at: iso(now()), ...picture }
    seq += 1
    told = text
  }
}
