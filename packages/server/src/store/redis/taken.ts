import type { Relay } from './relay.ts'

/** What of the limits of callers was taken by calls to other replicas. */
export type TakenElsewhere = {
  /** One call was let through here. Costs no more than an entry in a map. */
  tell(limit: string, caller: string): void
  /** Calls back with the calls others let through. */
  hear(limit: string, hear: (caller: string, count: number) => void): void
}

/** Milliseconds over which calls are gathered; by so much the others know late. */
const gatherMs = 100
/** Callers in one message; the others go with the next. */
const mostTold = 500
/** Callers gathered at most while Redis is slow or more call than can be told. */
const mostGathered = 20_000

type Count = readonly [limit: string, caller: string, count: number]

/**
 * Tells the other replicas what was taken here and hears what they gave away. No call ever waits for it: without
 * Redis each replica counts for itself, and the limit is that of one replica times their number.
 */
export function openTaken(relay: Relay): TakenElsewhere & { stop(): void } {
  const gathered = new Map<string, number>()
  const ears = new Map<string, (caller: string, count: number) => void>()
  const unsubscribe = relay.hear('taken', (text) => {
    for (const [limit, caller, count] of countsIn(text)) ears.get(limit)?.(caller, count)
  })
  const timer = setInterval(() => {
    if (gathered.size === 0) return
    const told: Count[] = [...gathered].slice(0, mostTold).map(([name, count]) => {
      gathered.delete(name)
      const [limit = '', ...caller] = name.split(' ')
      return [limit, caller.join(' '), count]
    })
    relay.tell('taken', JSON.stringify(told))
  }, gatherMs)
  timer.unref()
  return {
    tell(limit, caller) {
      const name = `${limit} ${caller}`
      const known = gathered.get(name)
      if (known !== undefined || gathered.size < mostGathered) gathered.set(name, (known ?? 0) + 1)
    },
    hear: (limit, hear) => void ears.set(limit, hear),
    stop() {
      clearInterval(timer)
      unsubscribe()
    },
  }
}

/** It is sealed, so only another release could have written it otherwise. */
function countsIn(text: string): readonly Count[] {
  const told: unknown = JSON.parse(text)
  if (!Array.isArray(told)) return []
  return told.filter(isCount)
}

function isCount(one: unknown): one is Count {
  if (!Array.isArray(one)) return false
  const [limit, caller, count]: unknown[] = one
  return typeof limit === 'string' && typeof caller === 'string' && Number.isSafeInteger(count)
}
