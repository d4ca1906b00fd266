import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import { aboutPermission, permitted } from '#identity/permissions.ts'
import type { Principal } from '#identity/principal.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf, type RouteFact } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer } from './answers.ts'

const Query = Type.Object(
  {
    operation: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'operationId of this document, e.g. cancelRequest.',
    }),
    id: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'The request it is about.' }),
    ),
  },
  { additionalProperties: false },
)

const example = {
  operation: 'cancelRequest',
  allowed: true,
  reasons: [
    { rule: 'request.control', holds: true, why: 'The role developer may cancel, retry …' },
    { rule: 'request:control', holds: true, why: 'You are its requester' },
  ],
}

type Reason = { rule: string; holds: boolean; why: string }

/** May I, and why (not): the same decisions as calls meet, told instead of made. */
export function authzRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/authz/explain',
      {
        config: { access: 'self' },
        schema: {
          operationId: 'explainAccess',
          summary: 'Whether you may call an operation, and by which role or rule',
          description:
            'With `id` also what the rules say about that request. One you may not read is answered as one that does not exist.',
          tags: ['identity'],
          querystring: Query,
          response: {
            200: answer('The verdict and what it comes from.', { type: 'object' }, example),
            ...refusals(
              ...signedIn,
              'query.invalid',
              'authz.operation_not_found',
              'request.not_found',
            ),
          },
        },
      },
      async (request) => {
        const { operation, id } = request.query
        const route = app.routeTable.find((one) => one.operation === operation)
        if (!route) throw new Problem('authz.operation_not_found', { operation })
        const principal = principalOf(request)
        const reasons = [
          byPermission(route, principal),
          ...(id === undefined ? [] : await byRequest(deps, principal, { route, id })),
        ]
        return { operation, allowed: reasons.every(({ holds }) => holds), reasons }
      },
    )
  }
}

function byPermission({ access }: RouteFact, principal: Principal): Reason {
  if (access === 'public') return { rule: 'public', holds: true, why: 'Nobody has to sign in' }
  if (access === undefined) return { rule: 'none', holds: false, why: 'Nobody may' }
  const { allowed, through, needs, elsewhere } = permitted(principal, access)
  const about = aboutPermission(access)
  if (through === 'anyone')
    return { rule: access, holds: true, why: `Anybody signed in may ${about}` }
  if (elsewhere)
    return { rule: access, holds: false, why: `Only people of the installation may ${about}` }
  return {
    rule: access,
    holds: allowed,
    why: allowed
      ? `The role ${through} may ${about}`
      : `To ${about} takes one of the roles ${needs.join(', ')}; you hold ${principal.roles.join(', ') || 'none'}`,
  }
}

async function byRequest(
  { requests }: ApiDeps,
  principal: Principal,
  { route, id }: { route: RouteFact; id: string },
): Promise<readonly Reason[]> {
  const { relations, rules } = await requests.standing(principal, id)
  if (route.rule === undefined) return []
  const { allowed, enough } = rules[route.rule]
  const are = relations.join(', ')
  const why = allowed
    ? `To this request you are: ${are}`
    : `It takes one of ${enough.join(', ')}; to this request you are: ${are}`
  return [{ rule: `request:${route.rule}`, holds: allowed, why }]
}
