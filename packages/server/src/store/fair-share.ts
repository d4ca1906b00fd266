/** Who runs what in one worker, and whom the next fetch must leave out so that others get their turn. */
export type FairShare = {
  started(tenant: string): void
  ended(tenant: string): void
  /** Slots for jobs of whoever comes next. */
  free(): number
  /** Slots beyond those, kept for tenants that run nothing here. */
  spare(): number
  /** Slots one tenant may have while others wait. */
  share(): number
  /** Tenants that have their share. */
  over(): readonly string[]
  /** Tenants that run something here, or have lately. */
  known(): readonly string[]
}

/** Milliseconds for which a tenant that started something counts as one that shares. */
const recentMs = 2_000

/**
 * One worker's slots, divided evenly among the tenants that want them. A tenant alone takes all; a quarter
 * more is kept for tenants that have nothing running here, so that they need not wait for a slot to end.
 * `now` in milliseconds on a clock that does not jump.
 */
export function fairShare(slots: number, now: () => number): FairShare {
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
  const share = (): number => Math.ceil(slots / Math.max(2, known().length))
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
    share,
    over() {
      const most = share()
      return [...running].filter(([, count]) => count >= most).map(([tenant]) => tenant)
    },
    known,
  }
}
