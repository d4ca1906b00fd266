import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { Agent, request } from 'undici'
import type { Span } from '#telemetry-spans.ts'
import { trusting } from './connect.ts'

export type CollectorDeps = {
  /** Where traces are taken in, as `http://collector:4318/v1/traces`. */
  url: string
  headers: Readonly<Record<string, string>>
  authorities?: string | undefined
  /** What is told of this process, as OpenTelemetry's resource attributes. */
  resource: Readonly<Record<string, string>>
  /** Share of traces that are kept, 0 to 1; the same ones in every process. */
  ratio: number
  random(): number
  /** Milliseconds spans are gathered for, one second unless said. */
  gatherMs?: number
  /** How spans fared: sent, refused by the collector, or dropped because too many waited. */
  counted(outcome: 'sent' | 'failed' | 'dropped', count: number): void
  log: { warn(facts: object, text: string): void }
}

export type Collector = {
  /** Never waits, never throws. */
  record(span: Span): void
  /** Sends what waits, for two seconds at most. */
  stop(): Promise<void>
}

const zip = promisify(gzip)
/** Spans that wait at most; beyond them new ones are dropped, so that a collector that is away costs no memory. */
const mostWaiting = 4_096
const mostTogether = 512
const usualGatherMs = 1_000
const answerMs = 10_000
const stopMs = 2_000
/** Milliseconds before each further try; after the last one the batch is given up. */
const againMs = [500, 2_000, 5_000]
/** What OTLP 1.x lets be tried again (opentelemetry.io, OTLP specification, retryable response codes). */
const retryable = new Set([429, 502, 503, 504])

/**
 * Sends spans to a collector by OTLP over HTTP in its JSON form, in batches. It is never the reason that anything waits:
 * what cannot be sent is counted and forgotten.
 */
export function openCollector(deps: CollectorDeps): Collector {
  const agent = new Agent({
    connect: { timeout: answerMs, ...trusting(deps.authorities) },
    connections: 1,
    pipelining: 1,
  })
  const waiting: Span[] = []
  const stopping = new AbortController()
  let sending: Promise<void> | undefined
  const send = async (isLast = false): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, mostTogether)
      const isSent = await deliver(deps, agent, batch, isLast ? [] : againMs)
      deps.counted(isSent ? 'sent' : 'failed', batch.length)
      if (isLast && !isSent) return
    }
  }
  const { gatherMs = usualGatherMs } = deps
  const gather = async (): Promise<void> => {
    await pause(gatherMs, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined)
    await send()
    sending = undefined
  }
  return {
    record(span) {
      if (!isKept(span.place.traceId, deps.ratio) || stopping.signal.aborted) return
      if (waiting.length >= mostWaiting) return deps.counted('dropped', 1)
      waiting.push(span)
      sending ??= gather()
    },
    async stop() {
      stopping.abort()
      const limit = pause(stopMs, undefined, { ref: false })
      await Promise.race([sending?.then(() => send(true)) ?? send(true), limit])
      await agent.destroy()
    },
  }
}

/** By the last 7 bytes of the id, as W3C Trace Context level 2 takes them for random. */
function isKept(traceId: string, ratio: number): boolean {
  return ratio >= 1 || Number.parseInt(traceId.slice(-14), 16) / 2 ** 56 < ratio
}

async function deliver(
  deps: CollectorDeps,
  agent: Agent,
  batch: readonly Span[],
  again: readonly number[],
): Promise<boolean> {
  const body = await zip(JSON.stringify(messageOf(deps.resource, batch)))
  for (let tries = 0; ; tries += 1) {
    const { verdict, says } = await post(deps, agent, body)
    if (verdict === 'taken') return true
    const waitMs = again[tries]
    if (verdict === 'refused' || waitMs === undefined) {
      deps.log.warn({ says, spans: batch.length }, 'the collector of traces does not take them')
      return false
    }
    await pause(waitMs * (0.5 + deps.random()), undefined, { ref: false })
  }
}

type Posted = { verdict: 'taken' | 'refused' | 'later'; says: string }

async function post({ url, headers }: CollectorDeps, agent: Agent, body: Buffer): Promise<Posted> {
  try {
    const answer = await request(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body,
      dispatcher: agent,
      headersTimeout: answerMs,
      bodyTimeout: answerMs,
      signal: AbortSignal.timeout(answerMs),
    })
    await answer.body.dump()
    const { statusCode } = answer
    const says = String(statusCode)
    if (statusCode >= 200 && statusCode < 300) return { verdict: 'taken', says }
    return { verdict: retryable.has(statusCode) ? 'later' : 'refused', says }
  } catch (error) {
    const says = error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
    return { verdict: 'later', says }
  }
}

const kinds = { internal: 1, server: 2, client: 3, consumer: 5 } as const

/** ExportTraceServiceRequest in JSON (opentelemetry-proto, OTLP/JSON: ids in hex, times as text in nanoseconds). */
function messageOf(resource: CollectorDeps['resource'], batch: readonly Span[]): object {
  return {
    resourceSpans: [
      {
        resource: { attributes: attributesOf(resource) },
        scopeSpans: [{ scope: { name: 'pao' }, spans: batch.map(wireOf) }],
      },
    ],
  }
}

function wireOf({ place, parent, links, name, kind, from, to, failure, attributes }: Span): object {
  return {
    ...place,
    ...(parent !== undefined && { parentSpanId: parent }),
    name,
    kind: kinds[kind],
    startTimeUnixNano: nanoseconds(from),
    endTimeUnixNano: nanoseconds(Math.max(from, to)),
    attributes: attributesOf(attributes),
    ...(links && { links: links.map((link) => ({ ...link })) }),
    status: failure === undefined ? {} : { code: 2, message: failure },
  }
}

function attributesOf(values: Span['attributes']): object[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: valueOf(value) }],
  )
}

function valueOf(value: string | number): object {
  if (typeof value === 'string') return { stringValue: value }
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value }
}

/** Milliseconds with fractions to whole microseconds, written in nanoseconds. */
function nanoseconds(at: number): string {
  return `${Math.round(at * 1_000)}000`
}
