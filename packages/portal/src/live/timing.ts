type Until = { ms: number; signal: AbortSignal }

/** Calls again and again, until the signal aborts. */
export function poll(act: () => void, { ms, signal }: Until): void {
  const timer = setInterval(act, ms)
  signal.addEventListener('abort', () => clearInterval(timer))
}

/**
 * Calls that come together become one, a moment after the first. While one is at work the next waits for its end, so
 * that calls without a pause never keep one from coming to its end. The act must not reject.
 */
export function gathered(act: () => Promise<void>, { ms, signal }: Until): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isBusy = false
  let isWanted = false
  signal.addEventListener('abort', () => clearTimeout(timer))
  const begin = async (): Promise<void> => {
    timer = undefined
    if (signal.aborted) return
    isBusy = true
    await act()
    isBusy = false
    if (isWanted) call()
  }
  const call = (): void => {
    isWanted = isBusy
    if (!isBusy) timer ??= setTimeout(() => void begin(), ms)
  }
  return call
}

/** Waits. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
