import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import { every } from '@pao/core/governance'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { actingOf } from '../guards/audit.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, listOf, named } from './answers.ts'
import {
  holderView,
  isBudget,
  QuotaBody,
  quotaExample,
  quotaIn,
  QuotaPlace,
  quotaView,
  TeamPlace,
  TeamQuotaBody,
} from './quota-answers.ts'

const tags = ['operators']
const config = { access: 'quota.write' as const }
const list = listOf('items', named('Quota'))
const place = { team: 'team-shop', environment: every, resource: 'item:vm' }

/** How much of what a team may have. */
export function quotaRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(listRoute(deps))
    await app.register(holdersRoute(deps))
    await app.register(historyRoute(deps))
    await app.register(setRoute(deps))
    await app.register(removeRoute(deps))
    await app.register(teamRoute(deps))
    await app.register(setTeamRoute(deps))
  }
}

function listRoute({ quotas }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/quotas',
      {
        config: { access: 'quota.read' },
        schema: {
          operationId: 'listQuotas',
          summary: 'How much of what teams may have, and have',
          description: 'Who does not oversee the tenant sees what holds for their own teams.',
          tags,
          response: {
            200: answer('By resource, team and environment.', list, { items: [quotaExample] }),
            ...refusals(...signedIn),
          },
        },
      },
      async (request) => {
        const rules = await quotas.list(principalOf(request))
        return { items: rules.filter((rule) => !isBudget(rule)).map(quotaView) }
      },
    )
  }
}

function holdersRoute({ quotas }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/quotas/:team/:environment/:resource/holders',
      {
        config: { access: 'quota.read' },
        schema: {
          operationId: 'listQuotaHolders',
          summary: 'Requests that hold something of a quota of a team',
          tags,
          params: QuotaPlace,
          response: {
            200: answer(
              'The largest amounts first, 200 at most.',
              listOf('items', { type: 'object' }),
              {
                items: [
                  {
                    request: '0198c0de-0000-7000-8000-000000000001',
                    item: 'Virtual machine',
                    requester: 'ann@example.com',
                    amount: 1,
                    exceeded: false,
                    state: 'completed',
                    since: '2026-01-31T12:00:00.000Z',
                  },
                ],
              },
            ),
            ...refusals(...signedIn, 'query.invalid', 'team.not_found'),
          },
        },
      },
      async (request) => {
        const holders = await quotas.holders(principalOf(request), request.params)
        return { items: holders.map(holderView) }
      },
    )
  }
}

const Days = Type.Object(
  { days: Type.Optional(Type.Integer({ minimum: 1, maximum: 400 })) },
  { additionalProperties: false },
)
const usualDays = 30

function historyRoute({ quotas }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/quotas/:team/:environment/:resource/history',
      {
        config: { access: 'quota.read' },
        schema: {
          operationId: 'getQuotaHistory',
          summary: 'How a quota or budget of a team filled and emptied, day by day',
          description: 'Of a budget with `cost:<currency>` as resource. Looked at once a minute.',
          tags,
          params: QuotaPlace,
          querystring: Days,
          response: {
            200: answer('The oldest day first, in UTC.', listOf('items', { type: 'object' }), {
              items: [{ day: '2026-01-31', highest: 3, last: 2 }],
            }),
            ...refusals(...signedIn, 'query.invalid', 'team.not_found'),
          },
        },
      },
      async (request) => {
        const { days = usualDays } = request.query
        return { items: await quotas.history(principalOf(request), request.params, days) }
      },
    )
  }
}

function setRoute({ quotas }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.put(
      '/quotas/:team/:environment/:resource',
      {
        config,
        schema: {
          operationId: 'setQuota',
          summary: 'Set how much of something a team may have',
          description:
            'What stands already is counted before the answer. Lowering ends nothing: what is too much stays until it goes.',
          tags,
          params: QuotaPlace,
          body: QuotaBody,
          response: {
            200: answer('It holds from now on.', { type: 'object' }, { ...place, limit: 5 }),
            ...refusals(...signedIn, 'body.invalid', 'query.invalid'),
          },
        },
      },
      async (request) => {
        const { params, body } = request
        notMoney(params)
        const { tenant } = principalOf(request)
        await quotas.set({ tenant, key: params, acting: actingOf(request) }, quotaIn(body))
        return { ...params, ...body }
      },
    )
  }
}

function removeRoute({ quotas }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.delete(
      '/quotas/:team/:environment/:resource',
      {
        config,
        schema: {
          operationId: 'removeQuota',
          summary: 'Take a quota away',
          description: 'A quota for every team holds again for a team whose own one goes.',
          tags,
          params: QuotaPlace,
          response: {
            200: answer('It does not hold any more.', { type: 'object' }, place),
            ...refusals(...signedIn, 'query.invalid', 'quota.not_found'),
          },
        },
      },
      async (request) => {
        const { params } = request
        const { tenant } = principalOf(request)
        const wish = { tenant, key: params, acting: actingOf(request) }
        if (isBudget(params) || !(await quotas.remove(wish)))
          throw new Problem('quota.not_found', params)
        return params
      },
    )
  }
}

function teamRoute({ quotas }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/teams/:id/quota',
      {
        config: { access: 'quota.read' },
        schema: {
          operationId: 'listTeamQuotas',
          summary: 'What holds for a team, and how much of it is used and reserved',
          tags: ['teams'],
          params: TeamPlace,
          response: {
            200: answer('Its own quotas and those for every team.', list, {
              items: [{ ...quotaExample, reserved: 1 }],
            }),
            ...refusals(...signedIn, 'query.invalid', 'team.not_found'),
          },
        },
      },
      async (request) => {
        const rules = await quotas.ofTeam(principalOf(request), request.params.id)
        return { items: rules.filter((rule) => !isBudget(rule)).map(quotaView) }
      },
    )
  }
}

function setTeamRoute({ quotas }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/teams/:id/quota',
      {
        config,
        schema: {
          operationId: 'setTeamQuota',
          summary: 'Set how much of something a team may have',
          tags: ['teams'],
          params: TeamPlace,
          body: TeamQuotaBody,
          response: {
            200: answer('It holds from now on.', { type: 'object' }, { ...place, limit: 5 }),
            ...refusals(...signedIn, 'body.invalid', 'query.invalid'),
          },
        },
      },
      async (request) => {
        const { resource, environment = every, ...body } = request.body
        const key = { team: request.params.id, environment, resource }
        notMoney(key)
        const { tenant } = principalOf(request)
        await quotas.set({ tenant, key, acting: actingOf(request) }, quotaIn(body))
        return { ...key, ...body }
      },
    )
  }
}

/** Money has an address of its own. */
function notMoney(key: { resource: string }): void {
  if (!isBudget(key)) return
  const message = 'Money is set as a budget'
  const hint = 'PUT /api/v1/budgets/{team}/{environment}/{currency}'
  throw new Problem('body.invalid', {}, [{ code: 'budget', at: '/resource', message, hint }])
}
