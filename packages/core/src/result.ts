/** One thing wrong with somebody's input, placed so that they can mend it. */
export type Fault = {
  /** Stable code, see docs/errors.md. */
  code: string
  /** JSON Pointer (RFC 6901) into what was sent. */
  at: string
  message: string
  /** How to mend it. */
  hint?: string
}

/** A value, or every fault at once. Pure functions return it; they do not throw at bad input. */
export type Result<T, F = Fault> = { ok: true; value: T } | { ok: false; faults: readonly F[] }

/** Wraps a value as a success. */
export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

/** Wraps faults as a failure. */
export function fail<F>(faults: readonly F[]): { ok: false; faults: readonly F[] } {
  return { ok: false, faults }
}
