import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino'
import { type AdmissionFacts, admissionFacts } from './telemetry-admission.ts'
import { type DriftFacts, driftFacts } from './telemetry-drift.ts'
import { type ErrorFacts, errorFacts, errorListening } from './telemetry-errors.ts'
import { type RedisFacts, redisFacts } from './telemetry-redis.ts'
import { type StateFacts, stateFacts } from './telemetry-state.ts'
import { traceIdOf } from './traces.ts'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export type Log = Logger

export type Telemetry = StateFacts &
  AdmissionFacts &
  RedisFacts &
  DriftFacts &
  ErrorFacts & {
    log: Log
    /** Prometheus text exposition format 0.0.4. */
    metricsText(): Promise<string>
    /** One function per business fact, so that log line and figure cannot drift apart. */
    requestSubmitted(fact: { item: string; mode: string }): void
    requestEnded(fact: EndedRequest): void
    attemptEnded(fact: { type: string; outcome: string; seconds: number }): void
    /** A late report of a lost lease was refused. */
    outcomeStale(fact: { type: string }): void
    leaseLost(): void
    /** How many things ended actions may have left outside wait for somebody. */
    orphansCounted(open: number): void
    /** A circuit breaker opened, was probed, or closed. */
    breakerChanged(fact: { target: string; state: 'closed' | 'open' | 'half_open' }): void
    /** A call was not made because of an open breaker. */
    breakerRefused(): void
    /** A call was not made because the target is called as fast or as often at once as may be. */
    callHeld(fact: { reason: 'rate' | 'bulkhead' }): void
    /** A request has used most or all of the time its item promises. */
    slaNoted(fact: { item: string; event: 'warned' | 'breached' }): void
    /** An action took longer than its item allows before somebody is told. */
    actionEscalated(fact: { item: string }): void
    /** What is taken of each rule of the limits, and how many wait; what is left out has no rule. */
    limitsSeen(facts: readonly LimitCount[]): void
    httpAnswered(fact: { route: string; method: string; status: number; seconds: number }): void
    /** One call or look at a remote system ended; with its span where it has one. */
    callAnswered(fact: CallFact): void
    catalogSwapped(fact: { items: number; stale: number; revision?: string }): void
    catalogFailed(fact: { message: string }): void
  }

export type EndedRequest = {
  item: string
  outcome: string
  seconds: number
  request: string
  correlation: string
}

export type CallFact = {
  /** Status, kind of failure, or `ok` for a look that got through. */
  outcome: string
  seconds: number
  span?: { traceId: string; spanId: string }
}

/** Slots held of one rule and actions in its line, over all tenants. */
export type LimitCount = { scope: string; name: string; taken: number; waiting: number }

/** Values that must not reach a log line whatever object they sit in. */
const hidden = [
  'authorization',
  'cookie',
  'set-cookie',
  'x-csrf-token',
  'password',
  'token',
  'secret',
]

/**
 * Builds the process's log and figures. Labels are kept few: routes and action types, never ids. Lines go `to` a stream, or
 * to the standard output where none is given.
 */
export function createTelemetry(options: {
  level: string
  version: string
  to?: DestinationStream
}): Telemetry {
  const { hooks, ...listening } = errorListening()
  const settings: LoggerOptions = {
    hooks,
    level: options.level,
    base: { version: options.version },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: hidden.flatMap((key) => [`["${key}"]`, `*["${key}"]`, `*.headers["${key}"]`]),
      censor: '***',
    },
  }
  const log = options.to ? pino(settings, options.to) : pino(settings)
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'pao_' })
  return {
    log,
    metricsText: () => registry.metrics(),
    ...requestFacts(log, registry),
    ...attemptFacts(log, registry),
    ...patienceFacts(log, registry),
    ...breakerFacts(registry),
    ...limitFacts(registry),
    ...driftFacts(log, registry),
    ...edgeFacts(log, registry),
    ...admissionFacts(registry),
    ...redisFacts(registry),
    ...errorFacts(registry),
    ...listening,
    ...stateFacts(registry, options.version),
  }
}

