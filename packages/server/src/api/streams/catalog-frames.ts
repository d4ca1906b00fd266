import type { Principal } from '#identity/principal.ts'
import type { CatalogCalls } from '../catalog-calls.ts'
import { iso } from '../routes/request-views.ts'
import type { Frame } from './frames.ts'

/** Changes read at once; a watcher that was away for longer gets them page by page. */
const pageSize = 100

export type CatalogWatch = {
  viewer: Principal
  /** Number of the last change the watcher knows; left out = what is served now. */
  after: number | undefined
}

/**
 * Every change of the catalog after a number, once and in order, with the ids of the items the viewer may see; then
 * each as it is served, until the signal aborts.
 */
export async function* catalogFrames(
  catalog: Pick<CatalogCalls, 'seq' | 'onChange' | 'changesAfter'>,
  { viewer, after = catalog.seq }: CatalogWatch,
  signal: AbortSignal,
): AsyncGenerator<Frame> {
  let news = Promise.withResolvers<void>()
  const wake = (): void => news.resolve()
  const leave = catalog.onChange(wake)
  signal.addEventListener('abort', wake, { once: true })
  try {
    for (let seen = after; !signal.aborted;) {
      news = Promise.withResolvers()
      const changes = await catalog.changesAfter(viewer, seen, pageSize)
      for (const change of changes) {
        seen = change.seq
        yield { seq: change.seq, type: 'catalog_changed', at: iso(change.at), ...change.changes }
      }
      if (changes.length === 0 && !isAborted(signal)) await news.promise
    }
  } finally {
    leave()
    signal.removeEventListener('abort', wake)
  }
}

/** Asked again after a pause: the type checker does not know that it changes meanwhile. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted
}
