import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { ApiDeps, BreakerFact } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { actingOf } from '../guards/audit.ts'
import { answerOnce } from '../guards/idempotency.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, named } from './answers.ts'

const tags = ['operators']
const Target = Type.Object({ target: Type.String({ minLength: 1, maxLength: 300 }) })

const example = {
  target: 'jira.example.com',
  state: 'open',
  failures: 5,
  opened_at: '2026-01-31T12:00:00.000Z',
  retry_at: '2026-01-31T12:00:30.000Z',
  reason: 'did not answer in time',
  updated_at: '2026-01-31T12:00:00.000Z',
}

/** Which remote systems are left alone for now, and the button that ends it. */
export function breakerRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/breakers',
      {
        config: { access: 'breaker.read' },
        schema: {
          operationId: 'listBreakers',
          summary: 'Circuit breakers that are open or counting failures',
          tags,
          response: {
            200: answer(
              'Most recently changed first; a target that is not listed is closed.',
              { type: 'object', properties: { items: { type: 'array', items: named('Breaker') } } },
              { items: [example] },
            ),
            ...refusals(...signedIn),
          },
        },
      },
      async (request) => {
        const rows = await deps.breakers.list(principalOf(request).tenant)
        return { items: rows.map(view) }
      },
    )
    await app.register(resetRoute(deps))
  }
}

function resetRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/breakers/:target/reset',
      {
        config: { access: 'breaker.reset' },
        schema: {
          operationId: 'resetBreaker',
          summary: 'Close a circuit breaker by hand',
          description: 'Calls go out again at once; failures are counted anew.',
          tags,
          params: Target,
          response: {
            200: answer(
              'It is closed.',
              { type: 'object' },
              { target: 'jira.example.com', state: 'closed' },
            ),
            ...refusals(
              ...signedIn,
              'breaker.not_found',
              'idempotency.key_invalid',
              'idempotency.mismatch',
              'idempotency.in_flight',
            ),
          },
        },
      },
      async (request, reply) => {
        const { target } = request.params
        const operation = 'POST /breakers/:target/reset'
        return answerOnce(deps.once, { request, reply, operation }, async () => {
          if (!(await deps.breakers.reset(principalOf(request).tenant, target, actingOf(request))))
            throw new Problem('breaker.not_found', { target })
          return { status: 200, headers: {}, body: JSON.stringify({ target, state: 'closed' }) }
        })
      },
    )
  }
}

function view({ target, state, failures, reason, ...at }: BreakerFact) {
  return {
    target,
    state,
    failures,
    opened_at: at.openedAt?.toISOString() ?? null,
    retry_at: at.retryAt?.toISOString() ?? null,
    reason,
    updated_at: at.updatedAt.toISOString(),
  }
}
