import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
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

/** People and groups as a directory tells of them: SCIM 2.0 (RFC 7643, RFC 7644). */
export function scimRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    renderScimErrors(app)
    readJsonAs(app, scimType)
    await app.register(scimAboutRoutes(deps), { prefix: scimBase })
    await app.register(userReads(deps), { prefix: scimBase })
    await app.register(userWrites(deps), { prefix: scimBase })
    await app.register(userChanges(deps), { prefix: scimBase })
    await app.register(groupReads(deps), { prefix: scimBase })
    await app.register(groupWrites(deps), { prefix: scimBase })
    await app.register(groupChanges(deps), { prefix: scimBase })
  }
}

function userReads({ directory, settings }: ApiDeps): FastifyPluginAsyncTypebox {
  const base = baseOf(settings.publicUrl)
  return async (app) => {
    app.get(
      '/Users',
      {
        config,
        schema: {
          operationId: 'scimListUsers',
          summary: 'People of the directory that fit a filter',
          tags,
          querystring: Many,
          response: answers(200, 'A page of people.'),
        },
      },
      async (request, reply) => {
        const found = await directory.users(principalOf(request).tenant, searchOf(request.query))
        const view = listView(found, (row) => chosen(userView(row, base), request.query))
        return sendScim(reply, view)
      },
    )
    app.get(
      '/Users/:id',
      {
        config,
        schema: {
          operationId: 'scimGetUser',
          summary: 'One of the people of the directory',
          tags,
          params: ResourceId,
          querystring: One,
          response: answers(200, 'The person.'),
        },
      },
      async (request, reply) => {
        const user = await directory.user(principalOf(request).tenant, request.params.id)
        return sendScim(reply, chosen(userView(user, base), request.query))
      },
    )
  }
}

function userWrites({ directory, settings }: ApiDeps): FastifyPluginAsyncTypebox {
  const base = baseOf(settings.publicUrl)
  return async (app) => {
    app.post(
      '/Users',
      {
        config,
        schema: {
          operationId: 'scimCreateUser',
          summary: 'Tell of somebody',
          tags,
          body: bodyLike(userExample),
          response: answers(201, 'The person.'),
        },
      },
      async (request, reply) => {
        const user = await directory.createUser(askingOf(request), request.body)
        reply.code(201).header('location', `${base}/Users/${user.id}`)
        return sendScim(reply, userView(user, base))
      },
    )
  }
}

function userChanges({ directory, settings }: ApiDeps): FastifyPluginAsyncTypebox {
  const base = baseOf(settings.publicUrl)
  return async (app) => {
    app.put(
      '/Users/:id',
      {
        config,
        schema: {
          operationId: 'scimReplaceUser',
          summary: 'Tell of somebody anew, as a whole',
          tags,
          params: ResourceId,
          body: bodyLike(userExample),
          response: answers(200, 'The person.'),
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const user = await directory.replaceUser(askingOf(request), id, request.body)
        return sendScim(reply, userView(user, base))
      },
    )
    app.patch(
      '/Users/:id',
      {
        config,
        schema: {
          operationId: 'scimPatchUser',
          summary: 'Change some of what is told of somebody; `active` false ends all their rights',
          tags,
          params: ResourceId,
          body: bodyLike(patchExample),
          response: answers(200, 'The person.'),
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const user = await directory.patchUser(askingOf(request), id, request.body)
        return sendScim(reply, userView(user, base))
      },
    )
    app.delete(
      '/Users/:id',
      {
        config,
        schema: {
          operationId: 'scimDeleteUser',
          summary: 'Remove somebody, and all their rights',
          tags,
          params: ResourceId,
          response: gone,
        },
      },
      async (request, reply) => {
        await directory.removeUser(askingOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
}

function groupReads({ directory, settings }: ApiDeps): FastifyPluginAsyncTypebox {
  const base = baseOf(settings.publicUrl)
  return async (app) => {
    app.get(
      '/Groups',
      {
        config,
        schema: {
          operationId: 'scimListGroups',
          summary: 'Groups of the directory that fit a filter',
          tags,
          querystring: Many,
          response: answers(200, 'A page of groups.'),
        },
      },
      async (request, reply) => {
        const found = await directory.groups(principalOf(request).tenant, searchOf(request.query))
        const view = listView(found, (row) => chosen(groupView(row, base), request.query))
        return sendScim(reply, view)
      },
    )
    app.get(
      '/Groups/:id',
      {
        config,
        schema: {
          operationId: 'scimGetGroup',
          summary: 'One of the groups of the directory',
          tags,
          params: ResourceId,
          querystring: One,
          response: answers(200, 'The group.'),
        },
      },
      async (request, reply) => {
        const group = await directory.group(principalOf(request).tenant, request.params.id)
        return sendScim(reply, chosen(groupView(group, base), request.query))
      },
    )
  }
}

function groupWrites({ directory, settings }: ApiDeps): FastifyPluginAsyncTypebox {
  const base = baseOf(settings.publicUrl)
  return async (app) => {
    app.post(
      '/Groups',
      {
        config,
        schema: {
          operationId: 'scimCreateGroup',
          summary: 'Tell of a group',
          tags,
          body: bodyLike(groupExample),
          response: answers(201, 'The group.'),
        },
      },
      async (request, reply) => {
        const group = await directory.createGroup(askingOf(request), request.body)
        reply.code(201).header('location', `${base}/Groups/${group.id}`)
        return sendScim(reply, groupView(group, base))
      },
    )
  }
}

function groupChanges({ directory, settings }: ApiDeps): FastifyPluginAsyncTypebox {
  const base = baseOf(settings.publicUrl)
  return async (app) => {
    app.put(
      '/Groups/:id',
      {
        config,
        schema: {
          operationId: 'scimReplaceGroup',
          summary: 'Tell of a group anew, as a whole',
          tags,
          params: ResourceId,
          body: bodyLike(groupExample),
          response: answers(200, 'The group.'),
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const group = await directory.replaceGroup(askingOf(request), id, request.body)
        return sendScim(reply, groupView(group, base))
      },
    )
    app.patch(
      '/Groups/:id',
      {
        config,
        schema: {
          operationId: 'scimPatchGroup',
          summary: 'Change a group; who leaves it loses the rights they have',
          tags,
          params: ResourceId,
          body: bodyLike(patchExample),
          response: answers(200, 'The group.'),
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const group = await directory.patchGroup(askingOf(request), id, request.body)
        return sendScim(reply, groupView(group, base))
      },
    )
    app.delete(
      '/Groups/:id',
      {
        config,
        schema: {
          operationId: 'scimDeleteGroup',
          summary: 'Remove a group; its members lose the rights they have',
          tags,
          params: ResourceId,
          response: gone,
        },
      },
      async (request, reply) => {
        await directory.removeGroup(askingOf(request), request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
}

function searchOf({ filter, startIndex, count }: Search): Search {
  return {
    ...(filter !== undefined && { filter }),
    ...(startIndex !== undefined && { startIndex }),
    ...(count !== undefined && { count }),
  }
}
