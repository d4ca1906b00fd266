import { type FastifyPluginAsyncTypebox, type Static, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import { allScopes } from '@pao/core/governance'
import type { ApiKey, NewKey } from '#identity/key-making.ts'
import { roles } from '#identity/principal.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiDeps } from '../deps.ts'
import { emptyBodyIsObject } from '../body.ts'
import { principalOf } from '../guards/access.ts'
import { answerOnce } from '../guards/idempotency.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, listOf, named } from './answers.ts'
import { iso, maybeIso } from './request-views.ts'

const tags = ['identity']
const config = { access: 'key.manage' as const, audited: { type: 'api_key', id: 'id' } }
/** The id of a key in a path. */
export const KeyId = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{16}$' }) })

/** How a key is turned. A week is enough to bring a new secret everywhere. */
export const Turning = Type.Object(
  {
    overlap_seconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 604_800,
        description: 'So long the secret before this one still works; 0 when left out.',
      }),
    ),
  },
  { additionalProperties: false, examples: [{ overlap_seconds: 3600 }] },
)

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

/** A key with its secret. */
export const madeKey = {
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
            201: answer('The key; keep it now.', madeKey),
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
        const call = { request, reply, operation: 'POST /api-keys' }
        return sendKeyOnce(deps, call, () =>
          deps.identity.apiKeys.create(principalOf(request), wanted),
        )
      },
    )
  }
}

type Made = { key: ApiKey; token: string }
type Call = { request: FastifyRequest; reply: FastifyReply; operation: string }

/** Makes a key and shows it once; what is kept for a repeat is without it. */
export async function sendKeyOnce(
  { once }: Pick<ApiDeps, 'once'>,
  call: Call,
  make: () => Promise<Made>,
): Promise<FastifyReply> {
  let token: string | undefined
  const work = async () => {
    const created = await make()
    token = created.token
    const [made] = call.request.url.split('?')
    return {
      status: 201,
      headers: { location: `${made}/${created.key.id}` },
      body: JSON.stringify(keyView(created.key)),
    }
  }
  call.reply.header('cache-control', 'no-store')
  return answerOnce(once, call, work, (body) =>
    token === undefined ? body : JSON.stringify({ ...JSON.parse(body), key: token }),
  )
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
        preValidation: emptyBodyIsObject,
        schema: {
          operationId: 'rotateApiKey',
          summary: 'Give a key a new secret; the old one stops, at once or after an overlap',
          description: 'Keys people made for themselves only they can rotate.',
          tags,
          params: KeyId,
          body: Turning,
          response: {
            200: answer('The key; keep it now.', madeKey),
            ...refusals(...signedIn, 'api_key.not_found', 'body.invalid'),
          },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const overlapMs = overlapMsOf(request.body)
        return turned(reply, await identity.apiKeys.rotate(principalOf(request), id, overlapMs))
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

/** How long the secret before still works, milliseconds. */
export function overlapMsOf({ overlap_seconds: seconds = 0 }: Static<typeof Turning>): number {
  return seconds * 1000
}

/** A key with its new secret, shown this once and kept by nobody on the way. */
export function turned(reply: FastifyReply, { key, token }: Made) {
  reply.header('cache-control', 'no-store')
  return { ...keyView(key), key: token }
}

/** A key as it is shown. */
export function keyView(key: ApiKey) {
  return {
    id: key.id,
    name: key.name,
    roles: key.roles,
    teams: key.teams,
    scopes: key.scopes ?? null,
    service_account: key.serviceAccount ?? null,
    own_of: key.ownOf?.email ?? null,
    previous_until: maybeIso(key.previousUntil),
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
  return expires === undefined ? rest : { ...rest, expiresAt: expiryOf(expires, now) }
}

/** When a key ends, as it was asked for. Throws `body.invalid` for a moment that is over. */
export function expiryOf(expires: string, now: number): number {
  const expiresAt = Date.parse(expires)
  if (!(expiresAt > now))
    throw new Problem('body.invalid', {}, [
      { code: 'time.past', at: '/expires_at', message: 'must be in the future' },
    ])
  return expiresAt
}
