import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { ItemTimes } from '#requests/insights/item-times.ts'
import type { Performance } from '#requests/insights/performance.ts'
import type { Usage } from '#requests/insights/usage.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, named } from './answers.ts'
import { performanceExample, usageExample } from './insight-answers.ts'
import { iso } from './request-views.ts'

const dayMs = 86_400_000
/** Figures of the last 30 days when nothing else is asked for. */
const usualMs = 30 * dayMs
const longestMs = 366 * dayMs

const time = Type.Optional(Type.String({ format: 'date-time' }))
/** The span figures are made of: orders taken in from `from` until before `to`. */
export const SpanQuery = Type.Object(
  {
    from: Type.Optional(
      Type.String({ format: 'date-time', description: '30 days before `to` if left out.' }),
    ),
    to: time,
  },
  { additionalProperties: false },
)
const StatsQuery = Type.Object(
  { ...SpanQuery.properties, team: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })) },
  { additionalProperties: false },
)

const tags = ['insights']
const config = { access: 'stats.read' as const }

/** Figures of past requests: a platform team’s of its own items, the tenant’s for who oversees it. */
export function insightRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(usageRoute(deps))
    await app.register(performanceRoute(deps))
  }
}

function usageRoute({ insights, now }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/stats/usage',
      {
        config,
        schema: {
          operationId: 'getUsageFigures',
          summary: 'How much was ordered, by day, item, team and environment',
          description: 'Only what people ordered, not what their orders ordered along.',
          tags,
          querystring: StatsQuery,
          response: {
            200: answer('At most 100 lines of each kind.', named('UsageFigures'), usageExample),
            ...refusals(...signedIn, 'query.invalid', 'team.not_found'),
          },
        },
      },
      async (request) => {
        const { team } = request.query
        const asked = { ...spanOf(request.query, now()), ...(team !== undefined && { team }) }
        return usageView(await insights.usage(principalOf(request), asked))
      },
    )
  }
}

function performanceRoute({ insights, now }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/stats/performance',
      {
        config,
        schema: {
          operationId: 'getPerformanceFigures',
          summary: 'How well items did: success, times, promises, satisfaction, failures',
          tags,
          querystring: StatsQuery,
          response: {
            200: answer(
              'At most 100 lines of each kind.',
              named('PerformanceFigures'),
              performanceExample,
            ),
            ...refusals(...signedIn, 'query.invalid', 'team.not_found'),
          },
        },
      },
      async (request) => {
        const { team } = request.query
        const asked = { ...spanOf(request.query, now()), ...(team !== undefined && { team }) }
        return performanceView(await insights.performance(principalOf(request), asked))
      },
    )
  }
}

/** Throws `query.invalid` for a span that is none or longer than a year. */
export function spanOf(
  asked: { from?: string; to?: string },
  now: number,
): { from: number; to: number } {
  // Whole minutes, so that what many ask for in the same minute is worked out once.
  const to = asked.to === undefined ? Math.ceil(now / 60_000) * 60_000 : Date.parse(asked.to)
  const from = asked.from === undefined ? to - usualMs : Date.parse(asked.from)
  if (from < to && to - from <= longestMs) return { from, to }
  throw new Problem('query.invalid', {}, [
    {
      code: 'shape.span',
      at: '/query/from',
      message: from < to ? 'is more than 366 days before `to`' : 'is not before `to`',
      hint: 'Ask for a span of at most 366 days',
    },
  ])
}

/** As it goes out. */
export function usageView(usage: Usage) {
  const { byDay, byItem, byTeam, byEnvironment, ...totals } = usage
  return {
    ...totals,
    by_day: byDay,
    by_item: byItem,
    by_team: byTeam,
    by_environment: byEnvironment,
  }
}

function performanceView({ items, lanes, automateNext, ...rest }: Performance) {
  return {
    ...rest,
    items: items.map(({ p50, p90, inTime, ...one }) => ({
      ...one,
      p50_seconds: p50,
      p90_seconds: p90,
      in_time: inTime,
    })),
    lanes: lanes.map(({ p50, p90, ...one }) => ({ ...one, p50_seconds: p50, p90_seconds: p90 })),
    automate_next: automateNext,
  }
}

/** As it goes out: seconds, as everywhere people read times. */
export function timesView({ count, since, promise, ...spreads }: ItemTimes) {
  return {
    count,
    ...(since !== undefined && { since: iso(since) }),
    ...Object.fromEntries(
      Object.entries(spreads).map(([part, { p50, p90 }]) => [
        part,
        { p50_seconds: Math.round(p50 / 1000), p90_seconds: Math.round(p90 / 1000) },
      ]),
    ),
    promise,
  }
}
