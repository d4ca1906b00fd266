import type { Instant } from '@pao/core'

export type Take = { allowed: boolean; remaining: number; resetSeconds: number }

type Bucket = { tokens: number; at: Instant }

/** Callers remembered at once; the one heard of least recently is forgotten first. */
const mostCallers = 20_000

/** How the replicas tell each other what they let through, by name of the limit and caller; neither waits nor throws. */
export type TakenElsewhere = {
  tell(limit: string, caller: string): void
  hear(limit: string, hear: (caller: string, count: number) => void): void
}

/**
 * A token bucket for each caller, in this process's memory. What other replicas let through is taken from it as soon
 * as they tell; while they do not, n replicas together let through n times the limit.
 */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>()
  readonly #perMinute: number
  readonly #elsewhere: TakenElsewhere | undefined
  readonly #own: ReadonlyMap<string, number>

  /** What the limit is called in headers. */
  readonly name: string

  /** `perMinute` calls may come at once and flow back evenly; 0 = no limit. `own` are limits of callers that have another. */
  constructor(
    perMinute: number,
    name = 'default',
    elsewhere?: TakenElsewhere,
    own: ReadonlyMap<string, number> = new Map(),
  ) {
    this.#perMinute = perMinute
    this.#elsewhere = elsewhere
    this.name = name
    this.#own = own
  }

  /** From now on counts what other replicas let through too; `now` as for `take`. */
  listen(now: () => Instant): void {
    if (!this.off)
      this.#elsewhere?.hear(this.name, (caller, count) => this.#given(caller, count, now()))
  }

  get off(): boolean {
    return this.#perMinute === 0 && this.#own.size === 0
  }

  /** Calls a minute of this caller; 0 = no limit. */
  limitOf(caller: string): number {
    return this.#own.get(caller) ?? this.#perMinute
  }

  /** The caller's limit as draft-ietf-httpapi-ratelimit-headers tells it. */
  policyOf(caller: string): string {
    return `"${this.name}";q=${this.limitOf(caller)};w=60`
  }

  /** Takes one call of this caller, if it has one left. */
  take(caller: string, now: Instant): Take {
    const limit = this.limitOf(caller)
    const tokens = this.#tokens(caller, now)
    const allowed = tokens >= 1
    const left = allowed ? tokens - 1 : tokens
    this.#set(caller, left, now)
    if (allowed) this.#elsewhere?.tell(this.name, caller)
    const missing = allowed ? limit - left : 1 - left
    return {
      allowed,
      remaining: Math.max(0, Math.floor(left)),
      resetSeconds: Math.ceil((missing * 60) / limit),
    }
  }

  /** A debt for what others gave away at the same moment is paid back, but never for longer than a minute. */
  #given(caller: string, count: number, now: Instant): void {
    const left = this.#tokens(caller, now) - Math.max(0, count)
    this.#set(caller, Math.max(-this.limitOf(caller), left), now)
  }

  #tokens(caller: string, now: Instant): number {
    const limit = this.limitOf(caller)
    const known = this.#buckets.get(caller)
    if (!known) return limit
    return Math.min(limit, known.tokens + (Math.max(0, now - known.at) * limit) / 60_000)
  }

  #set(caller: string, tokens: number, at: Instant): void {
    const known = this.#buckets.get(caller)
    if (known) Object.assign(known, { tokens, at })
    else this.#remember(caller, { tokens, at })
  }

  #remember(caller: string, bucket: Bucket): void {
    if (this.#buckets.size >= mostCallers) {
      const oldest = this.#buckets.keys().next()
      if (!oldest.done) this.#buckets.delete(oldest.value)
    }
    this.#buckets.set(caller, bucket)
  }
}
