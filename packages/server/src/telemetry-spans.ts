import type { Instant } from '@pao/core'
import { callerIn, type Place, placeIn, placeOf } from './traces.ts'

/** A piece of work that has ended, as OpenTelemetry knows it. */
export type Span = {
  place: Place
  /** Id of the span it belongs to, in the same trace. */
  parent?: string
  /** What led to it, in this trace or another. */
  links?: readonly Place[]
  name: string
  kind: 'internal' | 'server' | 'client' | 'consumer'
  from: Instant
  to: Instant
  /** Set = it failed, and how. */
  failure?: string
  attributes: Readonly<Record<string, string | number | undefined>>
}

/** One call to the API, and what it brought. */
export type CalledFact = {
  id: string
  traceparent: unknown
  route: string
  method: string
  status: number
  seconds: number
  at: Instant
}

type OfRequest = { request: string; correlation: string; from: Instant; to: Instant }

/** One write of the run: the events that were decided together. */
export type DecidedFact = OfRequest & { seq: number; events: readonly string[]; state: string }

export type AttemptFact = OfRequest & {
  action: string
  type: string
  entry: string
  fence: number
  /** The write that claimed it. */
  seq: number
  outcome: string
}

export type EndedFact = OfRequest & { item: string; outcome: string; parent?: string }

export type CalledOutFact = {
  place: Place
  parent: string
  method: string
  host: string
  /** Status, or the kind of failure. */
  outcome: number | string
  from: Instant
  to: Instant
}

/** What a process tells of its work where traces are wanted. */
export type Spans = {
  called(fact: CalledFact): void
  decided(fact: DecidedFact): void
  attempted(fact: AttemptFact): void
  calledOut(fact: CalledOutFact): void
  ended(fact: EndedFact): void
}

const reads = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Where a call to the API stands. Reads may share an id of the caller's; what they do leaves nothing to belong to them. */
function callPlace({ id, method, route, at }: CalledFact): Place {
  return reads.has(method) ? placeOf(id, 'read', id, route, at) : placeOf(id, 'call', id)
}

const requestPlace = (correlation: string, request: string): Place =>
  placeOf(correlation, 'request', request)

const writePlace = (correlation: string, request: string, seq: number): Place =>
  placeOf(correlation, 'write', request, seq)

/** Where one try of an action stands; calls out of it belong to it. */
export function attemptPlace(
  { correlation, request }: { correlation: string; request: string },
  action: string,
  fence: number,
): Place {
  return placeOf(correlation, 'attempt', request, action, fence)
}

/**
 * Spans of what happened: a call, the request it ordered, each write of its run, each try of an action under the write
 * that claimed it, with a link to the try before it, however long the wait between them, and the calls out.
 */
export function createSpans(record: (span: Span) => void): Spans {
  return {
    called: (fact) => record(called(fact)),
    decided: (fact) => record(decided(fact)),
    attempted: (fact) => record(attempted(fact)),
    calledOut: (fact) => record(calledOut(fact)),
    ended: (fact) => record(ended(fact)),
  }
}

function called(fact: CalledFact): Span {
  const { id, traceparent, route, method, status, seconds, at } = fact
  const place = callPlace(fact)
  const caller = placeIn(traceparent) ?? callerIn(id)
  const isOurs = caller?.traceId === place.traceId
  return {
    place,
    ...(caller && (isOurs ? { parent: caller.spanId } : { links: [caller] })),
    name: `${method} ${route}`,
    kind: 'server',
    from: at - seconds * 1000,
    to: at,
    ...(status >= 500 && { failure: String(status) }),
    attributes: {
      'http.request.method': method,
      'http.route': route,
      'http.response.status_code': status,
      'pao.correlation_id': id,
    },
  }
}

function decided({ request, correlation, seq, events, state, from, to }: DecidedFact): Span {
  return {
    place: writePlace(correlation, request, seq),
    parent: requestPlace(correlation, request).spanId,
    name: `decide ${events[0] ?? ''}`.trim(),
    kind: 'internal',
    from,
    to,
    attributes: { ...named(request, correlation), 'pao.events': events.join(), 'pao.state': state },
  }
}

function attempted(fact: AttemptFact): Span {
  const { request, correlation, action, type, entry, fence, seq, outcome, from, to } = fact
  return {
    place: attemptPlace(fact, action, fence),
    parent: writePlace(correlation, request, seq).spanId,
    ...(fence > 1 && { links: [attemptPlace(fact, action, fence - 1)] }),
    name: `action ${type}`,
    kind: 'consumer',
    from,
    to,
    ...(outcome === 'failed' && { failure: outcome }),
    attributes: {
      ...named(request, correlation),
      'pao.action': action,
      'pao.action.type': type,
      'pao.action.entry': entry,
      'pao.attempt': fence,
      'pao.outcome': outcome,
    },
  }
}

function calledOut({ place, parent, method, host, outcome, from, to }: CalledOutFact): Span {
  const isStatus = typeof outcome === 'number'
  return {
    place,
    parent,
    name: method,
    kind: 'client',
    from,
    to,
    ...((!isStatus || outcome >= 400) && { failure: String(outcome) }),
    attributes: {
      'http.request.method': method,
      'server.address': host,
      ...(isStatus ? { 'http.response.status_code': outcome } : { 'error.type': outcome }),
    },
  }
}

function ended({ request, correlation, item, outcome, parent, from, to }: EndedFact): Span {
  const above =
    parent === undefined
      ? placeOf(correlation, 'call', correlation)
      : requestPlace(correlation, parent)
  return {
    place: requestPlace(correlation, request),
    parent: above.spanId,
    name: `request ${item}`,
    kind: 'internal',
    from,
    to,
    ...(outcome !== 'completed' && { failure: outcome }),
    attributes: { ...named(request, correlation), 'pao.item': item, 'pao.outcome': outcome },
  }
}

const named = (request: string, correlation: string) => ({
  'pao.request': request,
  'pao.correlation_id': correlation,
})
