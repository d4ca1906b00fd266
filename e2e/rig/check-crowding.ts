import type { Calling } from './calls.ts'
import { facts } from './items.ts'
import type { Stored } from './stored.ts'

/**
 * Never more calls of a limited item's steps under way at once than its limit says, as the stand-in saw
 * them. A call of a caller that was killed may still run there, but nobody waits for it any more.
 */
export function againstCrowding(
  requests: readonly Stored[],
  calls: readonly Calling[],
  killedAt: ReadonlyMap<string, number>,
): string[] {
  return Object.entries(facts).flatMap(([item, { most, makes }]) => {
    if (most === undefined) return []
    const ids = new Set(requests.filter((one) => one.item === item).map(({ id }) => id))
    const own = calls.filter(({ request, step }) => ids.has(request) && makes.includes(step))
    const peak = mostAtOnce(own, killedAt)
    return peak > most ? [`crowded: ${peak} calls of ${item} at once, of ${most}`] : []
  })
}

/** Most of these calls under way at one moment. */
export function mostAtOnce(
  calls: readonly Calling[],
  killedAt: ReadonlyMap<string, number>,
): number {
  const changes = calls.flatMap(({ caller, from, to = Infinity }) => {
    const end = Math.min(to, killedAt.get(caller) ?? Infinity)
    return end > from ? [[from, 1] as const, [end, -1] as const] : []
  })
  // What ends in the moment in which another begins has made room for it.
  const inTurn = changes.toSorted(([a, one], [b, other]) => a - b || one - other)
  let [count, peak] = [0, 0]
  for (const [, change] of inTurn) {
    count += change
    peak = Math.max(peak, count)
  }
  return peak
}
