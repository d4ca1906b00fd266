import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { News } from '#requests/talk/news.ts'
import type { SavedView } from '#requests/talk/views.ts'
import { emptyBodyIsObject } from '../body.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, listOf } from './answers.ts'
import { iso, maybeIso } from './request-views.ts'

const tags = ['identity']
const config = { access: 'self' as const }

const Query = Type.Record(
  Type.String({ pattern: '^[a-z_]{1,30}$' }),
  Type.String({ maxLength: 300 }),
  {
    maxProperties: 20,
    additionalProperties: false,
    description: 'What stands in the address of the list.',
  },
)
const View = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  query: Query,
  created_at: Type.String({ format: 'date-time' }),
})
const viewExample = {
  id: '0198c5a4-8a10-7000-8000-000000000003',
  name: 'Failed databases',
  query: { state: 'failed', item: 'database-postgresql-standard' },
  created_at: '2026-01-31T12:00:00.000Z',
}

const ViewBody = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }), query: Query },
  {
    additionalProperties: false,
    examples: [{ name: viewExample.name, query: viewExample.query }],
  },
)

const NewsAnswer = Type.Object({
  key: Type.String(),
  kind: Type.Union([
    Type.Literal('approval'),
    Type.Literal('task'),
    Type.Literal('ended'),
    Type.Literal('comment'),
    Type.Literal('drift'),
  ]),
  at: Type.String({ format: 'date-time' }),
  request: Type.String({ format: 'uuid' }),
  item: Type.String(),
  is_new: Type.Boolean(),
  state: Type.Optional(Type.String({ description: 'How it ended.' })),
  by: Type.Optional(Type.String()),
  text: Type.Optional(Type.String()),
  approval: Type.Optional(Type.String({ description: 'Id of the ask that waits for you.' })),
  task: Type.Optional(Type.String({ description: 'Id of the task that waits for you.' })),
})
const NewsList = Type.Object({
  unread: Type.Integer(),
  seen_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  items: Type.Array(NewsAnswer),
})
const SeenBody = Type.Object(
  {
    until: Type.Optional(
      Type.String({ format: 'date-time', description: 'All up to then; now, if left out.' }),
    ),
  },
  { additionalProperties: false, examples: [{ until: '2026-01-31T12:00:00.000Z' }] },
)
const newsExample = {
  unread: 1,
  seen_at: '2026-01-31T11:00:00.000Z',
  items: [
    {
      key: 'ended 0198c5a4-8a10-7000-8000-000000000001 completed',
      kind: 'ended',
      at: '2026-01-31T12:00:00.000Z',
      request: '0198c5a4-8a10-7000-8000-000000000001',
      item: 'PostgreSQL database',
      state: 'completed',
      is_new: true,
    },
  ],
}

/** What is kept for one person: views of the list of requests, and what is new for them. */
export function mineRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(viewRoutes(deps))
    await app.register(newsRoutes(deps))
  }
}

function viewRoutes({ talk }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/me/views',
      {
        config,
        schema: {
          operationId: 'listViews',
          summary: 'Views of the list of requests that you have kept',
          tags,
          response: {
            200: answer('By name.', listOf('items', View), { items: [viewExample] }),
            ...refusals(...signedIn),
          },
        },
      },
      async (request) => ({ items: (await talk.views(principalOf(request))).map(viewView) }),
    )
    app.put(
      '/me/views',
      {
        config: { ...config, audited: { type: 'view' } },
        schema: {
          operationId: 'keepView',
          summary: 'Keep filters of the list of requests under a name',
          description: 'A view of that name is replaced. At most 50.',
          tags,
          body: ViewBody,
          response: {
            200: answer('It is kept.', View, viewExample),
            ...refusals(...signedIn, 'view.too_many', 'body.invalid'),
          },
        },
      },
      async (request) => viewView(await talk.keepView(principalOf(request), request.body)),
    )
    app.delete(
      '/me/views/:view',
      {
        config: { ...config, audited: { type: 'view', id: 'view' } },
        schema: {
          operationId: 'removeView',
          summary: 'Forget a view',
          tags,
          params: Type.Object({ view: Type.String({ minLength: 1, maxLength: 64 }) }),
          response: {
            204: { description: 'It is gone.', type: 'null' },
            ...refusals(...signedIn, 'view.not_found'),
          },
        },
      },
      async (request, reply) => {
        await talk.removeView(principalOf(request), request.params.view)
        return reply.code(204).send(null)
      },
    )
  }
}

function newsRoutes({ talk }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/notifications',
      {
        config,
        schema: {
          operationId: 'listNotifications',
          summary: 'What waits for you, what ended, and what others wrote to you',
          description:
            'Newest first, at most 50 of each kind; asks and tasks as long as they wait, else 30 days.',
          tags,
          response: {
            200: answer('What is new for you.', NewsList, newsExample),
            ...refusals(...signedIn),
          },
        },
      },
      async (request) => {
        const { items, unread, seenAt } = await talk.news(principalOf(request))
        return { unread, seen_at: maybeIso(seenAt), items: items.map(newsView) }
      },
    )
    app.post(
      '/notifications/seen',
      {
        config,
        preValidation: emptyBodyIsObject,
        schema: {
          operationId: 'seeNotifications',
          summary: 'Say that you have seen what is new',
          tags,
          body: SeenBody,
          response: {
            204: { description: 'Kept.', type: 'null' },
            ...refusals(...signedIn, 'body.invalid'),
          },
        },
      },
      async (request, reply) => {
        const { until } = request.body
        await talk.seeNews(
          principalOf(request),
          until === undefined ? undefined : Date.parse(until),
        )
        return reply.code(204).send(null)
      },
    )
  }
}

function viewView({ createdAt, ...view }: SavedView) {
  return { ...view, created_at: iso(createdAt) }
}

function newsView({ at, isNew, ...news }: News) {
  return { ...news, at: iso(at), is_new: isNew }
}
