import { type FastifyPluginAsyncTypebox, type Static, Type } from '@fastify/type-provider-typebox'
import { allScopes, roles } from '@pao/core/governance'
import type { FastifyRequest } from 'fastify'
import type { ServiceAccount } from '#identity/account-queries.ts'
import type { AccountWish } from '#identity/service-account.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { actingOf } from '../guards/audit.ts'
import { answerOnce } from '../guards/idempotency.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, listOf, named } from './answers.ts'
import { accountKeyRoutes } from './service-account-keys.ts'
import { iso } from './request-views.ts'

const tags = ['identity']
const config = { access: 'account.manage' as const }
const AccountId = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{16}$' }) })
const Name = Type.String({ minLength: 1, maxLength: 100 })

const wishes = {
  name: Name,
  description: Type.Optional(Type.String({ maxLength: 500 })),
  owner_team: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'The team that answers for it.',
  }),
  roles: Type.Array(Type.Enum(roles), { minItems: 1, maxItems: roles.length }),
  teams: Type.Optional(Type.Array(Name, { maxItems: 100 })),
  scopes: Type.Optional(
    Type.Array(Type.Enum(allScopes), {
      minItems: 1,
      maxItems: allScopes.length,
      description: 'Parts of the API its keys are held to. Left out: whatever its roles allow.',
    }),
  ),
}

const example = {
  name: 'billing-sync',
  owner_team: 'payments',
  roles: ['developer'],
  scopes: ['requests:write'],
}
const closed = { additionalProperties: false }
const NewAccount = Type.Object(wishes, { ...closed, examples: [example] })
const ChangedAccount = Type.Partial(Type.Object(wishes), {
  ...closed,
  minProperties: 1,
  examples: [{ roles: ['developer'] }],
})
const askingOf = (request: FastifyRequest) => ({
  principal: principalOf(request),
  by: actingOf(request),
})

/** Names for what is no person, with keys that may what the account may. */
export function serviceAccountRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(createRoute(deps))
    await app.register(readRoutes(deps))
    await app.register(changeRoutes(deps))
    await app.register(accountKeyRoutes(deps))
  }
}

function createRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/service-accounts',
      {
        config,
        schema: {
          operationId: 'createServiceAccount',
          summary: 'Make a service account',
          tags,
          body: NewAccount,
          response: {
            201: answer('The account; it has no key yet.', named('ServiceAccount')),
            ...refusals(
              ...signedIn,
              'body.invalid',
              'service_account.name_taken',
              'idempotency.key_invalid',
              'idempotency.mismatch',
              'idempotency.in_flight',
            ),
          },
        },
      },
      async (request, reply) => {
        const work = async () => {
          const wish = wishOf(request.body)
          const account = await deps.identity.accounts.create(askingOf(request), wish)
          return {
            status: 201,
            headers: { location: `/api/v1/service-accounts/${account.id}` },
            body: JSON.stringify(accountView(account)),
          }
        }
        return answerOnce(deps.once, { request, reply, operation: 'POST /service-accounts' }, work)
      },
    )
  }
}

function readRoutes({ identity }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/service-accounts',
      {
        config,
        schema: {
          operationId: 'listServiceAccounts',
          summary: 'Service accounts of your teams; admins: all of them',
          tags,
          response: {
            200: answer('Accounts by name.', listOf('items', named('ServiceAccount'))),
            ...refusals(...signedIn),
          },
        },
      },
      async (request) => ({
        items: (await identity.accounts.list(principalOf(request))).map(accountView),
      }),
    )
    app.get(
      '/service-accounts/:id',
      {
        config,
        schema: {
          operationId: 'getServiceAccount',
          summary: 'One service account',
          tags,
          params: AccountId,
          response: {
            200: answer('The account.', named('ServiceAccount')),
            ...refusals(...signedIn, 'service_account.not_found'),
          },
        },
      },
      async (request) =>
        accountView(await identity.accounts.get(principalOf(request), request.params.id)),
    )
  }
}

function changeRoutes({ identity }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.patch(
      '/service-accounts/:id',
      {
        config,
        schema: {
          operationId: 'changeServiceAccount',
          summary: 'Change what a service account, and so every key of it, may',
          description: 'What is left out stays as it is.',
          tags,
          params: AccountId,
          body: ChangedAccount,
          response: {
            200: answer('The account.', named('ServiceAccount')),
            ...refusals(
              ...signedIn,
              'body.invalid',
              'service_account.not_found',
              'service_account.name_taken',
            ),
          },
        },
      },
      async (request) => {
        const { id } = request.params
        const wish = wishOf(request.body)
        return accountView(await identity.accounts.change(askingOf(request), id, wish))
      },
    )
    app.delete(
      '/service-accounts/:id',
      {
        config,
        schema: {
          operationId: 'removeServiceAccount',
          summary: 'End a service account and all its keys',
          tags,
          params: AccountId,
          response: {
            204: { description: 'It is ended.', type: 'null' },
            ...refusals(...signedIn, 'service_account.not_found'),
          },
        },
      },
      async (request, reply) => {
        await identity.accounts.remove(askingOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
}

type Wished<Body extends Partial<Static<typeof NewAccount>>> = 'owner_team' extends keyof Body
  ? AccountWish
  : Partial<AccountWish>

function wishOf<Body extends Partial<Static<typeof NewAccount>>>(body: Body): Wished<Body> {
  const { owner_team: ownerTeam, ...rest } = body
  return { ...rest, ...(ownerTeam !== undefined && { ownerTeam }) } as Wished<Body>
}

function accountView(account: ServiceAccount) {
  return {
    id: account.id,
    name: account.name,
    description: account.description ?? null,
    owner_team: account.ownerTeam,
    roles: account.roles,
    teams: account.teams,
    scopes: account.scopes ?? null,
    created_by: account.createdBy,
    created_at: iso(account.createdAt),
    updated_at: iso(account.updatedAt),
  }
}
