import type { Store } from './store.ts'
import { entryName, type Entry } from './store-rows.ts'
import { type Dice, diceOf } from './dice.ts'
import type { FaultName, Story } from './story.ts'
import type { Being, VirtualTime } from './time.ts'

/** A promise that was broken: its name as in the list of invariants, and what was seen. */
export type Violation = { invariant: string; text: string }

/** What the outside world made for one idempotency key. */
export type Made = {
  key: string
  kind: string
  tenant: string
  at: number
  /** More than one is what must never be. */
  count: number
  doneAt: number
  cancelled: boolean
}

/** What everybody in a world shares. */
export class World {
  readonly violations: Violation[] = []
  readonly counts = { faults: 0, refused: 0, crashes: 0 }
  /** Until then nobody reaches the database. */
  awayUntil = 0
  isCalm = false
  /** By the id a worker took when it started. */
  readonly workers = new Map<string, Being>()
  /** Called when the database goes away. */
  readonly onAway = new Set<() => void>()
  readonly start: number
  /** What stands in the ledger under a key. */
  remoteOf: (key: string) => Made = () => {
    throw new Error('The world has no remote yet')
  }
  readonly story: Story
  readonly time: VirtualTime
  readonly store: Store
  private readonly streams = new Map<string, Dice>()

  constructor(story: Story, time: VirtualTime, store: Store) {
    this.story = story
    this.time = time
    this.start = time.now
    this.store = store
  }

  /** Dice of one purpose only, so that one more throw here changes nothing there. */
  dice(purpose: string): Dice {
    const known = this.streams.get(purpose)
    if (known) return known
    const made = diceOf(this.story.seed, purpose)
    this.streams.set(purpose, made)
    return made
  }

  /** Whether this fault strikes now, `times` as often as elsewhere. Never once the world is calm. */
  strikes(fault: FaultName, times = 1): boolean {
    const chance = this.story.faults[fault]
    if (chance === undefined || this.isCalm) return false
    if (this.dice(fault)() >= chance * times) return false
    this.counts.faults += 1
    this.time.note(fault)
    return true
  }

  entryOf(tenant: string, id: string): Entry | undefined {
    return this.store.entries.get(entryName(tenant, id))
  }

  /** How often the request of an effect was started again. */
  livesOf(key: string): number {
    const id = key.split('/')[0] ?? ''
    const events = this.entryOf(this.tenantOf(id), id)?.events ?? []
    return events.filter(({ type }) => type === 'retry_requested').length
  }

  /** Ids are the world's own, so the request alone tells its tenant. */
  tenantOf(request: string): string {
    for (const { request: row } of this.store.entries.values())
      if (row.id === request) return row.tenant
    return ''
  }

  isAway(): boolean {
    return this.time.now < this.awayUntil
  }

  violate(invariant: string, text: string): void {
    this.violations.push({ invariant, text })
  }
}
