import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import type { FastifyRequest } from 'fastify'
import type { ServedDocument } from '#catalog/served.ts'
import type { CatalogFilter } from '#catalog/shelf.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { type PreparedAnswers, prepareFor, sendKnown, sendPrepared } from '../prepared.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, listOf, pageOf } from './answers.ts'
import { catalogViews } from './catalog-views.ts'
import { itemRoutes } from './items.ts'

const text = (maxLength: number) => Type.Optional(Type.String({ minLength: 1, maxLength }))
const sorts = ['category', 'name', '-name', 'id', '-id', 'relevance'] as const

const paging = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  cursor: text(2_000),
}
const filters = { tag: text(100), owner: text(100), environment: text(100) }
const sort = Type.Optional(Type.Union(sorts.map((one) => Type.Literal(one))))

const ListQuery = Type.Object(
  { category: text(100), ...filters, q: text(200), sort, ...paging },
  { additionalProperties: false },
)
const CategoryQuery = Type.Object(
  { ...filters, q: text(200), sort, ...paging },
  { additionalProperties: false },
)
const SearchQuery = Type.Object(
  { q: Type.String({ minLength: 1, maxLength: 200 }), ...filters, ...paging },
  { additionalProperties: false },
)

const usualLimit = 100
const tags = ['catalog']
const config = { access: 'catalog.read' as const }
const page = answer('A page of the catalog.', pageOf('CatalogEntry'), {
  items: [],
  next_cursor: null,
})
const refused = refusals(...signedIn, 'query.invalid', 'cursor.invalid', 'catalog.unavailable')

type Asked = CatalogFilter & { limit?: number; cursor?: string; sort?: (typeof sorts)[number] }

/** Reading the catalog. What the caller may not see does not exist. */
export function catalogRoutes(deps: ApiDeps, prepared: PreparedAnswers): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onRequest', sendKnown(prepared, deps))
    await app.register(listRoutes(deps, prepared))
    await app.register(overviewRoutes(deps, prepared))
    await app.register(itemRoutes(deps, prepared))
  }
}

function listRoutes(deps: ApiDeps, prepared: PreparedAnswers): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/catalog',
      {
        config,
        schema: {
          operationId: 'listCatalog',
          summary: 'List what can be ordered',
          tags,
          querystring: ListQuery,
          response: { 200: page, ...refused },
        },
      },
      async (request, reply) =>
        sendPrepared(request, reply, pageFor(deps, prepared, request, request.query)),
    )
    app.get(
      '/catalog/search',
      {
        config,
        schema: {
          operationId: 'searchCatalog',
          summary: 'Search the catalog, best match first',
          tags,
          querystring: SearchQuery,
          response: { 200: page, ...refused },
        },
      },
      async (request, reply) =>
        sendPrepared(request, reply, pageFor(deps, prepared, request, request.query)),
    )
    app.get(
      '/catalog/:category',
      {
        config,
        schema: {
          operationId: 'listCategory',
          summary: 'List one category',
          tags,
          params: Type.Object({ category: Type.String({ minLength: 1, maxLength: 100 }) }),
          querystring: CategoryQuery,
          response: { 200: page, ...refused, ...refusals('category.not_found', ...signedIn) },
        },
      },
      async (request, reply) => {
        const { category } = request.params
        const viewer = principalOf(request)
        const seen = deps.catalog(viewer.tenant).categories(viewer)
        if (!seen.some((one) => one.category === category))
          throw new Problem('category.not_found', { category })
        return sendPrepared(
          request,
          reply,
          pageFor(deps, prepared, request, { ...request.query, category }),
        )
      },
    )
  }
}

function overviewRoutes(deps: ApiDeps, prepared: PreparedAnswers): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/catalog/categories',
      {
        config,
        schema: {
          operationId: 'listCategories',
          summary: 'The categories with how much each holds',
          tags,
          response: {
            200: answer('Categories.', listOf('categories', { type: 'object' }), {
              categories: [{ category: 'databases', count: 4 }],
            }),
            ...refused,
          },
        },
      },
      async (request, reply) => {
        const viewer = principalOf(request)
        const make = () => ({ categories: deps.catalog(viewer.tenant).categories(viewer) })
        return sendPrepared(request, reply, prepareFor(prepared, deps, request, make))
      },
    )
    app.get(
      '/catalog/tags',
      {
        config,
        schema: {
          operationId: 'listTags',
          summary: 'The tags with how often each stands',
          tags,
          response: {
            200: answer('Tags.', listOf('tags', { type: 'object' }), {
              tags: [{ tag: 'postgresql', count: 2 }],
            }),
            ...refused,
          },
        },
      },
      async (request, reply) => {
        const viewer = principalOf(request)
        const make = () => ({ tags: deps.catalog(viewer.tenant).tags(viewer) })
        return sendPrepared(request, reply, prepareFor(prepared, deps, request, make))
      },
    )
  }
}

function pageFor(
  deps: ApiDeps,
  prepared: PreparedAnswers,
  request: FastifyRequest,
  asked: Asked,
): ReturnType<PreparedAnswers['get']> {
  return prepareFor(prepared, deps, request, () => makePage(deps, asked, principalOf(request)))
}

function makePage(
  { catalog, settings }: ApiDeps,
  asked: Asked,
  viewer: ReturnType<typeof principalOf>,
) {
  const { limit = usualLimit, cursor, sort: order, ...filter } = asked
  const entries = sorted(catalog(viewer.tenant).list({ ...filter, viewer }), order)
  const scope = `catalog ${order ?? ''} ${JSON.stringify(filter)}`
  const secret = settings.cursorSecret
  const start = cursor === undefined ? 0 : placeOf(openCursor(secret, scope, cursor), entries)
  const shown = entries.slice(start, start + limit)
  const last = shown.at(-1)
  const more = last !== undefined && start + limit < entries.length
  return {
    items: shown.map(catalogViews.summary),
    next_cursor: more
      ? sealCursor(secret, scope, `${start + limit} ${last.document.metadata.id}`)
      : null,
  }
}

/** After the entry seen last; where it stood, when it is gone. */
function placeOf(place: string, entries: readonly ServedDocument[]): number {
  const [offset = '0', id] = place.split(' ')
  const at = entries.findIndex(({ document }) => document.metadata.id === id)
  return at < 0 ? Number(offset) : at + 1
}

function sorted(
  entries: readonly ServedDocument[],
  order: (typeof sorts)[number] = 'category',
): readonly ServedDocument[] {
  if (order === 'category' || order === 'relevance') return entries
  const key = order.endsWith('name') ? ('name' as const) : ('id' as const)
  const sign = order.startsWith('-') ? -1 : 1
  return entries.toSorted(
    (a, b) => sign * a.document.metadata[key].localeCompare(b.document.metadata[key], 'en'),
  )
}
