import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { actingOf } from '../guards/audit.ts'
import { RateLimit } from '../guards/rate-limit.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer } from './answers.ts'
import { ActionOfRequest } from './requests.ts'

/** Secrets one person may have shown in a minute: enough to read those of an order, too few to collect. */
const revealsPerMinute = 20

const OutputOfAction = Type.Object({
  ...ActionOfRequest.properties,
  name: Type.String({ minLength: 1, maxLength: 200, description: 'Name of the output.' }),
})

const Revealed = Type.Object(
  {
    action: Type.String(),
    name: Type.String(),
    value: Type.Unknown({ description: 'The secret in clear. Keep it nowhere.' }),
  },
  { additionalProperties: false },
)

/** Shows one secret output. A POST, since it is noted, and nothing may fetch it ahead or keep it. */
export function revealRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  const limit = new RateLimit(revealsPerMinute, 'secrets', deps.takenElsewhere)
  limit.listen(deps.now)
  return async (app) => {
    app.post(
      '/requests/:id/outputs/:action/:name/reveal',
      {
        config: { access: 'request.read', rule: 'reveal' },
        schema: {
          operationId: 'revealOutput',
          summary: 'Show one secret output to whom the request is for',
          description: `Only where the item names it under output.reveal, and only as long as it stands. Each showing is in the audit and the story of the request. A key needs the scope secret-outputs:write by name. At most ${revealsPerMinute} a minute.`,
          tags: ['secret-outputs'],
          params: OutputOfAction,
          response: {
            200: answer('The secret, not to be kept.', Revealed, {
              action: 'create',
              name: 'password',
              value: 'correct horse battery staple',
            }),
            ...refusals(
              ...signedIn,
              'request.not_found',
              'output.not_found',
              'output.not_shown',
              'output.gone',
            ),
          },
        },
      },
      async (request, reply) => {
        const principal = principalOf(request)
        const taken = limit.take(`${principal.tenant} ${principal.id}`, deps.now())
        if (!taken.allowed) throw new Problem('rate.limited', { retry_after: taken.resetSeconds })
        const { id, action, name } = request.params
        const wish = { id, action, name, acting: actingOf(request) }
        const revealed = await deps.requests.reveal(principal, wish)
        return reply.header('cache-control', 'no-store').send(revealed)
      },
    )
  }
}
