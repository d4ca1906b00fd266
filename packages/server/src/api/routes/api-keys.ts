import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import { allScopes } from '@pao/core/governance'
import type { ApiKey, NewKey } from '#identity/api-key.ts'
import { roles } from '#identity/principal.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { answerOnce } from '../guards/idempotency.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, listOf, named } from './answers.ts'
import { iso, maybeIso } from './request-views.ts'

const tags = ['identity']
const config = { access: 'key.manage' as const, audited: { type: 'api_key', id: 'id' } }
const KeyId = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{16}$' }) })

const NewKeyBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    roles: Type.Array(Type.Union(roles.map((role) => Type.Literal(role))), {
      minItems: 1,
      maxItems: roles.length,
    }),
    teams: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 100 }),
    ),
    scopes: Type.Optional(
      Type.Array(Type.Enum(allScopes), {
        minItems: 1,
        maxItems: allScopes.length,
        description:
          'Parts of the API the key is held to, by the tags of its operations; writing includes reading. Left out: whatever its roles allow.',
      }),
    ),
    expires_at: Type.Optional(Type.String({ format: 'date-time' })),
  },
  {
    additionalProperties: false,
    examples: [
      {
        name: 'ci',
        roles: ['developer'],
        scopes: ['requests:write'],
        expires_at: '2027-01-01T00:00:00Z',
      },
    ],
  },
)

const made = {
  allOf: [
    named('ApiKey'),
    {
      type: 'object',
      properties: { key: { type: 'string', description: 'The key itself, shown this once.' } },
    },
  ],
}

/** Keys for machines. */
export function apiKeyRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(createRoute(deps))
    await app.register(listRoute(deps))
    await app.register(changeRoutes(deps))
  }
}

function createRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/api-keys',
      {
        config,
        schema: {
          operationId: 'createApiKey',
          summary: 'Make an API key',
          description:
            'A repeat with the same Idempotency-Key answers without `key`: it is kept nowhere.',
          tags,
          body: NewKeyBody,
          response: {
            201: answer('The key; keep it now.', made),
            ...refusals(
              ...signedIn,
              'body.invalid',
              'idempotency.key_invalid',
              'idempotency.mismatch',
              'idempotency.in_flight',
            ),
          },
        },
      },
      async (request, reply) => {
        const wanted = wantedKey(request.body, deps.now())
        let token: string | undefined
        const work = async () => {
          const created = await deps.identity.apiKeys.create(principalOf(request), wanted)
          token = created.token
          const { id } = created.key
          return {
            status: 201,
            headers: { location: `/api/v1/api-keys/${id}` },
            body: JSON.stringify(keyView(created.key)),
          }
        }
        reply.header('cache-control', 'no-store')
        const call = { request, reply, operation: 'POST /api-keys' }
        return answerOnce(deps.once, call, work, (body) =>
          token === undefined ? body : JSON.stringify({ ...JSON.parse(body), key: token }),
        )
      },
    )
  }
}

function listRoute({ identity }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api-keys',
      {
        config,
        schema: {
          operationId: 'listApiKeys',
          summary: 'All keys, without the keys themselves',
          tags,
          response: {
            200: answer('Keys.', listOf('items', named('ApiKey'))),
            ...refusals(...signedIn),
          },
        },
      },
      async (request) => ({
        items: (await identity.apiKeys.list(principalOf(request))).map(keyView),
      }),
    )
  }
}

function changeRoutes({ identity }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/api-keys/:id/rotate',
      {
        config,
        schema: {
          operationId: 'rotateApiKey',
          summary: 'Give a key a new secret; the old one stops',
          tags,
          params: KeyId,
          response: {
            200: answer('The key; keep it now.', made),
            ...refusals(...signedIn, 'api_key.not_found'),
          },
        },
      },
      async (request, reply) => {
        const { key, token } = await identity.apiKeys.rotate(
          principalOf(request),
          request.params.id,
        )
        reply.header('cache-control', 'no-store')
        return { ...keyView(key), key: token }
      },
    )
    app.delete(
      '/api-keys/:id',
      {
        config,
        schema: {
          operationId: 'revokeApiKey',
          summary: 'Stop a key',
          tags,
          params: KeyId,
          response: {
            204: { description: 'It is stopped.', type: 'null' },
            ...refusals(...signedIn, 'api_key.not_found'),
          },
        },
      },
      async (request, reply) => {
        await identity.apiKeys.revoke(principalOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
}

function keyView(key: ApiKey) {
  return {
    id: key.id,
    name: key.name,
    roles: key.roles,
    teams: key.teams,
    scopes: key.scopes ?? null,
    created_by: key.createdBy,
    created_at: iso(key.createdAt),
    expires_at: maybeIso(key.expiresAt),
    revoked_at: maybeIso(key.revokedAt),
    last_used_at: maybeIso(key.lastUsedAt),
  }
}

type WantedBody = {
  name: string
  roles: NewKey['roles']
  teams?: string[]
  scopes?: string[]
  expires_at?: string
}

function wantedKey({ expires_at: expires, ...rest }: WantedBody, now: number): NewKey {
  if (expires === undefined) return rest
  const expiresAt = Date.parse(expires)
  if (!(expiresAt > now))
    throw new Problem('body.invalid', {}, [
      { code: 'time.past', at: '/expires_at', message: 'must be in the future' },
    ])
  return { ...rest, expiresAt }
}
