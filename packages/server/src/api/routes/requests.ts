import { type FastifyPluginAsyncTypebox, type Static, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import { requestStates } from '@pao/core/engine'
import type { Principal } from '#identity/principal.ts'
import type { RequestFilter } from '#requests/list-filter.ts'
import type { Submitted } from '#requests/submit.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { creating, sendCreated } from '../guards/idempotency.ts'
import { refusals, signedIn } from '../problem.ts'
import type { RequestCalls } from '../request-calls.ts'
import { answer, listOf, named, pageOf } from './answers.ts'
import { explainView } from './explain-view.ts'
import {
  attemptView,
  linksOf,
  planView,
  requestView,
  iso,
  statusView,
  summaryView,
} from './request-views.ts'
import { OrderBody } from './order-body.ts'

export const RequestId = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) })
export const ActionOfRequest = Type.Object({
  ...RequestId.properties,
  action: Type.String({ minLength: 1, maxLength: 100 }),
})

const text = (maxLength: number) => Type.Optional(Type.String({ minLength: 1, maxLength }))
const time = Type.Optional(Type.String({ format: 'date-time' }))

const filters = {
  state: Type.Optional(
    Type.String({ description: 'One state or several, separated by commas.', maxLength: 200 }),
  ),
  item: text(100),
  environment: text(100),
  requester: text(320),
  team: text(100),
  q: text(200),
  parent: Type.Optional(
    Type.String({ description: 'Only what this request ordered.', maxLength: 64 }),
  ),
  children: Type.Optional(
    Type.Boolean({
      description: 'Also requests that other requests of the list ordered; default false.',
    }),
  ),
  unknown: Type.Optional(
    Type.Boolean({
      description: 'Only those of which nobody knows whether an effect was made.',
    }),
  ),
  from: time,
  to: time,
}

/** Filters of the list without its pages. */
export const ExportQuery = Type.Object(filters, { additionalProperties: false })

const ListQuery = Type.Object(
  {
    ...filters,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    cursor: text(2_000),
    sort: Type.Optional(Type.Literal('-created_at')),
  },
  { additionalProperties: false },
)

const usualLimit = 50
const mine = ['request.not_found', ...signedIn] as const
const tags = ['requests']
const config = { access: 'request.read' as const, rule: 'read' as const }

/** Ordering, and reading what became of it. */
export function requestRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(submitRoute(deps))
    await app.register(listRoute(deps))
    await app.register(readRoutes(deps))
  }
}

function submitRoute({ requests }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/requests',
      {
        config: { access: 'request.order' },
        schema: {
          operationId: 'submitRequest',
          summary: 'Order an item',
          description: 'Send an Idempotency-Key: the same key with the same body has one effect.',
          tags,
          body: OrderBody,
          response: {
            202: answer('The order was taken in.', named('Submitted'), {
              id: '0198c5a4-8a10-7000-8000-000000000001',
              state: 'queued',
              seq: 3,
              links: linksOf('0198c5a4-8a10-7000-8000-000000000001'),
            }),
            ...refusals(
              ...signedIn,
              'body.invalid',
              'item.not_found',
              'item.version_not_found',
              'item.not_orderable',
              'request.invalid',
              'tenant.full',
              'idempotency.key_invalid',
              'idempotency.mismatch',
              'idempotency.in_flight',
            ),
          },
        },
      },
      async (request, reply) => {
        const call = creating(request, 'POST /requests', ({ id, state, seq }: Submitted) => ({
          status: 202,
          headers: { location: `/api/v1/requests/${id}` },
          body: JSON.stringify({ id, state, seq, links: linksOf(id) }),
        }))
        const submitted = await requests.submit(principalOf(request), request.body, {
          correlationId: request.id,
          ...call.options,
        })
        return sendCreated(reply, submitted, call)
      },
    )
  }
}

