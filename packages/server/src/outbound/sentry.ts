import { Agent, request } from 'undici'
import type { SeenError } from '#error-reading.ts'
import { placeOf } from '#traces.ts'
import { trusting } from './connect.ts'

/** Where errors are sent: a DSN as Sentry and those who speak its protocol give it. */
export type ErrorSink = { url: string; key: string }

export type SentryDeps = {
  sink: ErrorSink
  authorities?: string | undefined
  release: string
  environment: string
  server: string
  newId(): string
  /** Milliseconds since 1970. */
  now(): number
  counted(outcome: 'sent' | 'failed' | 'held'): void
}

export type Sentry = {
  /** Never waits, never throws; what comes too often is counted only. */
  send(error: SeenError): void
  stop(): Promise<void>
}

const answerMs = 10_000
const stopMs = 2_000
/** One of a kind in this many milliseconds, and this many of all kinds. */
const kindMs = 60_000
const mostAMinute = 30
const mostKinds = 1_000
/** Seconds of quiet after a 429 that names none (develop.sentry.dev, rate limiting). */
const usualQuiet = 60

/** The address that takes envelopes for `https://key@host/path/project`; undefined = it is no DSN. */
export function sinkOf(dsn: string): ErrorSink | undefined {
  if (!URL.canParse(dsn)) return undefined
  const { protocol, username, host, pathname } = new URL(dsn)
  const [, path = '', project = ''] = /^(.*)\/([^/]+)$/.exec(pathname) ?? []
  if (!/^https?:$/.test(protocol) || username === '' || project === '') return undefined
  return { url: `${protocol}//${host}${path}/api/${project}/envelope/`, key: username }
}

/** Sends errors as envelopes (develop.sentry.dev, envelopes), within bounds. */
export function openSentry(deps: SentryDeps): Sentry {
  const agent = new Agent({
    connect: { timeout: answerMs, ...trusting(deps.authorities) },
    connections: 1,
  })
  const lastOf = new Map<string, number>()
  const underWay = new Set<Promise<void>>()
  let minute = { since: 0, sent: 0 }
  let quietUntil = 0
  const mayGo = (fingerprint: string, now: number): boolean => {
    if (now - minute.since >= 60_000) minute = { since: now, sent: 0 }
    const last = lastOf.get(fingerprint) ?? Number.NEGATIVE_INFINITY
    if (now < quietUntil || minute.sent >= mostAMinute || now - last < kindMs) return false
    minute.sent += 1
    if (lastOf.size >= mostKinds) lastOf.clear()
    lastOf.set(fingerprint, now)
    return true
  }
  const deliver = async (error: SeenError): Promise<void> => {
    const { taken, quietSeconds } = await post(deps, agent, envelopeOf(deps, error))
    if (quietSeconds > 0) quietUntil = deps.now() + quietSeconds * 1_000
    deps.counted(taken ? 'sent' : 'failed')
  }
  return {
    send(seen) {
      if (!mayGo(seen.fingerprint, deps.now())) return deps.counted('held')
      const job = deliver(seen).finally(() => underWay.delete(job))
      underWay.add(job)
    },
    async stop() {
      const limit = new Promise<void>((resolve) => setTimeout(resolve, stopMs).unref())
      await Promise.race([Promise.all(underWay), limit])
      await agent.destroy()
    },
  }
}

async function post(
  { sink, release }: SentryDeps,
  agent: Agent,
  body: string,
): Promise<{ taken: boolean; quietSeconds: number }> {
  try {
    const answer = await request(sink.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-sentry-envelope',
        'x-sentry-auth': `Sentry sentry_version=7, sentry_client=pao/${release}, sentry_key=${sink.key}`,
      },
      body,
      dispatcher: agent,
      headersTimeout: answerMs,
      bodyTimeout: answerMs,
      signal: AbortSignal.timeout(answerMs),
    })
    await answer.body.dump()
    const isTooMany = answer.statusCode === 429
    const wanted = Number(answer.headers['retry-after'])
    const quietSeconds = isTooMany ? (wanted > 0 ? wanted : usualQuiet) : 0
    return { taken: answer.statusCode === 200, quietSeconds }
  } catch {
    return { taken: false, quietSeconds: 0 }
  }
}

function envelopeOf({ newId, now, ...deps }: SentryDeps, error: SeenError): string {
  const id = newId().replaceAll('-', '')
  const at = now()
  const { correlationId } = error
  const event = JSON.stringify({
    event_id: id,
    timestamp: at / 1000,
    platform: 'node',
    level: 'error',
    logger: 'pao',
    release: `pao@${deps.release}`,
    environment: deps.environment,
    server_name: deps.server,
    transaction: error.said,
    fingerprint: [error.fingerprint],
    tags: { ...(correlationId !== undefined && { correlation_id: correlationId }) },
    ...(error.request !== undefined && { extra: { request: error.request } }),
    ...(correlationId !== undefined && { contexts: { trace: traceOf(correlationId) } }),
    exception: {
      values: [
        {
          type: error.name,
          value: error.message,
          // Outermost first, as Sentry reads them.
          stacktrace: { frames: error.frames.map(frameOf).toReversed() },
        },
      ],
    },
  })
  const item = JSON.stringify({ type: 'event', length: Buffer.byteLength(event) })
  const head = JSON.stringify({ event_id: id, sent_at: new Date(at).toISOString() })
  return `${head}\n${item}\n${event}\n`
}

function traceOf(correlation: string): { trace_id: string; span_id: string } {
  const { traceId, spanId } = placeOf(correlation, 'call', correlation)
  return { trace_id: traceId, span_id: spanId }
}

function frameOf({ in: name, file, line, column, isOurs }: SeenError['frames'][number]) {
  return { function: name, filename: file, lineno: line, colno: column, in_app: isOurs }
}
