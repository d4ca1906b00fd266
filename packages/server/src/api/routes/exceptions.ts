import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { sendCreated } from '../guards/idempotency.ts'
import { refusals } from '../problem.ts'
import { config, controlling, idempotency, known, nowAccepted, tags } from './steering.ts'

const OneRequest = Type.Object({ id: Type.String({ maxLength: 100 }) })
const Text = Type.String({ minLength: 1, maxLength: 1_000 })
const AskBody = Type.Object(
  { reason: Text },
  { additionalProperties: false, examples: [{ reason: 'A customer waits for it' }] },
)
const WordBody = Type.Object(
  {
    decision: Type.Union([Type.Literal('approve'), Type.Literal('reject')]),
    comment: Type.Optional(Text),
  },
  { additionalProperties: false, examples: [{ decision: 'approve', comment: 'Agreed by phone' }] },
)

/** Leave to begin although a freeze holds. */
export function exceptionRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(askRoute(deps))
    await app.register(decideRoute(deps))
  }
}

function askRoute({ calendar }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/requests/:id/exception',
      {
        config,
        schema: {
          operationId: 'askException',
          summary: 'Ask to begin although a freeze or window keeps the request back',
          tags,
          params: OneRequest,
          body: AskBody,
          response: {
            202: nowAccepted,
            ...refusals(...known, ...idempotency, 'request.not_closed', 'exception.asked'),
          },
        },
      },
      async (request, reply) => {
        const call = controlling(request, 'exception')
        const { params, body } = request
        const wish = { principal: principalOf(request), id: params.id, body }
        return sendCreated(reply, await calendar.askException(wish, call.options), call)
      },
    )
  }
}

function decideRoute({ calendar }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/requests/:id/exception/decision',
      {
        config: { access: 'approval.decide' },
        schema: {
          operationId: 'decideException',
          summary: 'Let a request begin although a freeze or window keeps it back, or refuse that',
          description:
            'For those the freeze names, operators where it names nobody; for windows of an item its team and operators. Never for who ordered it. May be given unasked.',
          tags,
          params: OneRequest,
          body: WordBody,
          response: {
            202: nowAccepted,
            ...refusals(
              ...known,
              ...idempotency,
              'request.not_closed',
              'exception.not_asked',
              'approval.own_request',
            ),
          },
        },
      },
      async (request, reply) => {
        const call = controlling(request, 'exception/decision')
        const { params, body } = request
        const wish = { principal: principalOf(request), id: params.id, body }
        return sendCreated(reply, await calendar.decideException(wish, call.options), call)
      },
    )
  }
}
