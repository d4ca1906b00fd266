import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { Hold } from '#audit/open.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { actingOf } from '../guards/audit.ts'
import { answerOnce } from '../guards/idempotency.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, named } from './answers.ts'

const tags = ['audit']
const config = { access: 'audit.upkeep' as const }
const Name = Type.Object({ name: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,99}$' }) })
const Reason = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 2_000 }) },
  { additionalProperties: false, examples: [{ reason: 'Case 2026-117' }] },
)
const ErasureBody = Type.Object(
  {
    names: Type.Array(Type.String({ minLength: 1, maxLength: 300 }), {
      minItems: 1,
      maxItems: 20,
      description: 'Every id and e-mail the person is known by.',
    }),
    reason: Type.String({
      minLength: 1,
      maxLength: 2_000,
      description: 'Why, without naming the person.',
    }),
  },
  {
    additionalProperties: false,
    examples: [{ names: ['dana', 'dana.developer@example.com'], reason: 'Request 2026-12' }],
  },
)

const hold = {
  name: 'case-2026-117',
  reason: 'Case 2026-117',
  set_by: 'ada',
  set_at: '2026-01-31T12:00:00.000Z',
}

/** Legal holds, and forgetting a person. */
export function auditUpkeepRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(listRoute(deps))
    await app.register(holdRoute(deps))
    await app.register(releaseRoute(deps))
    await app.register(eraseRoute(deps))
  }
}

function listRoute({ audit }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/audit/holds',
      {
        config: { access: 'audit.read' },
        schema: {
          operationId: 'listAuditHolds',
          summary: 'Legal holds: while one stands, nothing is erased or dropped',
          tags,
          response: {
            200: answer(
              'By name.',
              {
                type: 'object',
                properties: { items: { type: 'array', items: named('AuditHold') } },
              },
              { items: [hold] },
            ),
            ...refusals(...signedIn),
          },
        },
      },
      async (request) => ({ items: (await audit.holds(principalOf(request).tenant)).map(view) }),
    )
  }
}

function holdRoute({ audit }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.put(
      '/audit/holds/:name',
      {
        config,
        schema: {
          operationId: 'setAuditHold',
          summary: 'Set a legal hold',
          tags,
          params: Name,
          body: Reason,
          response: {
            200: answer('It stands.', named('AuditHold'), hold),
            ...refusals(...signedIn, 'body.invalid', 'query.invalid'),
          },
        },
      },
      async (request) => {
        const { tenant } = principalOf(request)
        const wish = { name: request.params.name, reason: request.body.reason }
        return view(await audit.hold({ tenant, by: actingOf(request) }, wish))
      },
    )
  }
}

function releaseRoute({ audit }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.delete(
      '/audit/holds/:name',
      {
        config,
        schema: {
          operationId: 'liftAuditHold',
          summary: 'Lift a legal hold',
          tags,
          params: Name,
          response: {
            200: answer('It is lifted.', { type: 'object' }, { name: hold.name }),
            ...refusals(...signedIn, 'audit.hold_not_found', 'query.invalid'),
          },
        },
      },
      async (request) => {
        const { name } = request.params
        const { tenant } = principalOf(request)
        if (!(await audit.release({ tenant, by: actingOf(request) }, name)))
          throw new Problem('audit.hold_not_found', { name })
        return { name }
      },
    )
  }
}

function eraseRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/audit/erasures',
      {
        config,
        schema: {
          operationId: 'erasePersonFromAudit',
          summary: 'Take what is personal of somebody out of the log',
          description:
            'Who they were, from where, the reasons they gave and what names them. The chain stays whole and tells how many values went.',
          tags,
          body: ErasureBody,
          response: {
            200: answer(
              'It is gone.',
              {
                type: 'object',
                properties: { erasure: { type: 'string' }, values: { type: 'integer' } },
              },
              { erasure: '0198c0de-0000-7000-8000-000000000001', values: 12 },
            ),
            ...refusals(
              ...signedIn,
              'body.invalid',
              'audit.held',
              'idempotency.key_invalid',
              'idempotency.mismatch',
              'idempotency.in_flight',
            ),
          },
        },
      },
      async (request, reply) =>
        answerOnce(deps.once, { request, reply, operation: 'POST /audit/erasures' }, async () => {
          const { tenant } = principalOf(request)
          const done = await deps.audit.erase({ tenant, by: actingOf(request) }, request.body)
          return { status: 200, headers: {}, body: JSON.stringify(done) }
        }),
    )
  }
}

function view({ name, reason, setBy, setAt }: Hold) {
  return { name, reason, set_by: setBy, set_at: setAt.toISOString() }
}
