import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { ApiDeps } from './deps.ts'

/** Longest a probe may take to arrive, in milliseconds. */
const arrivalMs = 5_000

/** `/health`, `/health/live`, `/health/ready` and `/metrics` of a process that serves nothing else; as in the API. */
export function createProbeApp(
  log: FastifyBaseLogger,
  operations: Pick<ApiDeps['operations'], 'health' | 'draining' | 'metricsText'>,
): FastifyInstance {
  const app: FastifyInstance = Fastify({
    loggerInstance: log,
    requestTimeout: arrivalMs,
    bodyLimit: 1024,
    logController: new LogController({ disableRequestLogging: true }),
  })
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  app.get('/health/live', async () => ({ status: 'ok' }))
  app.get('/health', async () => {
    const { ready, parts } = await operations.health()
    return { status: ready ? 'ok' : 'down', parts }
  })
  app.get('/health/ready', async (_request, reply) => {
    const { ready, parts } = await operations.health()
    const takes = ready && !operations.draining()
    return reply.code(takes ? 200 : 503).send({ status: takes ? 'ok' : 'down', parts })
  })
  app.get('/metrics', async (_request, reply) =>
    reply
      .header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
      .send(await operations.metricsText()),
  )
  return app
}
