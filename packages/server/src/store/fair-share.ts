/** Who runs what in one worker, and whom the next fetch must leave out so that others get their turn. */
export type FairShare = {
  started(tenant: string): void
  ended(tenant: string): void
  /** Slots for jobs of whoever comes next. */
  free(): number
  /** Slots beyond those, kept for tenants that run nothing here. */
  spare(): number
  /** Slots to be given out at once while others wait: the least that is anybody's share. */
  portion(): number
  /** Tenants that have their share. */
  over(): readonly string[]
  /** Tenants that run something here, or have lately. */
  known(): readonly string[]
}

/** Milliseconds for which a tenant that started something counts as one that shares. */
const recentMs = 2_000

/**
 * One worker's slots, divided among the tenants that want them by their weights (1 for each is evenly). A tenant alone takes
 * all; a quarter more is kept for tenants that have nothing running here, so that they need not wait for a slot to end.
 * `now` in milliseconds on a clock that does not jump.
 */
export function fairShare(
  slots: number,
  now: () => number,
  weightOf: (tenant: string) => number = () => 1,
): FairShare {
  const running = new Map<string, number>()
  const startedAt = new Map<string, number>()
  const spareSlots = Math.ceil(slots / 4)
  let sum = 0
  const known = (): string[] => {
    const since = now() - recentMs
    for (const [tenant, at] of startedAt)
      if (at < since && !running.has(tenant)) startedAt.delete(tenant)
    return [...startedAt.keys()]
  }
  /** Of whoever is alone the slots of one more are held back, whoever that will be. */
  const shareIn = (all: readonly string[]): ((tenant: string) => number) => {
    const total = all.reduce((weights, tenant) => weights + weightOf(tenant), 0)
    return (tenant) => {
      const own = weightOf(tenant)
      return Math.ceil((slots * own) / Math.max(own + 1, total))
    }
  }
  return {
    started(tenant) {
      sum += 1
      running.set(tenant, (running.get(tenant) ?? 0) + 1)
      startedAt.set(tenant, now())
    },
    ended(tenant) {
      sum -= 1
      const left = (running.get(tenant) ?? 0) - 1
      if (left > 0) running.set(tenant, left)
      else running.delete(tenant)
    },
    free: () => Math.max(0, slots - sum),
    spare: () => Math.max(0, Math.min(spareSlots, slots + spareSlots - sum)),
    portion() {
      const all = known()
      return Math.min(Math.ceil(slots / 2), ...all.map(shareIn(all)))
    },
    over() {
      const share = shareIn(known())
      return [...running].filter(([tenant, count]) => count >= share(tenant)).map(([one]) => one)
    },
    known,
  }
}
