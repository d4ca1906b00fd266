import { type FastifyPluginAsyncTypebox, type Static, Type } from '@fastify/type-provider-typebox'
import { allScopes, roles } from '@pao/core/governance'
import type { OwnKeyWish } from '#identity/own-key.ts'
import type { ApiDeps } from '../deps.ts'
import { emptyBodyIsObject } from '../body.ts'
import { principalOf } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, named } from './answers.ts'
import {
  expiryOf,
  KeyId,
  keyView,
  madeKey,
  overlapMsOf,
  sendKeyOnce,
  turned,
  Turning,
} from './api-keys.ts'

const tags = ['identity']
const config = { access: 'self' as const, audited: { type: 'api_key', id: 'id' } }
const Team = Type.String({ minLength: 1, maxLength: 100 })

const OwnKeyBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    roles: Type.Optional(
      Type.Array(Type.Enum(roles), {
        minItems: 1,
        maxItems: roles.length,
        description: 'Of your roles; all of them when left out.',
      }),
    ),
    teams: Type.Optional(
      Type.Array(Team, {
        maxItems: 100,
        description: 'Of your teams; all of them when left out.',
      }),
    ),
    scopes: Type.Optional(
      Type.Array(Type.Enum(allScopes), {
        minItems: 1,
        maxItems: allScopes.length,
        description: 'Parts of the API the key is held to. Left out: whatever its roles allow.',
      }),
    ),
    expires_at: Type.String({
      format: 'date-time',
      description: 'It ends then; at most so many days from now as `most_days` of the list says.',
    }),
  },
  {
    additionalProperties: false,
    examples: [{ name: 'laptop', scopes: ['requests:write'], expires_at: '2026-12-31T00:00:00Z' }],
  },
)

/** Keys people make for themselves: each stands for its person, and never may more than they may at that moment. */
export function ownKeyRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(createRoute(deps))
    await app.register(listRoute(deps))
    await app.register(changeRoutes(deps))
  }
}

function createRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/me/api-keys',
      {
        config,
        schema: {
          operationId: 'createOwnApiKey',
          summary: 'Make an API key for yourself',
          description:
            'It acts as you, with what you may at that moment and never more; it ends with your rights. A repeat with the same Idempotency-Key answers without `key`: it is kept nowhere.',
          tags,
          body: OwnKeyBody,
          response: {
            201: answer('The key; keep it now.', madeKey),
            ...refusals(
              ...signedIn,
              'body.invalid',
              'auth.cross_site',
              'api_key.own_off',
              'api_key.own_by_people',
              'api_key.too_many',
              'idempotency.key_invalid',
              'idempotency.mismatch',
              'idempotency.in_flight',
            ),
          },
        },
      },
      async (request, reply) => {
        const wish = wishOf(request.body, deps.now())
        const call = { request, reply, operation: 'POST /me/api-keys' }
        return sendKeyOnce(deps, call, () =>
          deps.identity.apiKeys.own.create(principalOf(request), wish),
        )
      },
    )
  }
}

function wishOf(
  { expires_at: expires, ...wish }: Static<typeof OwnKeyBody>,
  now: number,
): OwnKeyWish {
  return { ...wish, expiresAt: expiryOf(expires, now) }
}

const OwnKeys = Type.Object({
  items: Type.Array(Type.Unsafe<object>(named('ApiKey'))),
  most_days: Type.Integer({ description: 'Days one lives at most; 0 = nobody makes any here.' }),
})

function listRoute({ identity }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/me/api-keys',
      {
        config: { access: 'self' as const },
        schema: {
          operationId: 'listOwnApiKeys',
          summary: 'Your own keys, without the keys themselves',
          tags,
          response: { 200: answer('Keys, newest first.', OwnKeys), ...refusals(...signedIn) },
        },
      },
      async (request, reply) => {
        reply.header('cache-control', 'no-store')
        const { own } = identity.apiKeys
        return {
          items: (await own.list(principalOf(request))).map(keyView),
          most_days: own.mostDays,
        }
      },
    )
  }
}

function changeRoutes({ identity }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/me/api-keys/:id/rotate',
      {
        config,
        preValidation: emptyBodyIsObject,
        schema: {
          operationId: 'rotateOwnApiKey',
          summary:
            'Give a key of yours a new secret; the old one stops, at once or after an overlap',
          description: 'It ends when it would have ended.',
          tags,
          params: KeyId,
          body: Turning,
          response: {
            200: answer('The key; keep it now.', madeKey),
            ...refusals(...signedIn, 'auth.cross_site', 'api_key.not_found', 'body.invalid'),
          },
        },
      },
      async (request, reply) => {
        const { own } = identity.apiKeys
        const { id } = request.params
        const overlapMs = overlapMsOf(request.body)
        return turned(reply, await own.rotate(principalOf(request), id, overlapMs))
      },
    )
    app.delete(
      '/me/api-keys/:id',
      {
        config,
        schema: {
          operationId: 'revokeOwnApiKey',
          summary: 'Stop a key of yours',
          tags,
          params: KeyId,
          response: {
            204: { description: 'It is stopped.', type: 'null' },
            ...refusals(...signedIn, 'auth.cross_site', 'api_key.not_found'),
          },
        },
      },
      async (request, reply) => {
        await identity.apiKeys.own.revoke(principalOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
}
