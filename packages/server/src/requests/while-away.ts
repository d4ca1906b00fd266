import { isUnavailable } from '#store/db.ts'
import type { Timers } from '#timers.ts'

/** Milliseconds between tries while the database is away. */
export const againMs = [100, 300, 1_000, 2_000, 4_000]

/** Does it as soon as the database is there, if that is within a few seconds and nobody stops it. */
export async function whileAway<T>(
  timers: Pick<Timers, 'pause'>,
  work: () => Promise<T>,
  stopping?: AbortSignal,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      const wait = againMs[tries]
      if (wait === undefined || !isUnavailable(error)) throw error
      await timers.pause(wait)
      if (stopping?.aborted === true) throw error
    }
  }
}
