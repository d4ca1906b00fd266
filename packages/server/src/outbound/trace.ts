import { randomBytes } from 'node:crypto'
import { type Http, TransportFailure } from '@pao/connectors'
import type { Instant } from '@pao/core'
import type { Spans } from '#telemetry-spans.ts'
import { type Place, placeIn, traceIdOf, traceparentOf } from '#traces.ts'

/** Whose calls they are: a correlation id, and the span they belong to where spans are told. */
export type Tracing = {
  correlation: string
  within?: Place | undefined
  spans?: Spans | undefined
  now?: () => Instant
}

/**
 * A door whose calls belong to one trace (W3C Trace Context, `traceparent`): the same for every call of a request, a
 * span of its own for each. A header that the connector set itself stays.
 */
export function traced(door: Http, tracing: Tracing): Http {
  const traceId = traceIdOf(tracing.correlation)
  return {
    send(call) {
      const names = Object.keys(call.headers ?? {}).map((name) => name.toLowerCase())
      if (names.includes('traceparent')) return door.send(call)
      const place = { traceId, spanId: randomBytes(8).toString('hex') }
      const headers = { ...call.headers, traceparent: traceparentOf(place) }
      return told(tracing, { place, call }, () => door.send({ ...call, headers }))
    },
  }
}

type Calling = { place: Place; call: Parameters<Http['send']>[0] }
type Answer = Awaited<ReturnType<Http['send']>>

async function told(
  { within, spans, now }: Tracing,
  { place, call }: Calling,
  send: () => Promise<Answer>,
): Promise<Answer> {
  if (!within || !spans || !now) return send()
  const from = now()
  const tell = (outcome: number | string): void =>
    spans.calledOut({
      place,
      parent: within.spanId,
      method: call.method.toUpperCase(),
      host: URL.canParse(call.url) ? new URL(call.url).host : '',
      outcome,
      from,
      to: now(),
    })
  try {
    const answer = await send()
    tell(answer.status)
    return answer
  } catch (error) {
    tell(error instanceof TransportFailure ? error.kind : 'failed')
    throw error
  }
}

/** What the `traceparent` of a call says; nothing where there is none. */
export function spanOf(headers: Readonly<Record<string, string>> = {}): { span?: Place } {
  const named = Object.entries(headers).find(([name]) => name.toLowerCase() === 'traceparent')
  const span = placeIn(named?.[1])
  return span ? { span } : {}
}
