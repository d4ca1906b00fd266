import type { FastifyInstance, RawRequestDefaultExpression } from 'fastify'
import { correlationOf, placeIn, traceIdOf } from '#traces.ts'
import type { ApiDeps } from './deps.ts'

const idShape = /^[A-Za-z0-9-]{1,64}$/

/**
 * The caller's own id of the call when it is a plain one, else the caller's place in a trace where it says one
 * (`traceparent`), else a new one: this process's id and a number. It is the correlation id.
 */
export function callId(newId: () => string): (message: RawRequestDefaultExpression) => string {
  const process = newId()
  let calls = 0
  return ({ headers }) => {
    const given = headers['x-request-id']
    if (typeof given === 'string' && idShape.test(given)) return given
    const caller = placeIn(headers.traceparent)
    if (caller) return correlationOf(caller)
    calls += 1
    return `${process}-${calls.toString(36)}`
  }
}

type NoteDeps = {
  log: ApiDeps['log']
  operations: Pick<ApiDeps['operations'], 'answered' | 'traced'>
}

type Fact = Parameters<NoteDeps['operations']['answered']>[0]

/** What the line of an answer names besides what is counted. */
type Names = { id: string; traceparent: unknown; principal: string | undefined }

/** Counts the answer and writes its one line. */
export function noteAnswer({ log, operations }: NoteDeps, fact: Fact, names: Names): void {
  operations.answered(fact)
  operations.traced?.({ ...fact, id: names.id, traceparent: names.traceparent })
  const isRead = fact.method === 'GET' || fact.method === 'HEAD'
  const level = fact.status < 400 && isRead ? 'debug' : 'info'
  if (!log.isLevelEnabled(level)) return
  log[level](
    {
      ...fact,
      correlation_id: names.id,
      trace_id: placeIn(names.traceparent)?.traceId ?? traceIdOf(names.id),
      principal: names.principal,
    },
    'answered',
  )
}

/** Sends the id of the call back and writes one line for each answer. */
export function noteCalls(app: FastifyInstance, deps: NoteDeps): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const fact = {
      route: request.routeOptions.url ?? '(none)',
      method: request.method,
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    }
    noteAnswer(deps, fact, {
      id: request.id,
      traceparent: request.headers.traceparent,
      principal: request.caller?.principal.id,
    })
    done()
  })
}
