import { setTimeout as pause } from 'node:timers/promises'

/** How this process waits. Everything that waits in the requests room asks this, so time can be simulated. */
export type Timers = {
  /** Calls back once after `ms`; what is returned takes it back. `ref` false: it keeps no process alive. */
  after(ms: number, act: () => void, options?: { ref?: boolean }): () => void
  /** Calls back every `ms` until taken back. */
  every(ms: number, act: () => void, options?: { ref?: boolean }): () => void
  /** Resolves after `ms`. */
  pause(ms: number, options?: { ref?: boolean }): Promise<void>
  /** Aborts after `ms`, as `AbortSignal.timeout` does. */
  limit(ms: number): AbortSignal
}

/** Those of the process itself. */
export const timers: Timers = {
  after(ms, act, { ref = true } = {}) {
    const timer = setTimeout(act, ms)
    if (!ref) timer.unref()
    return () => clearTimeout(timer)
  },
  every(ms, act, { ref = true } = {}) {
    const timer = setInterval(act, ms)
    if (!ref) timer.unref()
    return () => clearInterval(timer)
  },
  pause: (ms, options = {}) => pause(ms, undefined, options),
  limit: (ms) => AbortSignal.timeout(ms),
}
