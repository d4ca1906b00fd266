import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer } from './answers.ts'
import { iso } from './request-views.ts'

const Question = Type.Object(
  {
    from: Type.String({ format: 'date-time' }),
    to: Type.String({ format: 'date-time' }),
    service: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    item: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    by: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'A key of the metadata that splits the sums.',
      }),
    ),
  },
  { additionalProperties: false },
)
const Total = Type.Object({
  service: Type.String(),
  action: Type.String(),
  by: Type.Union([Type.String(), Type.Null()], { description: 'Value of the key asked for.' }),
  count: Type.Integer(),
  first_at: Type.String({ format: 'date-time' }),
  last_at: Type.String({ format: 'date-time' }),
})
const example = {
  service: 'postgresql',
  action: 'provisioned',
  by: 'CC-4711',
  count: 3,
  first_at: '2026-01-05T09:00:00.000Z',
  last_at: '2026-01-30T12:00:00.000Z',
}

/** How often what was used, as `usage-tracking` actions counted it. */
export function usageRoutes({ usage }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/usage',
      {
        config: { access: 'usage.read' },
        schema: {
          operationId: 'getUsage',
          summary: 'How often services were used in a span of time',
          tags: ['operators'],
          querystring: Question,
          response: {
            200: answer(
              'By service and action, a thousand lines at most.',
              Type.Object({ items: Type.Array(Total) }),
              { items: [example] },
            ),
            ...refusals(...signedIn, 'query.invalid'),
          },
        },
      },
      async (request) => {
        const { from, to, ...more } = request.query
        const span = { from: Date.parse(from), to: Date.parse(to) }
        const rows = await usage(principalOf(request).tenant, { ...span, ...more })
        return {
          items: rows.map(({ firstAt, lastAt, ...row }) => ({
            ...row,
            first_at: iso(firstAt),
            last_at: iso(lastAt),
          })),
        }
      },
    )
  }
}
