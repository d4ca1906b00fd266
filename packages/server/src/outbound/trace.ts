import { createHash, randomBytes } from 'node:crypto'
import type { Http } from '@pao/connectors'

/**
 * A door whose calls belong to one trace (W3C Trace Context, `traceparent`): the same for every call of a request, a
 * span of its own for each. A header that the connector set itself stays.
 */
export function traced(door: Http, correlation: string): Http {
  const trace = traceIdOf(correlation)
  return {
    send(call) {
      const names = Object.keys(call.headers ?? {}).map((name) => name.toLowerCase())
      if (names.includes('traceparent')) return door.send(call)
      const traceparent = `00-${trace}-${randomBytes(8).toString('hex')}-01`
      return door.send({ ...call, headers: { ...call.headers, traceparent } })
    },
  }
}

/** 32 hex digits: the correlation id where it is such a number already, else its hash. */
export function traceIdOf(correlation: string): string {
  const digits = correlation.replaceAll('-', '').toLowerCase()
  if (/^[0-9a-f]{32}$/.test(digits) && !/^0+$/.test(digits)) return digits
  return createHash('sha256').update(correlation).digest('hex').slice(0, 32)
}

/** One call in its trace, 32 and 16 hex digits. */
export type Span = { traceId: string; spanId: string }

/** What the `traceparent` of a call says; nothing where there is none. */
export function spanOf(headers: Readonly<Record<string, string>> = {}): { span?: Span } {
  const named = Object.entries(headers).find(([name]) => name.toLowerCase() === 'traceparent')
  const [, traceId, spanId] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-/.exec(named?.[1] ?? '') ?? []
  return traceId === undefined || spanId === undefined ? {} : { span: { traceId, spanId } }
}
