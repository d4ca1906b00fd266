import type { Run } from '@pao/core/engine'
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
  /** Taken away by a rollback. */
  undone: boolean
}

/** What somebody saw of an effect nobody knew of. */
export type Seen = { happened: boolean; outputs?: { object: string } }

/** What people answer, and from when on. */
export type Answer = { at: number; yes: boolean }

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
  /** What the outside made, by `<request>/<action>/<generation>`, whatever it answered. */
  readonly ledger = new Map<string, Made>()
  /** Calls of each process by effect and try. */
  readonly calls = new Map<string, number>()
  /** What people answer, by the key of the question. */
  readonly answers = new Map<string, Answer>()
  /** Told when nobody but a person can say what became of an action. */
  onUnknown: (request: string, action: string) => void = () => undefined
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

  /** What somebody finds who looks outside whether the action made, or took away, what it should. */
  seenOf(tenant: string, id: string, action: string): Seen {
    const entry = this.entryOf(tenant, id)
    if (!entry) return { happened: false }
    const { actions } = JSON.parse(entry.request.run) as Run
    const planned = this.store.planOf(entry.request).actions.find((one) => one.id === action)
    const about = planned?.undoes ?? action
    const key = `${id}/${about}/${actions[about]?.generation}`
    const made = this.ledger.get(key)
    if (planned?.undoes !== undefined) return { happened: made?.undone === true }
    return made ? { happened: true, outputs: { object: key } } : { happened: false }
  }

  /** Where the request of an effect stands, and where somebody last gave a word about the effect. */
  wordAbout(key: string): { seq: number; word: number } {
    const [id = '', action = ''] = key.split('/')
    const entry = this.entryOf(this.tenantOf(id), id)
    const words = (entry?.events ?? []).filter(
      ({ type, data }) => type === 'effect_resolved' && data.includes(`"action":"${action}"`),
    )
    return { seq: entry?.request.seq ?? 0, word: words.at(-1)?.seq ?? 0 }
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
