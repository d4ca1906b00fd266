import { TransportFailure } from '@pao/connectors'

/** How long a call may take, who may call it off, and whether something has left once it fails. */
export type Bound = { signal: AbortSignal; timeoutMs: number; sent: boolean }

/**
 * Does the work and settles at the end of its time or when it is called off, whatever the work does then. Throws
 * TransportFailure; its message names the kind of trouble, never an address or a value.
 */
export async function within<T>(
  bound: Bound,
  work: (whole: AbortSignal) => Promise<T>,
): Promise<T> {
  if (bound.signal.aborted) throw calledOff({ sent: false })
  const whole = AbortSignal.any([bound.signal, AbortSignal.timeout(bound.timeoutMs)])
  const settled = new AbortController()
  try {
    return await Promise.race([work(whole), over(whole, settled.signal)])
  } catch (error) {
    throw failureUnder(bound, whole, error)
  } finally {
    settled.abort()
  }
}

function over(whole: AbortSignal, settled: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => reject(new Error('over'))
    whole.addEventListener('abort', end, { once: true, signal: settled })
  })
}

function calledOff(options: { sent: boolean; cause?: unknown }): TransportFailure {
  return new TransportFailure('aborted', 'The call was called off', options)
}

function failureUnder(
  { signal, timeoutMs, sent }: Bound,
  whole: AbortSignal,
  error: unknown,
): TransportFailure {
  if (error instanceof TransportFailure) return error
  const options = { sent, cause: error }
  if (signal.aborted) return calledOff(options)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (whole.aborted || code === 'ETIMEDOUT')
    return new TransportFailure('timeout', `No answer within ${timeoutMs} ms`, options)
  const why = /^[A-Z_]{1,40}$/.test(code) ? ` (${code})` : ''
  return new TransportFailure('connection', `The connection failed${why}`, options)
}
