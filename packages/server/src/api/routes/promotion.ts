import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Promotion } from '#requests/promote.ts'
import { emptyBodyIsObject } from '../body.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { answerOnce } from '../guards/idempotency.ts'
import { refusals } from '../problem.ts'
import { answer, named } from './answers.ts'
import { iso, linksOf } from './request-views.ts'
import { RequestId } from './requests.ts'
import { idempotency, known, tags } from './steering.ts'

const Stage = Type.Object({
  request: Type.String({ format: 'uuid' }),
  environment: Type.String(),
  state: Type.String(),
})
const PromotionAnswer = Type.Object({
  path: Type.Array(Type.String(), {
    description: 'Environments in order; empty = there is no way.',
  }),
  environment: Type.Union([Type.String(), Type.Null()]),
  next: Type.Union([Type.String(), Type.Null()], {
    description: 'Null = this is the last, or it is not on the way.',
  }),
  gates: Type.Array(
    Type.Object({
      gate: Type.Union([
        Type.Literal('stood_for'),
        Type.Literal('in_sync'),
        Type.Literal('unknown'),
      ]),
      open: Type.Boolean(),
      message: Type.String(),
      opens_at: Type.Optional(Type.String({ format: 'date-time' })),
    }),
  ),
  overrides: Type.Array(Type.String(), {
    description: 'Fields whose answer is that of the next environment, not the one carried.',
  }),
  from: Type.Union([Stage, Type.Null()], { description: 'The request it was carried on from.' }),
  promoted: Type.Array(Stage, { description: 'Orders it was carried on by, newest first.' }),
  may_promote: Type.Boolean(),
})

const later = '0198c5a4-8a10-7000-8000-000000000002'

/** From one environment to the next, with the same answers. */
export function promotionRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(readRoute(deps))
    await app.register(promoteRoute(deps))
  }
}

function readRoute({ requests }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/requests/:id/promotion',
      {
        config: { access: 'request.read', rule: 'read' },
        schema: {
          operationId: 'getPromotion',
          summary: 'The way of a request through the environments',
          description: 'As the newest version of its item names it (`fulfillment.promotion`).',
          tags,
          params: RequestId,
          response: {
            200: answer('How far it has come.', PromotionAnswer, {
              path: ['development', 'testing', 'production'],
              environment: 'development',
              next: 'testing',
              gates: [],
              overrides: ['storage_size'],
              from: null,
              promoted: [],
              may_promote: true,
            }),
            ...refusals('request.not_found', ...known),
          },
        },
      },
      async (request) =>
        promotionView(await requests.promotion(principalOf(request), request.params.id)),
    )
  }
}

const promoteRefusals = [
  'item.not_found',
  'item.not_orderable',
  'request.invalid',
  'tenant.full',
  'request.not_completed',
  'request.not_promotable',
  'request.promoted',
  'request.gate_closed',
] as const

function promoteRoute({ requests, once }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/requests/:id/promote',
      {
        config: { access: 'request.order', rule: 'control' },
        preValidation: emptyBodyIsObject,
        schema: {
          operationId: 'promoteRequest',
          summary: 'Order the same in the next environment',
          description:
            'The answers are carried over, secrets are not; what the environment has of its own (`fulfillment.environments.<name>.defaults`) wins, and `fields` wins over all. It is an order like any other: form, approvals, quotas and windows of that environment hold.',
          tags,
          params: RequestId,
          body: Type.Object(
            {
              environment: Type.Optional(
                Type.String({ maxLength: 100, description: 'The next one; another is refused.' }),
              ),
              fields: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
              reason: Type.Optional(Type.String({ maxLength: 2_000 })),
            },
            { additionalProperties: false, examples: [{ reason: 'Tested for a week' }] },
          ),
          response: {
            202: answer('The order was taken in.', named('Submitted'), {
              id: later,
              state: 'queued',
              seq: 3,
              links: linksOf(later),
            }),
            ...refusals(...known, ...idempotency, ...promoteRefusals),
          },
        },
      },
      async (request, reply) => {
        const call = { request, reply, operation: 'POST /requests/{id}/promote' }
        return answerOnce(once, call, async () => {
          const wish = { id: request.params.id, ...request.body }
          const made = await requests.promote(principalOf(request), wish)
          return {
            status: 202,
            headers: { location: `/api/v1/requests/${made.id}` },
            body: JSON.stringify({ ...made, links: linksOf(made.id) }),
          }
        })
      },
    )
  }
}

function promotionView({ next, from, gates, mayPromote, ...rest }: Promotion) {
  return {
    ...rest,
    next: next ?? null,
    from: from ?? null,
    gates: gates.map(({ gate, open, message, opensAt }) => ({
      gate,
      open,
      message,
      ...(opensAt !== undefined && { opens_at: iso(opensAt) }),
    })),
    may_promote: mayPromote,
  }
}