const workSeconds = [0.01, 0.05, 0.25, 1, 5, 30, 120, 600, 3600, 14_400, 86_400]
const answerSeconds = [0.001, 0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5]

function requestFacts(log: Log, registry: Registry) {
  const registers = [registry]
  const submitted = new Counter({
    name: 'pao_requests_submitted_total',
    help: 'Requests taken in',
    labelNames: ['item', 'mode'],
    registers,
  })
  const ended = new Counter({
    name: 'pao_requests_ended_total',
    help: 'Ends of requests by outcome; one rolled back after a failure ended twice',
    labelNames: ['item', 'outcome'],
    registers,
  })
  const duration = new Histogram({
    name: 'pao_request_duration_seconds',
    help: 'From submission to the end',
    labelNames: ['outcome'],
    buckets: workSeconds,
    registers,
  })
  return {
    requestSubmitted: (fact: { item: string; mode: string }) => {
      submitted.inc(fact)
      log.debug(fact, 'request submitted')
    },
    requestEnded: ({ correlation, ...fact }: EndedRequest) => {
      const { item, outcome, seconds } = fact
      ended.inc({ item, outcome })
      duration.observe({ outcome }, seconds)
      const ids = { correlation_id: correlation, trace_id: traceIdOf(correlation) }
      log.info({ ...fact, ...ids }, 'request ended')
    },
  }
}

function attemptFacts(log: Log, registry: Registry) {
  const registers = [registry]
  const attempts = new Counter({
    name: 'pao_attempts_total',
    help: 'Calls into connectors by outcome',
    labelNames: ['type', 'outcome'],
    registers,
  })
  const duration = new Histogram({
    name: 'pao_attempt_duration_seconds',
    help: 'One call into a connector',
    labelNames: ['type'],
    buckets: workSeconds,
    registers,
  })
  const stale = new Counter({
    name: 'pao_stale_outcomes_total',
    help: 'Late reports refused by their fence',
    labelNames: ['type'],
    registers,
  })
  const lost = new Counter({
    name: 'pao_leases_lost_total',
    help: 'Leases that ran out',
    registers,
  })
  const orphans = new Gauge({
    name: 'pao_orphans_open',
    help: 'What ended actions may have left outside, not resolved yet',
    registers,
  })
  return {
    attemptEnded: ({
      type,
      outcome,
      seconds,
    }: {
      type: string
      outcome: string
      seconds: number
    }) => {
      attempts.inc({ type, outcome })
      duration.observe({ type }, seconds)
    },
    outcomeStale: (fact: { type: string }) => {
      stale.inc(fact)
      log.warn(fact, 'late outcome refused')
    },
    leaseLost: () => lost.inc(),
    orphansCounted: (open: number) => orphans.set(open),
  }
}

function patienceFacts(log: Log, registry: Registry) {
  const registers = [registry]
  const sla = new Counter({
    name: 'pao_sla_events_total',
    help: 'Requests that used 80 % (warned) or all (breached) of the time their item promises',
    labelNames: ['item', 'event'],
    registers,
  })
  const escalated = new Counter({
    name: 'pao_escalations_total',
    help: 'Times somebody was told that an action takes too long',
    labelNames: ['item'],
    registers,
  })
  return {
    slaNoted: (fact: { item: string; event: 'warned' | 'breached' }) => {
      sla.inc(fact)
      log.warn(fact, 'promised time is running out')
    },
    actionEscalated: (fact: { item: string }) => {
      escalated.inc(fact)
      log.warn(fact, 'an action takes too long')
    },
  }
}

/** Targets shown at once; a closed one is not shown. */
const mostTargets = 200
const breakerValues = { closed: 0, half_open: 1, open: 2 } as const

