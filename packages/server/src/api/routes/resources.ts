import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { driftStates } from '@pao/core/governance'
import type { Ordered } from '#requests/resources/order.ts'
import { resourceStates } from '#requests/resources/read.ts'
import { directions, mostSteps } from '#requests/resources/relations.ts'
import { emptyBodyIsObject } from '../body.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { answerOnce } from '../guards/idempotency.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, named, pageOf } from './answers.ts'
import { linksOf } from './request-views.ts'
import { example, id, resourceView, wholeExample, wholeView } from './resource-views.ts'
import { driftRoutes } from './resource-drift.ts'
import { idempotency } from './steering.ts'

const tags = ['resources']
const config = { access: 'resource.read' as const }
const changing = { access: 'resource.change' as const }
const ResourceId = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) })
const text = (maxLength: number) => Type.Optional(Type.String({ minLength: 1, maxLength }))
const usualLimit = 50
const audited = { type: 'resource', id: 'id' }

const ListQuery = Type.Object(
  {
    state: Type.Optional(
      Type.Union([...resourceStates.map((state) => Type.Literal(state)), Type.Literal('live')], {
        description: 'Default `live`: everything but what was decommissioned.',
      }),
    ),
    q: text(200),
    item: text(100),
    environment: text(100),
    type: text(100),
    drift: Type.Optional(Type.Union(driftStates.map((state) => Type.Literal(state)))),
    mine: Type.Optional(Type.Boolean({ description: 'Only what you ordered yourself.' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    cursor: text(2_000),
  },
  { additionalProperties: false },
)

/** What requests made and somebody looks after. */
export function resourceRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(listRoute(deps))
    await app.register(readRoutes(deps))
    await app.register(orderRoutes(deps))
    await app.register(driftRoutes(deps))
  }
}

function listRoute({ resources, settings }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/resources',
      {
        config,
        schema: {
          operationId: 'listResources',
          summary: 'What requests made, newest first',
          description: 'One’s own; platform teams also see those of their items, operators all.',
          tags,
          querystring: ListQuery,
          response: {
            200: answer('A page of resources.', pageOf('Resource'), {
              items: [example],
              next_cursor: null,
            }),
            ...refusals(...signedIn, 'query.invalid', 'cursor.invalid'),
          },
        },
      },
      async (request) => {
        const { limit, cursor, ...filter } = request.query
        const principal = principalOf(request)
        const scope = `resources ${principal.tenant} ${JSON.stringify(filter)}`
        const { items, next } = await resources.list(principal, {
          filter,
          limit: limit ?? usualLimit,
          ...(cursor !== undefined && { after: openCursor(settings.cursorSecret, scope, cursor) }),
        })
        return {
          items: items.map(resourceView),
          next_cursor: next === undefined ? null : sealCursor(settings.cursorSecret, scope, next),
        }
      },
    )
  }
}

const RelationsQuery = Type.Object(
  {
    direction: Type.Optional(
      Type.Union(
        directions.map((direction) => Type.Literal(direction)),
        {
          default: 'around',
          description:
            'Which way is gone: `dependants` to what needs it, `dependencies` to what it needs.',
        },
      ),
    ),
    depth: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: mostSteps,
        default: 2,
        description: 'Steps that are gone at most.',
      }),
    ),
  },
  { additionalProperties: false },
)

const relations = Type.Object({
  nodes: Type.Array(Type.Unsafe(named('Resource'))),
  steps: Type.Record(Type.String(), Type.Integer({ minimum: 0 }), {
    description: 'How many steps each of them is away, by its id.',
  }),
  complete: Type.Boolean({
    description: 'False where there is more: farther away than `depth`, or beyond 500.',
  }),
  edges: Type.Array(
    Type.Object({
      from: Type.String({ format: 'uuid' }),
      to: Type.String({ format: 'uuid' }),
      kind: Type.Union([
        Type.Literal('part_of'),
        Type.Literal('depends_on'),
        Type.Literal('refers_to'),
      ]),
    }),
  ),
})

