import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import { limitScopes } from '@pao/core/engine'
import type { LimitView } from '#requests/limits.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { actingOf } from '../guards/audit.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, named } from './answers.ts'

const tags = ['operators']
const Place = Type.Object({
  scope: Type.Union(limitScopes.map((scope) => Type.Literal(scope))),
  name: Type.String({ minLength: 1, maxLength: 300 }),
})
const Most = Type.Object(
  {
    most: Type.Integer({
      minimum: 0,
      maximum: 10_000,
      description: 'Actions under way at once; 0 lets none start.',
    }),
  },
  { additionalProperties: false, examples: [{ most: 5 }] },
)

const holder = {
  request: '0198c0de-0000-7000-8000-000000000001',
  action: 'create-instance',
  since: '2026-01-31T12:00:00.000Z',
}
const example = {
  scope: 'target',
  name: 'jira-ticket',
  most: 1,
  set_by: 'operator',
  taken: 1,
  waiting: 1,
  holders: [holder],
  line: [{ ...holder, request: '0198c0de-0000-7000-8000-000000000002' }],
  updated_at: '2026-01-31T12:00:00.000Z',
}

/** How many actions of one item, queue, target or tenant may be under way at once. */
export function limitRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/limits',
      {
        config: { access: 'limit.read' },
        schema: {
          operationId: 'listLimits',
          summary: 'Limits of actions under way at once, who holds them and who waits',
          tags,
          response: {
            200: answer(
              'By scope and name; what is not listed has no limit.',
              { type: 'object', properties: { items: { type: 'array', items: named('Limit') } } },
              { items: [example] },
            ),
            ...refusals(...signedIn),
          },
        },
      },
      async (request) => {
        const rows = await deps.limits.list(principalOf(request).tenant)
        return { items: rows.map(view) }
      },
    )
    await app.register(setRoute(deps))
    await app.register(removeRoute(deps))
  }
}

function setRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.put(
      '/limits/:scope/:name',
      {
        config: { access: 'limit.write' },
        schema: {
          operationId: 'setLimit',
          summary: 'Set how many actions of one thing may be under way at once',
          description:
            'Lowering ends nothing: what is too many goes on to its end. Raising lets those in line go on at once.',
          tags,
          params: Place,
          body: Most,
          response: {
            200: answer(
              'It holds from now on.',
              { type: 'object' },
              { scope: 'target', name: 'jira-ticket', most: 5 },
            ),
            ...refusals(...signedIn, 'body.invalid', 'query.invalid'),
          },
        },
      },
      async (request) => {
        const { params, body } = request
        const { tenant, id } = principalOf(request)
        checkTenant(tenant, params)
        await deps.limits.set({ tenant, key: params, by: id, acting: actingOf(request) }, body.most)
        return { ...params, most: body.most }
      },
    )
  }
}

function removeRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.delete(
      '/limits/:scope/:name',
      {
        config: { access: 'limit.write' },
        schema: {
          operationId: 'removeLimit',
          summary: 'Take a limit away',
          description: 'What the item sets for itself holds again.',
          tags,
          params: Place,
          response: {
            200: answer(
              'It does not hold any more.',
              { type: 'object' },
              { scope: 'target', name: 'jira-ticket' },
            ),
            ...refusals(...signedIn, 'limit.not_found'),
          },
        },
      },
      async (request) => {
        const { params } = request
        const { tenant, id } = principalOf(request)
        if (!(await deps.limits.remove({ tenant, key: params, by: id, acting: actingOf(request) })))
          throw new Problem('limit.not_found', params)
        return params
      },
    )
  }
}

/** Nobody limits another tenant, or one that does not exist. */
function checkTenant(tenant: string, { scope, name }: { scope: string; name: string }): void {
  if (scope === 'tenant' && name !== tenant) throw new Problem('auth.forbidden', { tenant: name })
}

function view({ scope, name, most, setBy, taken, waiting, updatedAt, ...who }: LimitView) {
  return {
    scope,
    name,
    most,
    set_by: setBy,
    taken,
    waiting,
    holders: who.holders.map(dated),
    line: who.line.map(dated),
    updated_at: updatedAt.toISOString(),
  }
}

function dated({ since, ...rest }: LimitView['line'][number]) {
  return { ...rest, since: since.toISOString() }
}
