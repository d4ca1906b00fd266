import type { Timers } from '#timers.ts'

/** The time of one call: `signal` aborts when the caller's does, or when the time is up. */
export type CallTime = {
  signal: AbortSignal
  /** Whether the time was up before the caller called it off. */
  isUp(): boolean
  /** To be called with the end of the call. */
  end(): void
}

/**
 * Starts it. Not `AbortSignal.any` over a timeout: with a listener that is kept, and all it holds, until the
 * time is up, which is minutes after a call that took milliseconds.
 */
export function startCallTime(
  timers: Pick<Timers, 'after'>,
  caller: AbortSignal,
  ms: number,
): CallTime {
  const own = new AbortController()
  const callOff = (): void => own.abort(caller.reason)
  let up = false
  const takeBack = timers.after(
    ms,
    () => {
      up = !own.signal.aborted
      own.abort(new DOMException('The call took longer than it may', 'TimeoutError'))
    },
    { ref: false },
  )
  if (caller.aborted) callOff()
  else caller.addEventListener('abort', callOff, { once: true })
  return {
    signal: own.signal,
    isUp: () => up,
    end() {
      takeBack()
      caller.removeEventListener('abort', callOff)
    },
  }
}
