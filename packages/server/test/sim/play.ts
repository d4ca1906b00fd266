import type { Document } from '@pao/core/catalog'
import { keepFreezes } from './checks-calendar.ts'
import { checkAtEnd } from './checks-end.ts'
import { watchLimits } from './checks-limits.ts'
import { leftStanding } from './checks-parts.ts'
import { watchStore } from './checks-store.ts'
import { Clients } from './clients.ts'
import { between } from './dice.ts'
import type { Mortal } from './door.ts'
import { Remote } from './remote.ts'
import { type Planting, type Replica, type Setting, startReplica } from './replica.ts'
import { openStore } from './open-store.ts'
import { itemsOf, type Story } from './story.ts'
import { VirtualTime } from './time.ts'
import { type Violation, World } from './world.ts'

/** A bug put into the world on purpose. */
export type Bug = Planting & { world?(world: World): void }

export type Played = {
  violations: readonly Violation[]
  /** Equal in two plays of one story. */
  digest: number
  moments: number
  refused: number
  faults: number
  crashes: number
  claims: number
}

const start = Date.UTC(2026, 0, 1, 12)
/**
 * Virtual milliseconds of calm in which everything must have come to its end. Shorter than an action's
 * own time limit, which would end whatever was forgotten and so hide that it was.
 */
const mostCalmMs = 200_000

/** Plays a story from its first moment to the end of all that was ordered in it. */
export async function play(story: Story, bug: Bug = {}): Promise<Played> {
  const time = new VirtualTime(start)
  const store = openStore(() => time.now)
  const world = new World(story, time, store)
  const remote = new Remote(world)
  watchStore(world)
  if (story.rules) watchLimits(world)
  if (story.freezes) keepFreezes(world)
  store.passesOver = () => world.strikes('passed')
  bug.world?.(world)
  const cluster = new Cluster(world, remote, bug)
  cluster.begin()
  let nextLook = 0
  let looks = 0
  const isOver = (): boolean => {
    if (world.violations.length > 0) return true
    if (time.now < nextLook) return false
    nextLook = time.now + 200
    if (time.now > start + story.calmAt + mostCalmMs) return true
    // A little longer than the end, for whoever comes too late.
    looks = cluster.isDone() && remote.inFlight === 0 ? looks + 1 : 0
    return looks > 10
  }
  await time.play(isOver)
  if (world.violations.length === 0) checkAtEnd(world, cluster.clients.history)
  cluster.end()
  const { refused, faults, crashes } = world.counts
  const claims = [...store.entries.values()].reduce((sum, { attempts }) => sum + attempts.size, 0)
  const { digest, moments } = time
  return { violations: world.violations, digest, moments, refused, faults, crashes, claims }
}

/** The processes of a world: they die and come back, freeze, and lose the database together. */
class Cluster {
  readonly clients: Clients
  private readonly replicas = new Map<number, Replica>()
  private readonly world: World
  private readonly setting: Setting

  constructor(world: World, remote: Remote, planting: Planting) {
    this.world = world
    this.clients = new Clients(world, () => [...this.replicas.values()])
    const items = new Map<string, Document>(
      itemsOf(world.story).map((item) => [item.metadata.id, item]),
    )
    const outsiders = this.clients
    world.onUnknown = (request, action) => outsiders.onUnknown(request, action)
    this.setting = { world, remote, outsiders, items, planting, ears: new Set() }
  }

  begin(): void {
    const { story, time } = this.world
    for (let n = 0; n < story.replicas; n += 1) this.start(n, 0)
    this.clients.begin()
    this.planAways()
    time.after(story.calmAt, () => {
      this.world.isCalm = true
    })
  }

  /** Nothing is left to do, no part is still to be undone, and nobody is frozen who could still do something. */
  isDone(): boolean {
    const { store, time } = this.world
    if (this.clients.busy > 0) return false
    for (const { process } of this.replicas.values())
      if (process.frozenUntil > time.now) return false
    for (const { request } of store.entries.values()) if (request.ended_at === null) return false
    return leftStanding(this.world).length === 0
  }

  /** What still waits has nobody left to come for. */
  end(): void {
    for (const { process } of this.replicas.values()) process.alive = false
  }

  private start(n: number, life: number): void {
    const { world } = this
    const dice = world.dice(`life of ${n}`)
    const { skew = 0 } = world.story.faults
    const process: Mortal = {
      name: `p${n}.${life}`,
      alive: true,
      frozenUntil: 0,
      freeze: (ms) => {
        process.frozenUntil = world.time.now + ms
      },
      kill: () => {
        if (!process.alive) return
        process.alive = false
        world.counts.crashes += 1
        world.time.note(`killed ${process.name}`)
        for (const ear of this.setting.ears)
          if (ear.process === process) this.setting.ears.delete(ear)
        world.time.after(between(dice, 100, 3_000), () => this.start(n, life + 1))
      },
    }
    this.replicas.set(n, startReplica(this.setting, process, between(dice, -skew, skew)))
  }

  /** The database goes away a few times, for 0.2 to 6 seconds. */
  private planAways(): void {
    const { world } = this
    const dice = world.dice('away')
    const times = Math.ceil(world.story.faults.away ?? 0)
    for (let n = 0; n < times; n += 1) {
      const [at, ms] = [between(dice, 500, world.story.calmAt), between(dice, 200, 6_000)]
      world.time.after(at, () => {
        world.awayUntil = Math.max(world.awayUntil, world.time.now + ms)
        world.counts.faults += 1
        for (const cut of world.onAway) cut()
        // Whoever listens connects again and is told that it may have missed something.
        world.time.after(ms, () => {
          for (const ear of this.setting.ears) ear.hear(undefined)
        })
      })
    }
  }
}
