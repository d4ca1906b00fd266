import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { ApiDeps } from '../deps.ts'
import { emptyBodyIsObject } from '../body.ts'
import { principalOf } from '../guards/access.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, listOf, named } from './answers.ts'
import {
  expiryOf,
  keyView,
  madeKey,
  overlapMsOf,
  sendKeyOnce,
  turned,
  Turning,
} from './api-keys.ts'

const tags = ['identity']
const config = { access: 'account.manage' as const }
const Id = Type.String({ pattern: '^[0-9a-f]{16}$' })
const AccountId = Type.Object({ id: Id })
const AccountKeyId = Type.Object({ id: Id, key: Id })
const NewAccountKey = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    expires_at: Type.Optional(Type.String({ format: 'date-time' })),
  },
  {
    additionalProperties: false,
    examples: [{ name: 'blue', expires_at: '2027-01-01T00:00:00Z' }],
  },
)

/** Keys of a service account, for whoever keeps the account. */
export function accountKeyRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(keyRoute(deps))
    await app.register(listRoute(deps))
    await app.register(changeRoutes(deps))
  }
}

function keyRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/service-accounts/:id/keys',
      {
        config: { ...config, audited: { type: 'service_account', id: 'id' } },
        schema: {
          operationId: 'createServiceAccountKey',
          summary: 'Make a key of a service account',
          description:
            'A repeat with the same Idempotency-Key answers without `key`: it is kept nowhere.',
          tags,
          params: AccountId,
          body: NewAccountKey,
          response: {
            201: answer('The key; keep it now.', madeKey),
            ...refusals(
              ...signedIn,
              'body.invalid',
              'service_account.not_found',
              'idempotency.key_invalid',
              'idempotency.mismatch',
              'idempotency.in_flight',
            ),
          },
        },
      },
      async (request, reply) => {
        const { name, expires_at: expires } = request.body
        const wanted = {
          account: request.params.id,
          name,
          ...(expires !== undefined && { expiresAt: expiryOf(expires, deps.now()) }),
        }
        const call = { request, reply, operation: 'POST /service-accounts/keys' }
        return sendKeyOnce(deps, call, () =>
          deps.identity.apiKeys.account.create(principalOf(request), wanted),
        )
      },
    )
  }
}

function listRoute({ identity }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/service-accounts/:id/keys',
      {
        config: { ...config, audited: { type: 'service_account', id: 'id', outcome: 'read' } },
        schema: {
          operationId: 'listServiceAccountKeys',
          summary: 'Keys of a service account, without the keys themselves',
          tags,
          params: AccountId,
          response: {
            200: answer('Keys, newest first.', listOf('items', named('ApiKey'))),
            ...refusals(...signedIn, 'service_account.not_found'),
          },
        },
      },
      async (request) => {
        const { account } = identity.apiKeys
        const found = await account.list(principalOf(request), request.params.id)
        return { items: found.map(keyView) }
      },
    )
  }
}

function changeRoutes({ identity }: ApiDeps): FastifyPluginAsyncTypebox {
  const noted = { ...config, audited: { type: 'api_key', id: 'key' } }
  return async (app) => {
    app.post(
      '/service-accounts/:id/keys/:key/rotate',
      {
        config: noted,
        preValidation: emptyBodyIsObject,
        schema: {
          operationId: 'rotateServiceAccountKey',
          summary:
            'Give a key of a service account a new secret; the old one stops, at once or after an overlap',
          tags,
          params: AccountKeyId,
          body: Turning,
          response: {
            200: answer('The key; keep it now.', madeKey),
            ...refusals(
              ...signedIn,
              'service_account.not_found',
              'api_key.not_found',
              'body.invalid',
            ),
          },
        },
      },
      async (request, reply) => {
        const { id, key: name } = request.params
        const { account } = identity.apiKeys
        const place = { account: id, id: name }
        const overlapMs = overlapMsOf(request.body)
        return turned(reply, await account.rotate(principalOf(request), place, overlapMs))
      },
    )
    app.delete(
      '/service-accounts/:id/keys/:key',
      {
        config: noted,
        schema: {
          operationId: 'revokeServiceAccountKey',
          summary: 'Stop a key of a service account',
          tags,
          params: AccountKeyId,
          response: {
            204: { description: 'It is stopped.', type: 'null' },
            ...refusals(...signedIn, 'service_account.not_found', 'api_key.not_found'),
          },
        },
      },
      async (request, reply) => {
        const { id: account, key: id } = request.params
        await identity.apiKeys.account.revoke(principalOf(request), { account, id })
        return reply.code(204).send(null)
      },
    )
  }
}
