import type { FastifyInstance, RawRequestDefaultExpression } from 'fastify'

const idShape = /^[A-Za-z0-9-]{1,64}$/
const traceShape = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/
const noTrace = '0'.repeat(32)

/** The caller's own id of the call when it is a plain one, else a new one. It is the correlation id. */
export function callId(newId: () => string): (message: RawRequestDefaultExpression) => string {
  return ({ headers }) => {
    const given = headers['x-request-id']
    return typeof given === 'string' && idShape.test(given) ? given : newId()
  }
}

/** The trace id of a W3C `traceparent`, version 00. */
function traceIdOf(traceparent: unknown): string | undefined {
  const [, traceId] = typeof traceparent === 'string' ? (traceShape.exec(traceparent) ?? []) : []
  return traceId === noTrace ? undefined : traceId
}

/** Sends the id of the call back and writes one line for each answer. */
export function noteCalls(
  app: FastifyInstance,
  answered: (fact: { route: string; method: string; status: number; seconds: number }) => void,
): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    const fact = {
      route: request.routeOptions.url ?? '(none)',
      method: request.method,
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    }
    answered(fact)
    const line = {
      ...fact,
      correlation_id: request.id,
      trace_id: traceIdOf(request.headers.traceparent),
      principal: request.caller?.principal.id,
    }
    const quiet = reply.statusCode < 400 && (request.method === 'GET' || request.method === 'HEAD')
    if (quiet) request.log.debug(line, 'answered')
    else request.log.info(line, 'answered')
  })
}
