import type { Instant } from '../instant.ts'
import type { Backoff } from './plan.ts'
import type { ActionError } from './run.ts'

/** What decides about another try. `retryable` is the connector's own word. */
export type FailedTry = {
  error: ActionError
  retryable: boolean
  retryAfterMs?: number
  ambiguous?: true
}

/**
 * Whether `execute` is tried again after `attempt` tries. Without `retry_on` the connector's word
 * counts; with it the class must be listed too, and `error:<code>` overrules the connector.
 */
export function mayRetry(retry: Backoff, attempt: number, failed: FailedTry): boolean {
  if (attempt >= retry.attempts) return false
  if (retry.on.length === 0) return failed.retryable
  if (retry.on.includes(`error:${failed.error.code}`)) return true
  return failed.retryable && retry.on.includes(failed.error.class)
}

/**
 * When to try again after the `n`th failure: anywhere in the window (full jitter; the shell draws).
 * Retry-After moves the window's start; its width stays, so that a crowd told the same moment does
 * not come back at the same moment.
 */
export function restWindow(
  retry: Backoff,
  n: number,
  now: Instant,
  retryAfterMs = 0,
): readonly [Instant, Instant] {
  const from = now + Math.max(0, retryAfterMs)
  return [from, from + restCap(retry, n)]
}

/** Longest rest after the `n`th failure (1 = the first), in milliseconds. */
export function restCap(retry: Backoff, n: number): number {
  const { delayMs, maxDelayMs, growth } = retry
  const factors = {
    linear: n,
    exponential: 2 ** (n - 1),
    fibonacci: fibonacci(n),
  }
  return Math.max(0, Math.min(maxDelayMs, delayMs * factors[growth]))
}

/** 1, 1, 2, 3, 5 …; stops counting where any rest has long met its limit. */
function fibonacci(n: number): number {
  let [last, next] = [0, 1]
  for (let step = 1; step < Math.min(n, 80); step += 1) [last, next] = [next, last + next]
  return next
}
