import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { sendCreated } from '../guards/idempotency.ts'
import { refusals } from '../problem.ts'
import { ActionOfRequest } from './requests.ts'
import { completing, nowAccepted, controlling, idempotency, known, tags } from './steering.ts'

const Reason = Type.String({ minLength: 1, maxLength: 2_000 })

/** Going on without an action, or with another input for it. */
export function interfereRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(skipRoute(deps))
    await app.register(editRoute(deps))
  }
}

function skipRoute({ requests }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/requests/:id/actions/:action/skip',
      {
        config: completing,
        schema: {
          operationId: 'skipAction',
          summary: 'Go on without an action that has not begun, waits, or has failed',
          description:
            'Those that come after it go on; those that need its success are skipped too. A failed request then goes on by a retry.',
          tags,
          params: ActionOfRequest,
          body: Type.Object(
            { reason: Reason },
            { additionalProperties: false, examples: [{ reason: 'Done by hand' }] },
          ),
          response: {
            202: nowAccepted,
            ...refusals(...known, ...idempotency, 'action.not_found', 'action.not_skippable'),
          },
        },
      },
      async (request, reply) => {
        const { id, action } = request.params
        const call = controlling(request, 'skip')
        const wish = { principal: principalOf(request), id, body: { action, ...request.body } }
        return sendCreated(reply, await requests.skip(wish, call.options), call)
      },
    )
  }
}

const EditBody = Type.Object(
  {
    changes: Type.Record(Type.String({ maxLength: 500 }), Type.Unknown(), {
      minProperties: 1,
      maxProperties: 100,
      description: 'JSON pointer into the config of the action to its new value.',
    }),
    reason: Reason,
    resume: Type.Optional(Type.Boolean({ description: 'Let the failed request go on at once.' })),
  },
  {
    additionalProperties: false,
    examples: [{ changes: { '/body/size': 'small' }, reason: 'Quota is used up', resume: true }],
  },
)

function editRoute({ requests }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/requests/:id/actions/:action/edit',
      {
        config: completing,
        schema: {
          operationId: 'editAction',
          summary: 'Change what an action is given from its next try on',
          description: 'Templates are rendered as in the item; secrets only as {{secrets.NAME}}.',
          tags,
          params: ActionOfRequest,
          body: EditBody,
          response: {
            202: nowAccepted,
            ...refusals(
              ...known,
              ...idempotency,
              'action.not_found',
              'action.not_editable',
              'action.input_invalid',
              'request.not_failed',
              'request.automation_off',
            ),
          },
        },
      },
      async (request, reply) => {
        const { id, action } = request.params
        const call = controlling(request, 'edit')
        const wish = { principal: principalOf(request), id, body: { action, ...request.body } }
        return sendCreated(reply, await requests.edit(wish, call.options), call)
      },
    )
  }
}
