import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { DirectoryGroup, DirectoryUser, Kept } from '#identity/scim/directory.ts'
import type { Search } from '#identity/scim/look.ts'
import { readJsonAs } from '../body.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { actingOf } from '../guards/audit.ts'
import { refusals, signedIn } from '../problem.ts'
import { scimAboutRoutes } from './scim-about.ts'
import {
  baseOf,
  chosen,
  groupView,
  listView,
  renderScimErrors,
  schemaIds,
  scimBase,
  scimType,
  sendScim,
  userView,
} from './scim-views.ts'
import type { FastifyRequest } from 'fastify'

const tags = ['scim']
const config = { access: 'directory.manage' as const }
const ResourceId = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) })
const Text = (description: string) => Type.Optional(Type.String({ maxLength: 2_000, description }))
const shown = {
  attributes: Text('Attributes to answer with, apart by commas.'),
  excludedAttributes: Text('Attributes to leave out.'),
}
const One = Type.Object(shown)
const Many = Type.Object({
  ...shown,
  filter: Text('eq, ne, co, sw, ew, pr, and, or, not (RFC 7644, 3.4.2.2).'),
  startIndex: Type.Optional(Type.Integer({ minimum: -1_000_000, maximum: 100_000_000 })),
  count: Type.Optional(Type.Integer({ minimum: -1_000_000, maximum: 1_000_000 })),
})

const userExample = {
  schemas: [schemaIds.user],
  userName: 'ann@example.com',
  externalId: '00u1',
  name: { givenName: 'Ann', familyName: 'Arbor' },
  emails: [{ value: 'ann@example.com', type: 'work', primary: true }],
  active: true,
}
const groupExample = { schemas: [schemaIds.group], displayName: 'platform-admins', members: [] }
const patchExample = {
  schemas: [schemaIds.patch],
  Operations: [{ op: 'replace', path: 'active', value: false }],
}
const bodyLike = (example: object) =>
  Type.Object({}, { additionalProperties: true, examples: [example] })

/** What an operation answers: resources in SCIM's form, refusals in SCIM's form too. */
function answers(status: 200 | 201, description: string): Record<number, object> {
  return {
    [status]: { description, content: { [scimType]: { schema: { type: 'object' } } } },
    ...refusals(...signedIn, 'scim.invalid_value', 'scim.not_found', 'scim.uniqueness'),
  }
}

const gone = {
  204: { description: 'It is gone.', type: 'null' },
  ...refusals(...signedIn, 'scim.not_found'),
}

const askingOf = (request: FastifyRequest) => ({
  tenant: principalOf(request).tenant,
  by: actingOf(request),
})

/** What the routes of one kind need besides their paths. */
type Kind<R extends { id: string }> = {
  path: 'Users' | 'Groups'
  kept(): Kept<R>
  view(resource: R, base: string): object
  example: object
  /** Of the operations, as the document names them. */
  ids: Record<'list' | 'get' | 'create' | 'replace' | 'patch' | 'remove', string>
  says: Record<'list' | 'page' | 'get' | 'it' | 'create' | 'replace' | 'patch' | 'remove', string>
}

const users = ({ directory }: ApiDeps): Kind<DirectoryUser> => ({
  path: 'Users',
  kept: () => directory.users,
  view: userView,
  example: userExample,
  ids: {
    list: 'scimListUsers',
    get: 'scimGetUser',
    create: 'scimCreateUser',
    replace: 'scimReplaceUser',
    patch: 'scimPatchUser',
    remove: 'scimDeleteUser',
  },
  says: {
    list: 'People of the directory that fit a filter',
    page: 'A page of people.',
    get: 'One of the people of the directory',
    it: 'The person.',
    create: 'Tell of somebody',
    replace: 'Tell of somebody anew, as a whole',
    patch: 'Change some of what is told of somebody; `active` false ends all their rights',
    remove: 'Remove somebody, and all their rights',
  },
})

