import type { Instant } from '@pao/core'
import type { Diagnostic } from '@pao/core/catalog'
import type { Swap } from './refresh.ts'
import type { CatalogSource, Reading } from './source.ts'

/** How the source and the catalog are, for /health and the operators. */
export type CatalogHealth = {
  status: 'ok' | 'degraded' | 'down'
  source: string
  revision?: string
  lastReadAt?: Instant
  /** Why the source could not be read; the catalog from before keeps serving. */
  error?: string
}

export type KeeperDeps = {
  source: CatalogSource
  now: () => Instant
  log: { info(facts: object, text: string): void; warn(facts: object, text: string): void }
  pollMs: number
  swap(reading: Reading, signal: AbortSignal): Promise<Swap>
  /** Called after each swap, before `refresh` settles. */
  swapped(swap: Swap): void
}

/** What one refresh came to. */
export type Refreshed = {
  changed: boolean
  revision: string | undefined
  diagnostics: readonly Diagnostic[]
}

/**
 * Keeps the catalog in step with its source: one refresh at a time, on a poll, a hint or a call. A call
 * while one runs waits for a later one, so that what was there when calling is surely read.
 */
export class Keeper {
  readonly #deps: KeeperDeps
  readonly #stop = new AbortController()
  #running: Promise<Refreshed> | undefined
  #next: Promise<Refreshed> | undefined
  #timer: NodeJS.Timeout | undefined
  #unwatch: () => void = () => undefined
  #diagnostics: readonly Diagnostic[] = []
  #revision: string | undefined
  #lastReadAt: Instant | undefined
  #error: string | undefined

  constructor(deps: KeeperDeps) {
    this.#deps = deps
  }

  /** Reads once, then on every poll and hint until disposed. A failing source does not stop the start. */
  async start(): Promise<void> {
    await this.#quietly()
    this.#unwatch = this.#deps.source.watch?.(() => this.hint()) ?? (() => undefined)
    this.#schedule()
  }

  /** Something may have changed: look soon. */
  hint(): void {
    if (!this.#stop.signal.aborted) void this.#quietly()
  }

  /** Reads the source now. Throws SourceFailure, and what the database throws. */
  refresh(): Promise<Refreshed> {
    if (!this.#running) return this.#run()
    this.#next ??= this.#running.then(
      () => this.#run(),
      () => this.#run(),
    )
    return this.#next
  }

  health(): CatalogHealth {
    const isReadable = this.#error === undefined
    return {
      status: isReadable ? 'ok' : 'degraded',
      source: this.#deps.source.describe(),
      ...(this.#revision !== undefined && { revision: this.#revision }),
      ...(this.#lastReadAt !== undefined && { lastReadAt: this.#lastReadAt }),
      ...(this.#error !== undefined && { error: this.#error }),
    }
  }

  /** What the checker said of the files as they were read last. */
  diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    this.#unwatch()
    clearTimeout(this.#timer)
    await this.#running?.catch(() => undefined)
  }

  #run(): Promise<Refreshed> {
    this.#next = undefined
    const running = this.#refreshOnce().finally(() => {
      if (this.#running === running) this.#running = undefined
    })
    this.#running = running
    return running
  }

  async #refreshOnce(): Promise<Refreshed> {
    const { source, now } = this.#deps
    try {
      const reading = await source.read(this.#stop.signal)
      const changed = reading === 'unchanged' ? false : await this.#take(reading)
      this.#lastReadAt = now()
      this.#error = undefined
      return { changed, revision: this.#revision, diagnostics: this.#diagnostics }
    } catch (error) {
      this.#error = error instanceof Error ? error.message : 'unknown'
      throw error
    }
  }

  async #take(reading: Reading): Promise<boolean> {
    try {
      const swap = await this.#deps.swap(reading, this.#stop.signal)
      this.#diagnostics = swap.diagnostics
      this.#revision = swap.revision
      this.#deps.swapped(swap)
      return true
    } catch (error) {
      // the reading was not taken, so the next one must be whole again
      this.#deps.source.forget()
      throw error
    }
  }

  async #quietly(): Promise<void> {
    try {
      await this.refresh()
    } catch (error) {
      if (this.#stop.signal.aborted) return
      const source = this.#deps.source.describe()
      this.#deps.log.warn({ err: error, source }, 'the catalog source cannot be read')
    }
  }

  #schedule(): void {
    if (this.#stop.signal.aborted) return
    this.#timer = setTimeout(() => {
      void this.#quietly().then(() => this.#schedule())
    }, this.#deps.pollMs)
    this.#timer.unref()
  }
}
