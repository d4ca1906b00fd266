import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { emptyBodyIsObject } from '../body.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { sendCreated } from '../guards/idempotency.ts'
import { refusals, signedIn } from '../problem.ts'
import { interfereRoutes } from './interfere.ts'
import { promotionRoutes } from './promotion.ts'
import { revealRoute } from './reveal.ts'
import { ActionOfRequest, RequestId } from './requests.ts'
import { doing, nowAccepted, config, controlling, idempotency, known, tags } from './steering.ts'

/** Everything a person can do to a request that exists. */
export function requestActionRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(cancelRoute(deps))
    await app.register(retryRoute(deps))
    await app.register(rollbackRoute(deps))
    await app.register(completeRoute(deps))
    await app.register(interfereRoutes(deps))
    await app.register(promotionRoutes(deps))
    await app.register(revealRoute(deps))
    await app.register(removeRoute(deps))
  }
}

function cancelRoute({ requests }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/requests/:id/cancel',
      {
        config,
        preValidation: emptyBodyIsObject,
        schema: {
          operationId: 'cancelRequest',
          summary: 'Cancel a request that has not ended',
          tags,
          params: RequestId,
          body: Type.Object(
            {
              reason: Type.Optional(Type.String({ maxLength: 2_000 })),
              compensate: Type.Optional(
                Type.Boolean({ description: 'Undo afterwards what had already succeeded.' }),
              ),
            },
            {
              additionalProperties: false,
              examples: [{ reason: 'Ordered twice', compensate: true }],
            },
          ),
          response: {
            202: nowAccepted,
            ...refusals(...known, ...idempotency, 'request.ended', 'request.rolling_back'),
          },
        },
      },
      async (request, reply) => {
        const call = controlling(request, 'cancel')
        const wish = { principal: principalOf(request), id: request.params.id, body: request.body }
        return sendCreated(reply, await requests.cancel(wish, call.options), call)
      },
    )
  }
}

function retryRoute({ requests }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/requests/:id/retry',
      {
        config,
        preValidation: emptyBodyIsObject,
        schema: {
          operationId: 'retryRequest',
          summary: 'Let a failed request go on where it failed',
          tags,
          params: RequestId,
          querystring: Type.Object(
            {
              from: Type.Optional(
                Type.String({ maxLength: 100, description: 'Run again from this action on.' }),
              ),
            },
            { additionalProperties: false },
          ),
          body: Type.Object(
            {
              use_latest: Type.Optional(
                Type.Boolean({
                  description: 'Go on with the newest version of the item; what succeeded stays.',
                }),
              ),
            },
            { additionalProperties: false, examples: [{ use_latest: true }] },
          ),
          response: {
            202: nowAccepted,
            ...refusals(
              ...known,
              ...idempotency,
              'request.not_failed',
              'request.automation_off',
              'action.not_found',
              'item.not_found',
              'item.not_orderable',
              'request.invalid',
            ),
          },
        },
      },
      async (request, reply) => {
        const call = controlling(request, 'retry')
        const body = { ...request.query, ...request.body }
        const wish = { principal: principalOf(request), id: request.params.id, body }
        return sendCreated(reply, await requests.retry(wish, call.options), call)
      },
    )
  }
}

function rollbackRoute({ requests }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/requests/:id/rollback',
      {
        config,
        preValidation: emptyBodyIsObject,
        schema: {
          operationId: 'rollBackRequest',
          summary: 'Undo what a request that has ended made',
          description:
            'In reverse order of making. After a rollback that failed: once more for what is left.',
          tags,
          params: RequestId,
          body: Type.Object(
            { reason: Type.Optional(Type.String({ maxLength: 2_000 })) },
            { additionalProperties: false, examples: [{ reason: 'Not needed any more' }] },
          ),
          response: {
            202: nowAccepted,
            ...refusals(...known, ...idempotency, 'request.not_ended', 'request.not_undoable'),
          },
        },
      },
      async (request, reply) => {
        const call = controlling(request, 'rollback')
        const wish = { principal: principalOf(request), id: request.params.id, body: request.body }
        return sendCreated(reply, await requests.rollBack(wish, call.options), call)
      },
    )
  }
}

const CompletionBody = Type.Object(
  {
    outcome: Type.Union([Type.Literal('succeeded'), Type.Literal('failed')]),
    outputs: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    comment: Type.Optional(Type.String({ maxLength: 2_000 })),
  },
  {
    additionalProperties: false,
    examples: [{ outcome: 'succeeded', outputs: { host: 'db-7' }, comment: 'Done by hand' }],
  },
)

function completeRoute({ requests }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/requests/:id/actions/:action/complete',
      {
        config: doing,
        schema: {
          operationId: 'completeAction',
          summary: 'Say that manual work is done, or cannot be done',
          tags,
          params: ActionOfRequest,
          body: CompletionBody,
          response: {
            202: nowAccepted,
            ...refusals(
              ...known,
              ...idempotency,
              'action.not_found',
              'action.not_waiting',
              'action.outputs_invalid',
            ),
          },
        },
      },
      async (request, reply) => {
        const { id, action } = request.params
        const call = controlling(request, 'complete')
        const body = { action, ...request.body }
        const wish = { principal: principalOf(request), id, body }
        return sendCreated(reply, await requests.completeManual(wish, call.options), call)
      },
    )
  }
}

function removeRoute({ requests }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.delete(
      '/requests/:id',
      {
        config: { ...config, rule: 'remove' },
        schema: {
          operationId: 'removeRequest',
          summary: 'Take an ended request of one’s own off the lists',
          tags,
          params: RequestId,
          response: {
            204: { description: 'It is off the lists; its record stays.', type: 'null' },
            ...refusals(...signedIn, 'request.not_found', 'request.not_ended'),
          },
        },
      },
      async (request, reply) => {
        await requests.remove(principalOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
}