function listRoute({ requests, settings }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/requests',
      {
        config: { access: 'request.read' },
        schema: {
          operationId: 'listRequests',
          summary: 'List requests, newest first',
          description: 'One’s own; platform teams also see those for their items, operators all.',
          tags,
          querystring: ListQuery,
          response: {
            200: answer('A page of requests.', pageOf('RequestSummary'), {
              items: [],
              next_cursor: null,
            }),
            ...refusals(...signedIn, 'query.invalid', 'cursor.invalid'),
          },
        },
      },
      async (request) => {
        const { limit, cursor, sort: _, ...asked } = request.query
        const filter = filterOf(asked)
        const scope = `requests ${principalOf(request).tenant} ${JSON.stringify(filter)}`
        const { items, next } = await requests.list(principalOf(request), {
          filter,
          limit: limit ?? usualLimit,
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

/** What the query of the list asks for. Throws `query.invalid` for a state that is none. */
export function filterOf({ state, from, to, ...plain }: Static<typeof ExportQuery>): RequestFilter {
  return {
    ...plain,
    ...(state !== undefined && { state: statesOf(state) }),
    ...(from !== undefined && { from: Date.parse(from) }),
    ...(to !== undefined && { to: Date.parse(to) }),
  }
}

function statesOf(list: string): string[] {
  const states = list.split(',')
  const unknown = states.filter((state) => !requestStates.some((known) => known === state))
  if (unknown.length > 0)
    throw new Problem('query.invalid', {}, [
      {
        code: 'shape.choice',
        at: '/query/state',
        message: `must name states: ${requestStates.join(', ')}`,
      },
    ])
  return states
}

type Read = {
  path: string
  operationId: string
  summary: string
  answer: object
  /** Noted in the audit. */
  audited?: true
  read: (requests: RequestCalls, principal: Principal, id: string) => Promise<unknown>
}

/** What can be read of one request. */
const reads: readonly Read[] = [
  {
    path: '',
    operationId: 'getRequest',
    summary: 'One request with its actions',
    answer: answer('The request.', named('Request')),
    read: async (requests, principal, id) => {
      const [request, attempts] = await Promise.all([
        requests.get(principal, id),
        requests.logs(principal, id),
      ])
      return requestView(request, attempts)
    },
  },
  {
    path: '/status',
    operationId: 'getRequestStatus',
    summary: 'Where a request stands',
    answer: answer('Its state and progress.', named('RequestStatus')),
    read: async (requests, principal, id) => statusView(await requests.status(principal, id)),
  },
  {
    path: '/explain',
    operationId: 'explainRequest',
    summary: 'Why a request is where it is, and who or what can move it',
    answer: answer('The request first, then what holds it up.', named('Explanation')),
    read: async (requests, principal, id) => explainView(await requests.explain(principal, id)),
  },
  {
    path: '/logs',
    operationId: 'getRequestLogs',
    summary: 'Every attempt with its input, outcome and log lines',
    answer: answer('The attempts, oldest first.', listOf('items', named('Attempt'))),
    read: async (requests, principal, id) => ({
      items: (await requests.logs(principal, id)).map(attemptView),
    }),
  },
  {
    path: '/outputs',
    operationId: 'getRequestOutputs',
    summary: 'What the actions brought back; sensitive values read ***',
    answer: answer(
      'Outputs by action.',
      { type: 'object' },
      { outputs: { ticket: { key: 'OPS-1' } } },
    ),
    audited: true,
    read: async (requests, principal, id) => ({ outputs: await requests.outputs(principal, id) }),
  },
  {
    path: '/plan',
    operationId: 'getRequestPlan',
    summary: 'The plan as it was pinned when the item was ordered',
    answer: answer('Nodes, edges, waves and compensation.', { type: 'object' }),
    read: async (requests, principal, id) => planView(await requests.plan(principal, id)),
  },
  {
    path: '/story',
    operationId: 'getRequestStory',
    summary: 'What became of a request, in plain words',
    answer: answer(
      'Sentences, oldest first.',
      { type: 'object', properties: { items: { type: 'array', items: { type: 'object' } } } },
      {
        items: [
          {
            at: '2026-01-31T12:00:00.000Z',
            sentence: "The ticket OPS-7 was opened for 'Create it by hand'.",
          },
        ],
      },
    ),
    read: async (requests, principal, id) => ({
      items: (await requests.story(principal, id)).map(({ at, sentence }) => ({
        at: iso(at),
        sentence,
      })),
    }),
  },
]

function readRoutes({ requests }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    for (const { path, operationId, summary, answer: found, audited, read } of reads)
      app.get(
        `/requests/:id${path}`,
        {
          config: {
            ...config,
            ...(audited && { audited: { type: 'request', id: 'id', outcome: 'read' } }),
          },
          schema: {
            operationId,
            summary,
            tags,
            params: RequestId,
            response: { 200: found, ...refusals(...mine) },
          },
        },
        async (request) => read(requests, principalOf(request), request.params.id),
      )
  }
}
