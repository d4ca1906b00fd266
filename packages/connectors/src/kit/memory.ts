import type { Http } from './context.ts'

type Kept = { values: Map<string, unknown>; size: number }

/** What belongs to one dry run alone: nothing invented may be met by a real call, nor the other way round. */
const apart = new WeakMap<Http, WeakMap<Kept, Kept>>()

/** From now on what is remembered by calls through this door stays with it. */
export function remembersApart(http: Http): void {
  apart.set(http, new WeakMap())
}

/** From now on calls through the one door remember where those through the other do. */
export function remembersLike(http: Http, other: Http): void {
  const own = apart.get(other)
  if (own) apart.set(http, own)
}

/** Who remembers: calls through a door, or the process. */
type Keeping = { http?: Http }

/** What a connector remembers between its calls in this process: tokens, answers. Lost on a restart. */
export type Memory<T> = {
  get(context: Keeping, name: string): T | undefined
  set(context: Keeping, name: string, value: T): void
  drop(context: Keeping, name: string): void
}

/** Most of all values together, as `sizeOf` measures each. */
type Limit<T> = { total: number; sizeOf(value: T): number }

/**
 * A memory of at most that many names; the oldest goes when one more comes. The one place for state between calls,
 * so that a dry run leaves none behind.
 */
export function memory<T>(most: number, limit?: Limit<T>): Memory<T> {
  const shared = empty()
  const keptFor = ({ http }: Keeping): Kept => {
    const own = http && apart.get(http)
    if (!own) return shared
    const kept = own.get(shared) ?? empty()
    own.set(shared, kept)
    return kept
  }
  const sizeOf = (value: unknown): number => limit?.sizeOf(value as T) ?? 0
  const drop = (kept: Kept, name: string): void => {
    if (!kept.values.has(name)) return
    kept.size -= sizeOf(kept.values.get(name))
    kept.values.delete(name)
  }
  return {
    get: (context, name) => keptFor(context).values.get(name) as T | undefined,
    set(context, name, value) {
      const kept = keptFor(context)
      drop(kept, name)
      kept.values.set(name, value)
      kept.size += sizeOf(value)
      for (const oldest of kept.values.keys()) {
        if (kept.values.size <= most && kept.size <= (limit?.total ?? 0)) return
        drop(kept, oldest)
      }
    },
    drop: (context, name) => drop(keptFor(context), name),
  }
}

function empty(): Kept {
  return { values: new Map(), size: 0 }
}
