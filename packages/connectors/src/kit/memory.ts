import type { ActionContext, Http } from './context.ts'

type Kept = Map<string, unknown>

/** What belongs to one dry run alone: nothing invented may be met by a real call, nor the other way round. */
const apart = new WeakMap<Http, WeakMap<object, Kept>>()

/** From now on what is remembered by calls through this door stays with it. */
export function remembersApart(http: Http): void {
  apart.set(http, new WeakMap())
}

/** What a connector remembers between its calls in this process: tokens, answers. Lost on a restart. */
export type Memory<T> = {
  get(context: Pick<ActionContext, 'http'>, name: string): T | undefined
  set(context: Pick<ActionContext, 'http'>, name: string, value: T): void
}

/**
 * A memory of at most that many names; it is emptied when one more comes. The one place for state between calls,
 * so that a dry run leaves none behind.
 */
export function memory<T>(most: number): Memory<T> {
  const shared: Kept = new Map()
  const keptFor = ({ http }: Pick<ActionContext, 'http'>): Kept => {
    const own = apart.get(http)
    if (!own) return shared
    const kept: Kept = own.get(shared) ?? new Map()
    own.set(shared, kept)
    return kept
  }
  return {
    get: (context, name) => keptFor(context).get(name) as T | undefined,
    set(context, name, value) {
      const kept = keptFor(context)
      if (kept.size >= most) kept.clear()
      kept.set(name, value)
    },
  }
}
