import type { Instant } from '@pao/core'

/**
 * Remembers answers for a moment, so that a busy caller does not ask the database each time. What is
 * revoked elsewhere lives on here for at most `ttlMs`.
 */
export class Recent<T> {
  readonly #entries = new Map<string, { value: T; until: Instant }>()
  readonly #ttlMs: number
  readonly #most: number

  constructor(ttlMs: number, most: number) {
    this.#ttlMs = ttlMs
    this.#most = most
  }

  get(key: string, now: Instant): T | undefined {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    if (entry.until > now) return entry.value
    this.#entries.delete(key)
    return undefined
  }

  set(key: string, value: T, now: Instant): void {
    if (this.#entries.size >= this.#most) {
      const oldest = this.#entries.keys().next()
      if (!oldest.done) this.#entries.delete(oldest.value)
    }
    this.#entries.set(key, { value, until: now + this.#ttlMs })
  }

  forget(gone: (value: T) => boolean): void {
    for (const [key, { value }] of this.#entries) if (gone(value)) this.#entries.delete(key)
  }
}
