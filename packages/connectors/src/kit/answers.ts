import type { Answer } from './context.ts'
import {
  ConnectionMissing,
  SecretUnavailable,
  TransportFailure,
  type TransportKind,
} from './context.ts'
import type { FailureClass, Outcome } from './outcome.ts'

/** Longest Retry-After we obey, one hour: a remote typo must not park an action for a year. */
const longestRetryAfterMs = 3_600_000

/**
 * Retry-After of an answer in milliseconds, capped at an hour. Seconds or an HTTP date (RFC 9110
 * section 10.2.3); undefined when absent or unreadable.
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const raw = headers.get('retry-after')
  if (raw === null || raw.trim() === '') return undefined
  const seconds = Number(raw)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(raw) - now
  if (!Number.isFinite(ms)) return undefined
  return Math.min(Math.max(ms, 0), longestRetryAfterMs)
}

/** The one reading of an HTTP status, so that "retryable" means the same in every connector. */
export function statusClass(status: number): { class: FailureClass; retryable: boolean } {
  if (status === 429) return { class: 'rate_limit', retryable: true }
  if (status === 408) return { class: 'timeout', retryable: true }
  if (status === 425 || status >= 500) return { class: '5xx', retryable: status !== 501 }
  return { class: 'permanent', retryable: false }
}

/** An unwelcome answer as an outcome. The body is never part of the message. */
export function failedAnswer(
  answer: Answer,
  now: number,
  options: { code?: string; message?: string } = {},
): Outcome {
  const { class: kind, retryable } = statusClass(answer.status)
  const after = retryAfterMs(answer.headers, now)
  return {
    kind: 'failed',
    retryable,
    class: kind,
    code: options.code ?? `http.${answer.status}`,
    message: options.message ?? `The remote system answered ${answer.status}`,
    status: answer.status,
    ...(after !== undefined && { retryAfterMs: after }),
  }
}

/** A throw of the outbound door as an outcome; anything else is a bug and is thrown on. What was refused made nothing. */
export function failedTransport(error: unknown): Outcome {
  if (error instanceof ConnectionMissing)
    return {
      kind: 'failed',
      retryable: false,
      class: 'permanent',
      code: 'connection.missing',
      message: error.message,
    }
  if (error instanceof SecretUnavailable) return secretUnavailable(error)
  if (!(error instanceof TransportFailure)) throw error
  if (error.held) return held(error.kind, error.message, error.held)
  const retryable = error.kind === 'timeout' || error.kind === 'connection'
  const kinds: Record<TransportFailure['kind'], FailureClass> = {
    timeout: 'timeout',
    connection: 'connection',
    aborted: 'cancelled',
    egress_denied: 'permanent',
    invalid_request: 'permanent',
    too_large: 'permanent',
    breaker_open: 'held',
    paced: 'held',
  }
  return {
    kind: 'failed',
    retryable,
    class: kinds[error.kind],
    code: `transport.${error.kind}`,
    message: error.message,
    made: error.sent && error.kind !== 'invalid_request' ? 'maybe' : 'no',
  }
}

function secretUnavailable(error: SecretUnavailable): Outcome {
  const { message, retryable, retryAfterMs: restMs } = error
  return {
    kind: 'failed',
    retryable,
    class: retryable ? 'connection' : 'permanent',
    code: 'secret.unavailable',
    message,
    made: 'no',
    ...(restMs !== undefined && { retryAfterMs: restMs }),
  }
}

/** Nothing was tried: the target's circuit breaker is open, or it is called too fast; costs the action no try. */
function held(
  kind: TransportKind,
  message: string,
  { target, forMs }: { target: string; forMs: number },
): Outcome {
  return {
    kind: 'failed',
    retryable: true,
    class: 'held',
    code: kind === 'paced' ? 'target.paced' : 'breaker.open',
    message,
    retryAfterMs: forMs,
    target,
  }
}