const groups = ({ directory }: ApiDeps): Kind<DirectoryGroup> => ({
  path: 'Groups',
  kept: () => directory.groups,
  view: groupView,
  example: groupExample,
  ids: {
    list: 'scimListGroups',
    get: 'scimGetGroup',
    create: 'scimCreateGroup',
    replace: 'scimReplaceGroup',
    patch: 'scimPatchGroup',
    remove: 'scimDeleteGroup',
  },
  says: {
    list: 'Groups of the directory that fit a filter',
    page: 'A page of groups.',
    get: 'One of the groups of the directory',
    it: 'The group.',
    create: 'Tell of a group',
    replace: 'Tell of a group anew, as a whole',
    patch: 'Change a group; who leaves it loses the rights they have',
    remove: 'Remove a group; its members lose the rights they have',
  },
})

/** People and groups as a directory tells of them: SCIM 2.0 (RFC 7643, RFC 7644). */
export function scimRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  const base = baseOf(deps.settings.publicUrl)
  return async (app) => {
    renderScimErrors(app)
    readJsonAs(app, scimType)
    await app.register(scimAboutRoutes(deps), { prefix: scimBase })
    const routesOf = <R extends { id: string }>(kind: Kind<R>) =>
      [reads, writes, changes].map((some) => app.register(some(kind, base), { prefix: scimBase }))
    await Promise.all([...routesOf(users(deps)), ...routesOf(groups(deps))])
  }
}

function reads<R extends { id: string }>(
  { path, kept, view, ids, says }: Kind<R>,
  base: string,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      `/${path}`,
      {
        config,
        schema: {
          operationId: ids.list,
          summary: says.list,
          tags,
          querystring: Many,
          response: answers(200, says.page),
        },
      },
      async (request, reply) => {
        const found = await kept().find(principalOf(request).tenant, searchOf(request.query))
        return sendScim(
          reply,
          listView(found, (row) => chosen(view(row, base), request.query)),
        )
      },
    )
    app.get(
      `/${path}/:id`,
      {
        config,
        schema: {
          operationId: ids.get,
          summary: says.get,
          tags,
          params: ResourceId,
          querystring: One,
          response: answers(200, says.it),
        },
      },
      async (request, reply) => {
        const one = await kept().one(principalOf(request).tenant, request.params.id)
        return sendScim(reply, chosen(view(one, base), request.query))
      },
    )
  }
}

function writes<R extends { id: string }>(
  { path, kept, view, example, ids, says }: Kind<R>,
  base: string,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      `/${path}`,
      {
        config,
        schema: {
          operationId: ids.create,
          summary: says.create,
          tags,
          body: bodyLike(example),
          response: answers(201, says.it),
        },
      },
      async (request, reply) => {
        const one = await kept().create(askingOf(request), request.body)
        reply.code(201).header('location', `${base}/${path}/${one.id}`)
        return sendScim(reply, view(one, base))
      },
    )
    app.delete(
      `/${path}/:id`,
      {
        config,
        schema: {
          operationId: ids.remove,
          summary: says.remove,
          tags,
          params: ResourceId,
          response: gone,
        },
      },
      async (request, reply) => {
        await kept().remove(askingOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
}

function changes<R extends { id: string }>(
  { path, kept, view, example, ids, says }: Kind<R>,
  base: string,
): FastifyPluginAsyncTypebox {
  const ways = [
    { method: 'PUT', does: 'replace', like: example },
    { method: 'PATCH', does: 'patch', like: patchExample },
  ] as const
  return async (app) => {
    for (const { method, does, like } of ways)
      app.route({
        method,
        url: `/${path}/:id`,
        config,
        schema: {
          operationId: ids[does],
          summary: says[does],
          tags,
          params: ResourceId,
          body: bodyLike(like),
          response: answers(200, says.it),
        },
        handler: async (request, reply) => {
          const one = await kept()[does](askingOf(request), request.params.id, request.body)
          return sendScim(reply, view(one, base))
        },
      })
  }
}

function searchOf({ filter, startIndex, count }: Search): Search {
  return {
    ...(filter !== undefined && { filter }),
    ...(startIndex !== undefined && { startIndex }),
    ...(count !== undefined && { count }),
  }
}
