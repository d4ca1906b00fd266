import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { OrphanVerdict, ResolvedOrphan } from '#requests/orphans.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { creating, type Creating, sendCreated } from '../guards/idempotency.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, listOf, named, pageOf } from './answers.ts'
import { effectExample, effectView, orphanExample, orphanView } from './effect-views.ts'
import { controlling, idempotency, known, nowAccepted } from './steering.ts'
import { ActionOfRequest, RequestId } from './requests.ts'

const tags = ['effects']
const config = { access: 'request.read' as const }
const completing = { access: 'request.complete' as const }
const Comment = Type.String({ minLength: 1, maxLength: 2_000 })

/** What actions made outside, what nobody knows of, and the words of people about it. */
export function effectRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(listEffectsRoute(deps))
    await app.register(resolveRoute(deps))
    await app.register(listOrphansRoute(deps))
    await app.register(adoptRoute(deps))
    await app.register(deleteRoute(deps))
  }
}

function listEffectsRoute({ requests }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/requests/:id/effects',
      {
        config: { ...config, rule: 'read' },
        schema: {
          operationId: 'listEffects',
          summary: 'What a request made outside, try by try, with the evidence',
          tags,
          params: RequestId,
          response: {
            200: answer('The effects, oldest first.', listOf('items', named('Effect')), {
              items: [effectExample],
            }),
            ...refusals(...signedIn, 'request.not_found'),
          },
        },
      },
      async (request) => ({
        items: (await requests.effects(principalOf(request), request.params.id)).map(effectView),
      }),
    )
  }
}

const ResolutionBody = Type.Object(
  {
    happened: Type.Boolean({ description: 'Whether the effect was made.' }),
    fence: Type.Optional(
      Type.Integer({
        minimum: 1,
        description:
          'The fence of the action as it was looked at. When it was called again since, the word is refused.',
      }),
    ),
    outputs: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'What the action would have put out; only with happened: true.',
      }),
    ),
    comment: Type.Optional(Type.String({ maxLength: 2_000 })),
  },
  {
    additionalProperties: false,
    examples: [
      { happened: true, fence: 1, outputs: { id: 'db-7' }, comment: 'Seen in the console' },
    ],
  },
)

function resolveRoute({ requests }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/requests/:id/actions/:action/resolve',
      {
        config: { ...completing, rule: 'complete' },
        schema: {
          operationId: 'resolveEffect',
          summary: 'Say whether an effect of unknown outcome was made',
          description:
            'For the team that owns the item and operators. If it happened the action succeeds with the outputs given; if not it takes its turn again under the same key.',
          tags,
          params: ActionOfRequest,
          body: ResolutionBody,
          response: {
            202: nowAccepted,
            ...refusals(
              ...known,
              ...idempotency,
              'action.not_found',
              'effect.not_unknown',
              'effect.other_try',
              'effect.outputs_invalid',
            ),
          },
        },
      },
      async (request, reply) => {
        const { id, action } = request.params
        const call = controlling(request, 'resolve')
        const wish = { principal: principalOf(request), id, body: { action, ...request.body } }
        return sendCreated(reply, await requests.resolveEffect(wish, call.options), call)
      },
    )
  }
}

const usualLimit = 50

function listOrphansRoute({ requests, settings }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/effects/orphans',
      {
        config,
        schema: {
          operationId: 'listOrphans',
          summary: 'What ended actions may have left outside',
          description: 'Operators see all, platform teams what their items left.',
          tags,
          querystring: Type.Object(
            {
              state: Type.Optional(
                Type.Union([Type.Literal('open'), Type.Literal('resolved')], { default: 'open' }),
              ),
              limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
              cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 2_000 })),
            },
            { additionalProperties: false },
          ),
          response: {
            200: answer('A page, newest request first.', pageOf('Orphan'), {
              items: [orphanExample],
              next_cursor: null,
            }),
            ...refusals(...signedIn, 'query.invalid', 'cursor.invalid'),
          },
        },
      },
      async (request) => {
        const principal = principalOf(request)
        const { state = 'open', limit, cursor } = request.query
        const scope = `orphans ${principal.tenant} ${state}`
        const { items, next } = await requests.orphans(principal, {
          state,
          limit: limit ?? usualLimit,
          ...(cursor !== undefined && { after: openCursor(settings.cursorSecret, scope, cursor) }),
        })
        return {
          items: items.map(orphanView),
          next_cursor: next === undefined ? null : sealCursor(settings.cursorSecret, scope, next),
        }
      },
    )
  }
}

const OrphanId = Type.Object({
  id: Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'As listed: <request>.<generation>.<action>.',
  }),
})
const refusedOrphan = [
  ...signedIn,
  ...idempotency,
  'body.invalid',
  'orphan.not_found',
  'orphan.resolved',
] as const

function adoptRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/effects/orphans/:id/adopt',
      {
        config: completing,
        schema: {
          operationId: 'adoptOrphan',
          summary: 'Say that it exists and who looks after it from now on',
          tags,
          params: OrphanId,
          body: Type.Object(
            {
              reference: Type.Optional(
                Type.String({ maxLength: 500, description: 'Where it is found from now on.' }),
              ),
              comment: Comment,
            },
            {
              additionalProperties: false,
              examples: [{ reference: 'CMDB-4711', comment: 'Kept for the next order' }],
            },
          ),
          response: {
            200: answer('It is resolved.', named('Orphan'), orphanExample),
            ...refusals(...refusedOrphan),
          },
        },
      },
      async (request, reply) => {
        const call = resolving(request, 'adopt')
        const verdict: OrphanVerdict = { how: 'adopted', ...request.body }
        return sendCreated(reply, await resolve(deps, { request, call, verdict }), call)
      },
    )
  }
}

function deleteRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/effects/orphans/:id/delete',
      {
        config: completing,
        schema: {
          operationId: 'deleteOrphan',
          summary: 'Have it deleted, or say that it does not exist (any more)',
          description:
            'A connector that finds it by its key deletes it now; of all others it is recorded that a person said so.',
          tags,
          params: OrphanId,
          body: Type.Object(
            {
              comment: Comment,
              by_hand: Type.Optional(
                Type.Boolean({ description: 'It is gone already: the connector is not asked.' }),
              ),
            },
            { additionalProperties: false, examples: [{ comment: 'There was nothing' }] },
          ),
          response: {
            200: answer('It is resolved.', named('Orphan'), orphanExample),
            ...refusals(...refusedOrphan, 'orphan.not_deleted'),
          },
        },
      },
      async (request, reply) => {
        const { comment, by_hand: byHand = false } = request.body
        const call = resolving(request, 'delete')
        const verdict: OrphanVerdict = { how: 'deleted', comment, byHand }
        return sendCreated(reply, await resolve(deps, { request, call, verdict }), call)
      },
    )
  }
}

type Resolving = {
  request: FastifyRequest<{ Params: { id: string } }>
  call: Creating<ResolvedOrphan>
  verdict: OrphanVerdict
}

function resolve(
  { requests }: ApiDeps,
  { request, call, verdict }: Resolving,
): Promise<ResolvedOrphan> {
  const wish = { principal: principalOf(request), id: request.params.id, body: verdict }
  return requests.resolveOrphan(wish, call.options)
}

function resolving(request: FastifyRequest, verb: string): Creating<ResolvedOrphan> {
  return creating(request, `POST /effects/orphans/{id}/${verb}`, ({ orphan }: ResolvedOrphan) => ({
    status: 200,
    headers: {},
    body: JSON.stringify(orphanView(orphan)),
  }))
}
