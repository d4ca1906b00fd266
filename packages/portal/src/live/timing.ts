type Until = { ms: number; signal: AbortSignal }

/** Calls again and again, until the signal aborts. */
export function poll(act: () => void, { ms, signal }: Until): void {
  const timer = setInterval(act, ms)
  signal.addEventListener('abort', () => clearInterval(timer))
}

/** Calls that come together become one, a moment after the first. */
export function gathered(act: () => unknown, { ms, signal }: Until): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  signal.addEventListener('abort', () => clearTimeout(timer))
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined
      if (!signal.aborted) act()
    }, ms)
  }
}

/** Waits. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
