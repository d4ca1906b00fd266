import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { openCursor, sealCursor } from '../cursor.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, listOf, named, pageOf } from './answers.ts'
import { catalogViews } from './catalog-views.ts'
import { usageExample } from './insight-answers.ts'
import { SpanQuery, spanOf, usageView } from './insights.ts'
import { budgetView, isBudget, quotaView } from './quota-answers.ts'
import { summaryView } from './request-views.ts'

const tags = ['teams']
const config = { access: 'team.read' as const }
const TeamId = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) })
const refused = [...signedIn, 'team.not_found', 'query.invalid'] as const
const usualLimit = 50

/** What a platform team looks after: its items, the requests for them, and how they are used. */
export function teamRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(requestsRoute(deps))
    await app.register(catalogRoute(deps))
    await app.register(usageRoute(deps))
  }
}

function requestsRoute({ requests, insights, settings }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/teams/:id/requests',
      {
        config,
        schema: {
          operationId: 'listTeamRequests',
          summary: 'Requests for the items of a team, newest first',
          tags,
          params: TeamId,
          querystring: Type.Object(
            {
              limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
              cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 2_000 })),
            },
            { additionalProperties: false },
          ),
          response: {
            200: answer('A page of requests.', pageOf('RequestSummary'), {
              items: [],
              next_cursor: null,
            }),
            ...refusals(...refused, 'cursor.invalid'),
          },
        },
      },
      async (request) => {
        const principal = principalOf(request)
        const { id: team } = request.params
        insights.mayLook(principal, team)
        const { limit = usualLimit, cursor } = request.query
        const scope = `team requests ${principal.tenant} ${team}`
        const { items, next } = await requests.list(principal, {
          filter: { team, children: true },
          limit,
          ...(cursor !== undefined && { after: openCursor(settings.cursorSecret, scope, cursor) }),
        })
        return {
          items: items.map(summaryView),
          next_cursor: next === undefined ? null : sealCursor(settings.cursorSecret, scope, next),
        }
      },
    )
  }
}

function catalogRoute({ catalog, insights }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/teams/:id/catalog',
      {
        config,
        schema: {
          operationId: 'listTeamItems',
          summary: 'The items of a team',
          tags,
          params: TeamId,
          response: {
            200: answer('In the order of the catalog.', listOf('items', named('CatalogEntry')), {
              items: [],
            }),
            ...refusals(...refused),
          },
        },
      },
      async (request) => {
        const principal = principalOf(request)
        const { id: team } = request.params
        insights.mayLook(principal, team)
        const items = catalog(principal.tenant)
          .list({ viewer: principal })
          .filter(({ document }) => document.metadata.owner.team === team)
        return { items: items.map(catalogViews.summary) }
      },
    )
  }
}

function usageRoute({ insights, quotas, now }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/teams/:id/usage',
      {
        config,
        schema: {
          operationId: 'getTeamUsage',
          summary: 'How much of the items of a team was ordered, and what it has of its quotas',
          tags,
          params: TeamId,
          querystring: SpanQuery,
          response: {
            200: answer('At most 100 lines of each kind.', named('UsageFigures'), usageExample),
            ...refusals(...refused),
          },
        },
      },
      async (request) => {
        const asked = { ...spanOf(request.query, now()), team: request.params.id }
        const principal = principalOf(request)
        const usage = usageView(await insights.usage(principal, asked))
        const rules = await quotas.ofTeam(principal, asked.team)
        return {
          ...usage,
          quotas: rules.filter((rule) => !isBudget(rule)).map(quotaView),
          budgets: rules.filter(isBudget).map(budgetView),
        }
      },
    )
  }
}
