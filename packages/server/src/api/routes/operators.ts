import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { ApiDeps, HealthFact } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { answerOnce } from '../guards/idempotency.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, named } from './answers.ts'
import { iso } from './request-views.ts'

const tags = ['operators']
const open = { access: 'public' as const, unthrottled: true }

const healthy = { status: 'ok', parts: [{ name: 'database', status: 'ok' }] }
const health = (description: string) => answer(description, named('Health'), healthy)

/** Health and figures where probes and scrapers look for them. */
export function rootRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return healthRoutes(deps, '')
}

/** Health, figures, version, and the reading of the catalog. */
export function operatorRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(healthRoutes(deps, 'Api'))
    await app.register(versionRoute(deps))
    await app.register(refreshRoute(deps))
    await app.register(validationRoutes(deps))
  }
}

function healthRoutes({ operations }: ApiDeps, suffix: string): FastifyPluginAsyncTypebox {
  const about = (name: string, summary: string, response: object) => ({
    config: open,
    schema: { operationId: `${name}${suffix}`, summary, security: [], tags, response },
  })
  return async (app) => {
    app.get(
      '/health',
      about('getHealth', 'What is up and what is not', { 200: health('Alive.'), ...refusals() }),
      async (_request, reply) => {
        const { ready, parts } = await operations.health()
        return reply.header('cache-control', 'no-store').send(healthView(ready, parts))
      },
    )
    app.get(
      '/health/live',
      about('getLiveness', 'Whether the process answers', {
        200: answer('It does.', { type: 'object' }, { status: 'ok' }),
        ...refusals(),
      }),
      async () => ({ status: 'ok' }),
    )
    app.get(
      '/health/ready',
      about('getReadiness', 'Whether calls should be sent here', {
        200: health('Yes.'),
        503: health('No: the database is away, a migration is due, or the process is stopping.'),
        ...refusals(),
      }),
      async (_request, reply) => {
        const { ready, parts } = await operations.health()
        const takes = ready && !operations.draining()
        return reply
          .code(takes ? 200 : 503)
          .header('cache-control', 'no-store')
          .send(healthView(takes, parts))
      },
    )
    app.get(
      '/metrics',
      about('getMetrics', 'Figures in the Prometheus text format', {
        200: { description: 'Figures.', content: { 'text/plain': { schema: { type: 'string' } } } },
        ...refusals(),
      }),
      async (_request, reply) =>
        reply
          .header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
          .send(Buffer.from(await operations.metricsText())),
    )
  }
}

function healthView(ready: boolean, parts: readonly HealthFact[]) {
  const degraded = parts.some(({ status }) => status !== 'ok')
  return { status: ready ? (degraded ? 'degraded' : 'ok') : 'down', parts }
}

function versionRoute({ settings }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/version',
      {
        config: open,
        schema: {
          operationId: 'getVersion',
          summary: 'Which release answers',
          security: [],
          tags,
          response: {
            200: answer('The release.', { type: 'object' }, { version: '0.1.0', node: '24.21.0' }),
            ...refusals(),
          },
        },
      },
      async () => settings.version,
    )
  }
}

function refreshRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/catalog/refresh',
      {
        config: {
          access: 'catalog.refresh',
          audited: { action: 'catalog.refresh_asked', type: 'catalog' },
        },
        schema: {
          operationId: 'refreshCatalog',
          summary: 'Read the catalog again now',
          tags,
          response: {
            200: answer(
              'What was found.',
              { type: 'object' },
              {
                changed: true,
                revision: '4f2a…',
                errors: 0,
                warnings: 1,
                diagnostics: [],
              },
            ),
            ...refusals(
              ...signedIn,
              'idempotency.key_invalid',
              'idempotency.mismatch',
              'idempotency.in_flight',
            ),
          },
        },
      },
      async (request, reply) =>
        answerOnce(deps.once, { request, reply, operation: 'POST /catalog/refresh' }, async () => {
          const catalog = deps.catalog(principalOf(request).tenant)
          const { changed, revision, diagnostics } = await catalog.refresh()
          const count = (severity: string) =>
            diagnostics.filter((one) => one.severity === severity).length
          const body = {
            changed,
            revision: revision ?? null,
            errors: count('error'),
            warnings: count('warning'),
            diagnostics,
          }
          return { status: 200, headers: {}, body: JSON.stringify(body) }
        }),
    )
  }
}

function validationRoutes({ catalog }: ApiDeps): FastifyPluginAsyncTypebox {
  const view = (tenant: string, id?: string) => {
    const { stale, revision, ...rest } = catalog(tenant).validation(id)
    return {
      revision: revision ?? null,
      ...rest,
      stale: stale.map(({ since, ...one }) => ({ ...one, since: iso(since) })),
    }
  }
  const verdict = answer('Diagnostics of the files as read last.', {
    type: 'object',
    required: ['errors', 'warnings', 'diagnostics', 'stale'],
    properties: {
      revision: { type: ['string', 'null'] },
      errors: { type: 'integer' },
      warnings: { type: 'integer' },
      diagnostics: { type: 'array', items: named('Diagnostic') },
      stale: { type: 'array', items: { type: 'object' } },
    },
  })
  return async (app) => {
    app.get(
      '/catalog/validation',
      {
        config: { access: 'catalog.diagnose' },
        schema: {
          operationId: 'getCatalogValidation',
          summary: 'What is wrong with the catalog’s files',
          tags,
          response: { 200: verdict, ...refusals(...signedIn) },
        },
      },
      async (request) => view(principalOf(request).tenant),
    )
    app.get(
      '/catalog/validation/:id',
      {
        config: { access: 'catalog.diagnose' },
        schema: {
          operationId: 'getItemValidation',
          summary: 'What is wrong with one item’s file',
          tags,
          params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) }),
          response: { 200: verdict, ...refusals(...signedIn, 'item.not_found') },
        },
      },
      async (request) => {
        const { id } = request.params
        const viewer = principalOf(request)
        const found = view(viewer.tenant, id)
        const isKnown = catalog(viewer.tenant).get(id, undefined, viewer) !== undefined
        if (!isKnown && found.diagnostics.length === 0)
          throw new Problem('item.not_found', { item: id })
        return found
      },
    )
  }
}