function readRoutes({ resources }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/resources/:id',
      {
        config,
        schema: {
          operationId: 'getResource',
          summary: 'One resource, and what was ordered for it since',
          tags,
          params: ResourceId,
          response: {
            200: answer('The resource.', named('ResourceWhole'), wholeExample),
            ...refusals(...signedIn, 'resource.not_found'),
          },
        },
      },
      async (request) => wholeView(await resources.get(principalOf(request), request.params.id)),
    )
    app.get(
      '/resources/:id/relations',
      {
        config,
        schema: {
          operationId: 'listRelations',
          summary: 'What a resource hangs together with: what needs it, what it needs',
          description:
            'Of a whole and its parts the whole needs the parts. Nobody gets past what they may not see; circles are gone round once.',
          tags,
          params: ResourceId,
          querystring: RelationsQuery,
          response: {
            200: answer('As far as you may see it.', relations, {
              nodes: [example],
              steps: { [example.id]: 0 },
              complete: true,
              edges: [],
            }),
            ...refusals(...signedIn, 'resource.not_found', 'query.invalid'),
          },
        },
      },
      async (request) => {
        const { direction, depth: steps } = request.query
        const { nodes, edges, complete } = await resources.relations(principalOf(request), {
          id: request.params.id,
          ...(direction !== undefined && { direction }),
          ...(steps !== undefined && { steps }),
        })
        const away = Object.fromEntries(nodes.map((node) => [node.id, node.steps]))
        return { nodes: nodes.map(resourceView), steps: away, complete, edges }
      },
    )
  }
}

const Reason = Type.Optional(Type.String({ maxLength: 2_000 }))
const ordered = answer(
  'It was ordered; follow the request.',
  Type.Object({
    request: Type.String({ format: 'uuid' }),
    how: Type.Union([Type.Literal('order'), Type.Literal('rollback')]),
    links: Type.Record(Type.String(), Type.String()),
  }),
  { request: id, how: 'rollback', links: linksOf(id) },
)
const refused = [
  ...signedIn,
  ...idempotency,
  'resource.not_found',
  'resource.gone',
  'resource.busy',
  'item.not_found',
  'request.invalid',
  'tenant.full',
  'body.invalid',
] as const

function sent({ request, how }: Ordered) {
  return {
    status: 202,
    headers: { location: `/api/v1/requests/${request}` },
    body: JSON.stringify({ request, how, links: linksOf(request) }),
  }
}

function orderRoutes({ resources, once }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/resources/:id/update',
      {
        config: { ...changing, audited },
        schema: {
          operationId: 'updateResource',
          summary: 'Order a change of a resource',
          description:
            'Orders the item that its own item names under `metadata.annotations.resource.update`, with its answers carried over.',
          tags,
          params: ResourceId,
          body: Type.Object(
            { fields: Type.Record(Type.String(), Type.Unknown()), reason: Reason },
            { additionalProperties: false, examples: [{ fields: { storage_size: 200 } }] },
          ),
          response: { 202: ordered, ...refusals(...refused, 'resource.fixed') },
        },
      },
      async (request, reply) => {
        const call = { request, reply, operation: 'POST /resources/{id}/update' }
        const wish = { resource: request.params.id, ...request.body }
        return answerOnce(once, call, async () =>
          sent(await resources.update(principalOf(request), wish)),
        )
      },
    )
    app.post(
      '/resources/:id/decommission',
      {
        config: { ...changing, audited },
        preValidation: emptyBodyIsObject,
        schema: {
          operationId: 'decommissionResource',
          summary: 'End a resource',
          description:
            'By the item that its own item names under `metadata.annotations.resource.decommission`, else by undoing the request that made it.',
          tags,
          params: ResourceId,
          body: Type.Object(
            { reason: Reason, fields: Type.Optional(Type.Record(Type.String(), Type.Unknown())) },
            { additionalProperties: false, examples: [{ reason: 'The project has ended' }] },
          ),
          response: { 202: ordered, ...refusals(...refused, 'request.not_undoable') },
        },
      },
      async (request, reply) => {
        const call = { request, reply, operation: 'POST /resources/{id}/decommission' }
        const wish = { resource: request.params.id, ...request.body }
        return answerOnce(once, call, async () =>
          sent(await resources.decommission(principalOf(request), wish)),
        )
      },
    )
  }
}
