import { type StreamedEvent, streamEvents } from '@pao/sdk'
import { answerOf, connect, type Remote } from '../remote.ts'

/** Follows the requests that the actions of a watched one order, and theirs. */
export type Children = {
  /** To be told every event of the watched request. */
  hear(event: StreamedEvent): void
  /** The watched request has ended: what its children still have to tell is waited for briefly. */
  end(): Promise<void>
}

export type Watched = { id: string; actions: readonly { id: string; type: string }[] }

/** Told an event of a child and the way to it: the actions that ordered it, outermost first. */
type Say = (way: readonly string[], event: StreamedEvent) => void

const lastWordsMs = 2_000
/** After these the action may have ordered something. */
const telling = new Set(['action_waiting', 'action_succeeded', 'action_failed'])

/** Children found and followed beside the request itself; failing to see one never ends the watching. */
export function followChildren(remote: Remote, watched: Watched, say: Say): Children {
  const stop = new AbortController()
  const family: Family = { remote, say, stop: stop.signal, seen: new Set() }
  const hear = hearing(family, watched, [])
  const told: Promise<void>[] = []
  return {
    hear(event) {
      const looking = hear(event)
      if (looking) told.push(looking)
    },
    async end() {
      await Promise.race([Promise.all(told), remote.pause(lastWordsMs)])
      stop.abort()
    },
  }
}

type Family = { remote: Remote; say: Say; stop: AbortSignal; seen: Set<string> }

/** Looks for new children when an action that orders has something to tell. */
function hearing(
  family: Family,
  { id, actions }: Watched,
  way: readonly string[],
): (event: StreamedEvent) => Promise<void> | undefined {
  const ordering = new Set(
    actions.flatMap((action) => (action.type === 'catalog-request' ? [action.id] : [])),
  )
  return ({ type, action }) =>
    telling.has(type) && typeof action === 'string' && ordering.has(action)
      ? look(family, id, way).catch(() => undefined)
      : undefined
}

async function look(family: Family, id: string, way: readonly string[]): Promise<void> {
  const { children } = await requestOf(family.remote, id)
  const fresh = children.filter((child) => !family.seen.has(child.id))
  for (const child of fresh) family.seen.add(child.id)
  await Promise.all(fresh.map((child) => tell(family, child.id, [...way, child.action])))
}

async function tell(family: Family, id: string, way: readonly string[]): Promise<void> {
  const { remote, say, stop } = family
  const { url, token } = remote.config
  const access = { url, ...(token !== undefined && { token }) }
  const hear = hearing(family, await requestOf(remote, id), way)
  const below: Promise<void>[] = []
  for await (const event of streamEvents(access, id, { signal: stop, pause: remote.pause })) {
    say(way, event)
    const looking = hear(event)
    if (looking) below.push(looking)
  }
  await Promise.all(below)
}

function requestOf({ config }: Remote, id: string) {
  return answerOf(
    connect(config).GET('/api/v1/requests/{id}', { params: { path: { id } } }),
    config.url,
  )
}
