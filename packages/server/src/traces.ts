import { createHash } from 'node:crypto'

/** A span in its trace: 32 and 16 hex digits, as W3C Trace Context writes them. */
export type Place = { traceId: string; spanId: string }

const parentShape = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(?:-|$)/
const carriedShape = /^([0-9a-f]{32})-([0-9a-f]{16})$/
const noTrace = '0'.repeat(32)
const noSpan = '0'.repeat(16)

/** Who calls, as a `traceparent` says; undefined = it says nothing that can be used. */
export function placeIn(traceparent: unknown): Place | undefined {
  return typeof traceparent === 'string' ? found(parentShape.exec(traceparent)) : undefined
}

/** A `traceparent` of version 00, sampled. */
export function traceparentOf({ traceId, spanId }: Place): string {
  return `00-${traceId}-${spanId}-01`
}

/** A caller's place as a correlation id, so that it stands in the row of what was ordered by that call. */
export function correlationOf({ traceId, spanId }: Place): string {
  return `${traceId}-${spanId}`
}

/** The caller's place that a correlation id carries; undefined = there was none. */
export function callerIn(correlation: string): Place | undefined {
  return found(carriedShape.exec(correlation))
}

function found(parts: RegExpExecArray | null): Place | undefined {
  const [, traceId = noTrace, spanId = noSpan] = parts ?? []
  return traceId === noTrace || spanId === noSpan ? undefined : { traceId, spanId }
}

/** The trace of everything with this correlation id: the one it carries, the id itself where it is one, else its hash. */
export function traceIdOf(correlation: string): string {
  const caller = callerIn(correlation)
  if (caller) return caller.traceId
  const digits = correlation.replaceAll('-', '').toLowerCase()
  if (/^[0-9a-f]{32}$/.test(digits) && digits !== noTrace) return digits
  return createHash('sha256').update(correlation).digest('hex').slice(0, 32)
}

/**
 * Where a thing stands in the trace of its correlation id. The id of its span follows from what is in the rows, so every
 * process knows it, also after a wait of weeks, and nothing has to be handed on.
 */
export function placeOf(correlation: string, ...thing: readonly (string | number)[]): Place {
  const spanId = createHash('sha256').update(JSON.stringify(thing)).digest('hex').slice(0, 16)
  return { traceId: traceIdOf(correlation), spanId }
}
