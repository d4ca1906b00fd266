import type { Instant } from '@pao/core'

type Options<T> = {
  now(): Instant
  /** Asks anew; a rejection leaves what is known as it is. */
  ask(): Promise<T>
  /** Told of each failed ask. */
  failed(error: unknown): void
  times: {
    /** Milliseconds after which it is asked anew, while the old answer is still used. */
    freshMs: number
    /** Milliseconds an answer is used at most when no newer one comes. */
    longestMs: number
    /** Milliseconds between two asks at least, whatever the reason. */
    pauseMs: number
  }
}

/** An answer of a remote system that is kept and asked for anew from time to time, once for all who wait. */
export class Refreshed<T> {
  readonly #options: Options<T>
  #value: T | undefined
  #at: Instant = Number.NEGATIVE_INFINITY
  #askedAt: Instant = Number.NEGATIVE_INFINITY
  #asking: Promise<void> | undefined

  constructor(options: Options<T>) {
    this.#options = options
  }

  /** The answer; undefined = there is none that may be used. An old one is used while a new one is on its way. */
  async get(): Promise<T | undefined> {
    const { now, times } = this.#options
    const age = now() - this.#at
    if (age >= times.freshMs) {
      const asking = this.#ask()
      if (age >= times.longestMs) await asking
    }
    return now() - this.#at < times.longestMs ? this.#value : undefined
  }

  /** The answer after another ask, unless the last one was a moment ago. */
  async again(): Promise<T | undefined> {
    await this.#ask()
    return this.get()
  }

  #ask(): Promise<void> {
    const { now, times } = this.#options
    if (this.#asking) return this.#asking
    if (now() - this.#askedAt < times.pauseMs) return Promise.resolve()
    this.#askedAt = now()
    this.#asking = this.#look()
    return this.#asking
  }

  async #look(): Promise<void> {
    const { now, ask, failed } = this.#options
    try {
      this.#value = await ask()
      this.#at = now()
    } catch (error) {
      failed(error)
    } finally {
      this.#asking = undefined
    }
  }
}
