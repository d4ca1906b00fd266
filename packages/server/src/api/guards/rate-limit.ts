import type { Instant } from '@pao/core'

export type Take = { allowed: boolean; remaining: number; resetSeconds: number }

type Bucket = { tokens: number; at: Instant }

/** Callers remembered at once; the one heard of least recently is forgotten first. */
const mostCallers = 20_000

/** A token bucket for each caller, in this process's memory: with n replicas the limit is n times this. */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>()
  readonly #perMinute: number
  /** The limit as draft-ietf-httpapi-ratelimit-headers tells it. */
  readonly policy: string

  /** What the limit is called in headers. */
  readonly name: string

  /** `perMinute` calls may come at once and flow back evenly; 0 = no limit. */
  constructor(perMinute: number, name = 'default') {
    this.#perMinute = perMinute
    this.name = name
    this.policy = `"${name}";q=${perMinute};w=60`
  }

  get off(): boolean {
    return this.#perMinute === 0
  }

  /** Takes one call of this caller, if it has one left. */
  take(caller: string, now: Instant): Take {
    const limit = this.#perMinute
    const known = this.#buckets.get(caller)
    const flowedBack = known ? (Math.max(0, now - known.at) * limit) / 60_000 : 0
    const tokens = known ? Math.min(limit, known.tokens + flowedBack) : limit
    const allowed = tokens >= 1
    const left = allowed ? tokens - 1 : tokens
    if (known) {
      known.tokens = left
      known.at = now
    } else this.#remember(caller, { tokens: left, at: now })
    const missing = allowed ? limit - left : 1 - left
    return {
      allowed,
      remaining: Math.floor(left),
      resetSeconds: Math.ceil((missing * 60) / limit),
    }
  }

  #remember(caller: string, bucket: Bucket): void {
    if (this.#buckets.size >= mostCallers) {
      const oldest = this.#buckets.keys().next()
      if (!oldest.done) this.#buckets.delete(oldest.value)
    }
    this.#buckets.set(caller, bucket)
  }
}
