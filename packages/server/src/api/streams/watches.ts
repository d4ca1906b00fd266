import type { FastifyRequest } from 'fastify'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { catalogFrames } from './catalog-frames.ts'
import type { Frame, Frames } from './frames.ts'
import { newsFrames } from './news-frames.ts'
import { systemFrames, usualLookMs } from './system-frames.ts'
import { openTail } from './tail.ts'

/** What a watcher is sent, until the signal aborts. */
export type Watch = (signal: AbortSignal) => AsyncIterable<Frame>
/** What the caller of one call will be sent. Throws what a refused call is answered. */
export type WatchOf = (request: FastifyRequest) => Promise<Watch>

/** What happens to the request of the path. */
export function ofRequest({ requests }: ApiDeps, frames: Frames): WatchOf {
  return async (request) => {
    const principal = principalOf(request)
    const { id } = request.params as { id: string }
    const tail = await openTail(requests, principal, { id, after: afterOf(request) ?? 0 })
    return (signal) => frames(requests, { principal, id }, tail(signal))
  }
}

/** How the catalog changes. */
export function ofCatalog({ catalog }: ApiDeps): WatchOf {
  return async (request) => {
    const viewer = principalOf(request)
    const watch = { viewer, after: afterOf(request) }
    return (signal) => catalogFrames(catalog(viewer.tenant), watch, signal)
  }
}

/** What is new for the one who watches. */
export function ofNews(deps: ApiDeps): WatchOf {
  return async (request) => {
    const viewer = principalOf(request)
    return (signal) => newsFrames(deps, viewer, signal)
  }
}

/** How the system is. */
export function ofSystem(deps: ApiDeps): WatchOf {
  const everyMs = deps.settings.streams?.lookMs ?? usualLookMs
  return async (request) => {
    const watch = { viewer: principalOf(request), everyMs }
    return (signal) => systemFrames(deps, watch, signal)
  }
}

function afterOf({ query }: FastifyRequest): number | undefined {
  return (query as { after?: number }).after
}