function breakerFacts(registry: Registry) {
  const registers = [registry]
  const states = new Gauge({
    name: 'pao_circuit_breaker_state',
    help: 'Breakers this process saw open (2) or being probed (1); a closed one is not shown',
    labelNames: ['target'],
    registers,
  })
  const changes = new Counter({
    name: 'pao_circuit_breaker_changes_total',
    help: 'Breakers that opened, were probed or closed',
    labelNames: ['state'],
    registers,
  })
  const refused = new Counter({
    name: 'pao_circuit_breaker_refused_total',
    help: 'Calls that were not made because of an open breaker',
    registers,
  })
  const held = new Counter({
    name: 'pao_outbound_held_total',
    help: 'Calls that were not made yet: the rate of the target, or too many under way',
    labelNames: ['reason'],
    registers,
  })
  const shown = new Set<string>()
  return {
    breakerChanged: ({ target, state }: { target: string; state: keyof typeof breakerValues }) => {
      changes.inc({ state })
      if (state === 'closed') {
        shown.delete(target)
        states.remove({ target })
      } else if (shown.has(target) || shown.size < mostTargets) {
        shown.add(target)
        states.set({ target }, breakerValues[state])
      }
    },
    breakerRefused: () => refused.inc(),
    callHeld: (fact: { reason: 'rate' | 'bulkhead' }) => held.inc(fact),
  }
}

function limitFacts(registry: Registry) {
  const labelNames = ['scope', 'name']
  const registers = [registry]
  const taken = new Gauge({
    name: 'pao_limit_slots_taken',
    help: 'Actions that hold a slot of a limit; only where there is a rule',
    labelNames,
    registers,
  })
  const waiting = new Gauge({
    name: 'pao_limit_slots_waiting',
    help: 'Actions in the line of a limit; only where there is a rule',
    labelNames,
    registers,
  })
  return {
    limitsSeen: (facts: readonly LimitCount[]) => {
      taken.reset()
      waiting.reset()
      for (const { scope, name, ...count } of facts) {
        taken.set({ scope, name }, count.taken)
        waiting.set({ scope, name }, count.waiting)
      }
    },
  }
}

type HttpFact = { route: string; method: string; status: number; seconds: number }

function edgeFacts(log: Log, registry: Registry) {
  const registers = [registry]
  const answered = new Histogram({
    name: 'pao_http_request_duration_seconds',
    help: 'API answers',
    labelNames: ['route', 'method', 'status'],
    buckets: answerSeconds,
    registers,
  })
  const children = new Map<string, ReturnType<typeof answered.labels>>()
  const calls = new Histogram({
    name: 'pao_outbound_duration_seconds',
    help: 'Calls to remote systems',
    labelNames: ['outcome'],
    buckets: answerSeconds,
    registers,
  })
  const items = new Gauge({ name: 'pao_catalog_items', help: 'Items served', registers })
  const staleItems = new Gauge({
    name: 'pao_catalog_stale_items',
    help: 'Items served from their last good version',
    registers,
  })
  const failures = new Counter({
    name: 'pao_catalog_refresh_failures_total',
    help: 'Catalog reads that failed',
    registers,
  })
  return {
    httpAnswered: ({ route, method, status, seconds }: HttpFact) => {
      // Looking a label set up costs more than observing; there are few of them.
      const name = `${method} ${status} ${route}`
      let child = children.get(name)
      if (child === undefined) {
        child = answered.labels(route, method, String(status))
        children.set(name, child)
      }
      child.observe(seconds)
    },
    callAnswered: ({ outcome, seconds, span }: CallFact) => {
      calls.observe({ outcome }, seconds)
      // What a collector needs to make a span of it; the names are those of OpenTelemetry's log correlation.
      if (span)
        log.debug(
          { trace_id: span.traceId, span_id: span.spanId, outcome, seconds },
          'a call out ended',
        )
    },
    catalogSwapped: (fact: { items: number; stale: number; revision?: string }) => {
      items.set(fact.items)
      staleItems.set(fact.stale)
      log.info(fact, 'catalog swapped in')
    },
    catalogFailed: (fact: { message: string }) => {
      failures.inc()
      log.warn(fact, 'catalog could not be read; the last one stays')
    },
  }
}
