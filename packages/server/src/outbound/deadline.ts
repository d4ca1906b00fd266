import { TransportFailure } from '@pao/connectors'

/** A call that ends when its caller says so or its time is over, whichever comes first. */
export type Bounded = { whole: AbortSignal; caller: AbortSignal; timeoutMs: number }

/** Bounds a call to `timeoutMs` milliseconds. Throws TransportFailure where it was called off before. */
export function boundedBy(caller: AbortSignal, timeoutMs: number): Bounded {
  if (caller.aborted) throw calledOff({ sent: false })
  return { caller, timeoutMs, whole: AbortSignal.any([caller, AbortSignal.timeout(timeoutMs)]) }
}

const calledOff = (options: { sent: boolean; cause?: unknown }) =>
  new TransportFailure('aborted', 'The call was called off', options)

/** What went wrong under a bound. The message names the kind of trouble, never an address or a value. */
export function failureUnder(
  { whole, caller, timeoutMs }: Bounded,
  error: unknown,
  sent: boolean,
): TransportFailure {
  if (error instanceof TransportFailure) return error
  const options = { sent, cause: error }
  if (caller.aborted) return calledOff(options)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (whole.aborted || code === 'ETIMEDOUT')
    return new TransportFailure('timeout', `No answer within ${timeoutMs} ms`, options)
  const why = /^[A-Z_]{1,40}$/.test(code) ? ` (${code})` : ''
  return new TransportFailure('connection', `The connection failed${why}`, options)
}
