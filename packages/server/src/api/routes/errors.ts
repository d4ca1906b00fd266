import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { ApiDeps, ErrorFact } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { actingOf } from '../guards/audit.ts'
import { answerOnce } from '../guards/idempotency.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, named } from './answers.ts'

const tags = ['operators']
const Fingerprint = Type.Object({ fingerprint: Type.String({ pattern: '^[0-9a-f]{16}$' }) })
const Asked = Type.Object(
  {
    resolved: Type.Optional(
      Type.Boolean({ description: 'Those that were called resolved, instead of the open ones.' }),
    ),
  },
  { additionalProperties: false },
)

const example = {
  fingerprint: '3f1c9a2b7d5e8f40',
  name: 'TypeError',
  message: 'Cannot read properties of undefined (reading "plan")',
  said: 'a call failed',
  count: 3,
  first_seen_at: '2026-01-31T12:00:00.000Z',
  last_seen_at: '2026-01-31T14:30:00.000Z',
  release: '0.1.0',
  resolved_at: null,
  sample: {
    frames: [
      { in: 'submit', file: 'server/src/requests/submit.ts', line: 90, column: 7, isOurs: true },
    ],
    correlation_id: '0198c5a4-8a10-7000-8000-000000000001-2f',
  },
}

/** Unexpected errors, grouped; each is a bug of ours. */
export function errorRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/errors',
      {
        config: { access: 'error.read' },
        schema: {
          operationId: 'listErrors',
          summary: 'Unexpected errors by kind',
          description:
            'At most 200, last seen first. Secrets are taken out of messages and samples.',
          tags,
          querystring: Asked,
          response: {
            200: answer(
              'One entry for each kind.',
              {
                type: 'object',
                properties: { items: { type: 'array', items: named('ErrorGroup') } },
              },
              { items: [example] },
            ),
            ...refusals(...signedIn, 'request.invalid'),
          },
        },
      },
      async (request) => {
        const { resolved = false } = request.query
        const rows = await deps.errors.list(principalOf(request).tenant, { resolved })
        return { items: rows.map(view) }
      },
    )
    await app.register(resolveRoute(deps))
  }
}

function resolveRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/errors/:fingerprint/resolve',
      {
        config: { access: 'error.resolve' },
        schema: {
          operationId: 'resolveError',
          summary: 'Call a kind of error resolved',
          description: 'It leaves the list until it is seen again.',
          tags,
          params: Fingerprint,
          response: {
            200: answer(
              'It is called resolved.',
              { type: 'object' },
              { fingerprint: example.fingerprint, state: 'resolved' },
            ),
            ...refusals(
              ...signedIn,
              'error.not_found',
              'idempotency.key_invalid',
              'idempotency.mismatch',
              'idempotency.in_flight',
            ),
          },
        },
      },
      async (request, reply) => {
        const { fingerprint } = request.params
        const operation = 'POST /errors/:fingerprint/resolve'
        return answerOnce(deps.once, { request, reply, operation }, async () => {
          const { tenant } = principalOf(request)
          if (!(await deps.errors.resolve({ tenant, fingerprint }, actingOf(request))))
            throw new Problem('error.not_found', { fingerprint })
          const body = JSON.stringify({ fingerprint, state: 'resolved' })
          return { status: 200, headers: {}, body }
        })
      },
    )
  }
}

function view({ firstSeenAt, lastSeenAt, resolvedAt, ...group }: ErrorFact) {
  return {
    ...group,
    first_seen_at: firstSeenAt.toISOString(),
    last_seen_at: lastSeenAt.toISOString(),
    resolved_at: resolvedAt?.toISOString() ?? null,
  }
}
