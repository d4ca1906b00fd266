import { Problem } from '@pao/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { defaultTenant } from '#identity/principal.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** It stays open for long and does little: it takes nobody's place. Asked of the call where not all are so. */
    lasting?: true | ((request: FastifyRequest) => boolean)
  }
}

export type AdmissionLimits = {
  /** Calls worked on at once; 0 = no limit. */
  most: number
  /** Calls that may wait for a place. */
  queue: number
  /** Milliseconds a call waits before it is sent away. */
  patienceMs?: number
}

/** Calls worked on, calls that wait, and calls sent away since the start. */
export type AdmissionCounts = { inside: number; waiting: number; shed: number }

type Waiting = { tenant: string; enter(error?: Problem): void; timer: NodeJS.Timeout }

/** So that who waits longest is still answered within two seconds. */
const usualPatienceMs = 1_500
/** The share of it that a call may be bound to wait for when it comes: the rest is for what comes in between. */
const bound = 2 / 3
/** How fast places get free is measured over so many milliseconds in which somebody always waits for one. */
const paceMs = 250
/** Seconds; spread, so that a crowd that was sent away does not come back as one. */
const [soonest, spread] = [1, 4]

/**
 * Places for the calls of one process, a bounded queue before them, and the tenants in turn: what is more is
 * sent away at once with 503, which costs far less than to let it in. AWS Builders' Library, "Using load shedding to avoid
 * overload"; Kubernetes API Priority and Fairness for the turns.
 */
export class Admission {
  readonly #limits: Required<AdmissionLimits>
  readonly #random: () => number
  readonly #queues = new Map<string, Waiting[]>()
  #inside = 0
  #waiting = 0
  #shed = 0
  /** Milliseconds between two places that get free; 0 = not known yet, because nobody waits, or not for long. */
  #pace = 0
  #freed = { count: 0, since: 0 }

  constructor(limits: AdmissionLimits, random: () => number) {
    this.#limits = { patienceMs: usualPatienceMs, ...limits }
    this.#random = random
  }

  get counts(): AdmissionCounts {
    return { inside: this.#inside, waiting: this.#waiting, shed: this.#shed }
  }

  /** Whether a call of this tenant would be sent away at once. */
  isFullFor(tenant: string): boolean {
    return this.isFull && !this.#longerThan(tenant)
  }

  /** Whether every place is taken, and the line so long that whoever joins it now would be answered too late, or not at all. */
  get isFull(): boolean {
    const { most, queue, patienceMs } = this.#limits
    if (most === 0 || this.#inside < most) return false
    return this.#waiting >= queue || this.#waiting * this.#pace > patienceMs * bound
  }

  /** Counts a call that is sent away; the seconds after which it may come again. */
  turnAway(): number {
    this.#shed += 1
    return soonest + Math.floor(this.#random() * spread)
  }

  /**
   * Calls back at once or when there is a place; with `server.overloaded` when there will be none in time. Whoever came
   * in gives the place back by `leave`. The answer takes the call out of the line; nothing where it is no longer in it.
   */
  enter(tenant: string, back: (error?: Problem) => void): () => void {
    if (this.#limits.most === 0 || this.#inside < this.#limits.most) {
      this.#inside += 1
      back()
      return nothing
    }
    if (this.isFull && !this.#makeRoom(tenant)) {
      back(this.#refusal())
      return nothing
    }
    const timer = setTimeout(() => this.#giveUp(one), this.#limits.patienceMs)
    const one: Waiting = { tenant, enter: back, timer }
    const line = this.#queues.get(tenant)
    if (line) line.push(one)
    else this.#queues.set(tenant, [one])
    if (this.#waiting === 0) this.#measure(0)
    this.#waiting += 1
    return () => this.#remove(one)
  }

  /** Gives a place back: to the tenant whose turn it is, to the call of it that has waited longest. */
  leave(): void {
    const [turn] = this.#queues.values()
    const [next] = turn ?? []
    if (!next) {
      this.#inside -= 1
      return
    }
    this.#freed.count += 1
    const passed = performance.now() - this.#freed.since
    if (passed >= paceMs) this.#measure(passed / this.#freed.count)
    this.#remove(next)
    const rest = this.#queues.get(next.tenant)
    if (rest) {
      this.#queues.delete(next.tenant)
      this.#queues.set(next.tenant, rest)
    }
    next.enter()
  }

  /** Begins to measure anew; until then places get free as they did. */
  #measure(pace: number): void {
    this.#pace = pace
    this.#freed = { count: 0, since: performance.now() }
  }

  /** Sends the newest call away of the tenant with the most in line, unless that is this one. */
  #makeRoom(tenant: string): boolean {
    const last = this.#longerThan(tenant)?.at(-1)
    if (!last) return false
    this.#giveUp(last)
    return true
  }

  /** The longest line, if this tenant's would still be shorter with one more in it. */
  #longerThan(tenant: string): readonly Waiting[] | undefined {
    const own = this.#queues.get(tenant)?.length ?? 0
    let longest: readonly Waiting[] = []
    for (const line of this.#queues.values()) if (line.length > longest.length) longest = line
    return longest.length > own + 1 ? longest : undefined
  }

  #giveUp(one: Waiting): void {
    if (this.#remove(one)) one.enter(this.#refusal())
  }

  #remove(one: Waiting): boolean {
    const line = this.#queues.get(one.tenant)
    const at = line?.indexOf(one) ?? -1
    if (!line || at < 0) return false
    clearTimeout(one.timer)
    line.splice(at, 1)
    if (line.length === 0) this.#queues.delete(one.tenant)
    this.#waiting -= 1
    return true
  }

  #refusal(): Problem {
    return new Problem('server.overloaded', { retry_after: this.turnAway() })
  }
}

function lasts(request: FastifyRequest): boolean {
  const { lasting } = request.routeOptions.config
  return typeof lasting === 'function' ? lasting(request) : lasting === true
}

function nothing(): void {
  // It waits for nothing.
}

/** Lets every call of these routes take its place before its body is read; what lasts takes none. */
export function admitCalls(app: FastifyInstance, admission: Admission): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (lasts(request)) return done()
    const { raw } = reply
    const leaveLine = admission.enter(
      request.caller?.principal.tenant ?? defaultTenant,
      (refusal) => {
        raw.off('close', leave)
        if (refusal) return done(refusal)
        // Once for every call that came in, whether it is answered or its caller has gone.
        if (raw.destroyed) admission.leave()
        else raw.once('close', () => admission.leave())
        done()
      },
    )
    function leave(): void {
      leaveLine()
    }
    raw.once('close', leave)
  })
}
