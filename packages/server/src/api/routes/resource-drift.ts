import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { emptyBodyIsObject } from '../body.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { actingOf } from '../guards/audit.ts'
import { answerOnce } from '../guards/idempotency.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, named } from './answers.ts'
import { wholeExample, wholeView } from './resource-views.ts'
import { idempotency } from './steering.ts'

const tags = ['resources']
const config = { access: 'resource.change' as const }
const ResourceId = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) })
const refused = [...signedIn, ...idempotency, 'resource.not_found', 'body.invalid'] as const

/** Looking now, and saying that what was found is right. */
export function driftRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(lookRoute(deps))
    await app.register(acceptRoute(deps))
  }
}

function lookRoute({ resources, once }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/resources/:id/look',
      {
        config,
        preValidation: emptyBodyIsObject,
        schema: {
          operationId: 'lookAtResource',
          summary: 'Have a resource looked at now',
          description:
            'A worker looks whether it is still as it was ordered, and changes nothing. Read the resource again until `drift.asked` is false.',
          tags,
          params: ResourceId,
          response: {
            202: answer('It will be looked at.', named('ResourceWhole'), {
              ...wholeExample,
              drift: { ...wholeExample.drift, asked: true },
            }),
            ...refusals(...refused, 'resource.gone'),
          },
        },
      },
      async (request, reply) => {
        const call = { request, reply, operation: 'POST /resources/{id}/look' }
        const wish = { resource: request.params.id, by: actingOf(request) }
        return answerOnce(once, call, async () => ({
          status: 202,
          headers: { location: `/api/v1/resources/${request.params.id}` },
          body: JSON.stringify(wholeView(await resources.look(principalOf(request), wish))),
        }))
      },
    )
  }
}

function acceptRoute({ resources, once }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/resources/:id/accept-drift',
      {
        config,
        preValidation: emptyBodyIsObject,
        schema: {
          operationId: 'acceptDrift',
          summary: 'Say that what was found is right as it is',
          description:
            'The differences count as in order until something else is found, or ordered. Values that are hidden cannot be accepted. Nothing outside is changed.',
          tags,
          params: ResourceId,
          body: Type.Object(
            { reason: Type.Optional(Type.String({ maxLength: 2_000 })) },
            { additionalProperties: false, examples: [{ reason: 'Made larger by the on-call' }] },
          ),
          response: {
            200: answer('They are accepted.', named('ResourceWhole'), wholeExample),
            ...refusals(...refused, 'resource.not_drifted'),
          },
        },
      },
      async (request, reply) => {
        const call = { request, reply, operation: 'POST /resources/{id}/accept-drift' }
        const wish = { resource: request.params.id, by: actingOf(request), ...request.body }
        return answerOnce(once, call, async () => ({
          status: 200,
          headers: {},
          body: JSON.stringify(wholeView(await resources.acceptDrift(principalOf(request), wish))),
        }))
      },
    )
  }
}
