import { failedTransport } from '../kit/answers.ts'
import type { Outcome } from '../kit/outcome.ts'

/** What one look found. */
export type Look =
  | { kind: 'good' }
  /** `why` ends a sentence; `restMs` is what the target asked for, milliseconds. */
  | { kind: 'bad'; why: string; restMs?: number | undefined }
  /** A circuit breaker is open: nothing was looked at. */
  | { kind: 'held'; forMs: number }
  /** No further look would mend it. */
  | { kind: 'over'; outcome: Outcome }

/** A bad look and why. */
export const bad = (why: string): Look => ({ kind: 'bad', why })

/** Milliseconds for a look whose config names no time. */
const defaultTimeoutMs = 10_000

/** Milliseconds one look may take. */
export function timeoutOf({ timeout }: { timeout?: number }): number {
  return timeout === undefined ? defaultTimeoutMs : timeout * 1000
}

/** A failed call as what a look found: what may pass is a bad look, all else ends the check. */
export function lookOf(outcome: Outcome): Look {
  if (outcome.kind !== 'failed' || !outcome.retryable) return { kind: 'over', outcome }
  if (outcome.class === 'held') return { kind: 'held', forMs: outcome.retryAfterMs ?? 0 }
  const why = outcome.status === undefined ? outcome.message : `it answered ${outcome.status}`
  return { kind: 'bad', why, restMs: outcome.retryAfterMs }
}

/** Runs one look; what the outbound door throws becomes what was found. */
export async function looking(work: () => Promise<Look>): Promise<Look> {
  try {
    return await work()
  } catch (error) {
    return lookOf(failedTransport(error))
  }
}
