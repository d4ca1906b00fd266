import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import { largestPage } from '#identity/scim/look.ts'
import type { ApiDeps } from '../deps.ts'
import { refusals, signedIn } from '../problem.ts'
import { baseOf, schemaIds, scimType, sendScim } from './scim-views.ts'

const tags = ['scim']
const config = { access: 'directory.manage' as const }
const supported = (yes: boolean) => ({ supported: yes })

function configView(base: string): object {
  return {
    schemas: [schemaIds.config],
    patch: supported(true),
    bulk: { ...supported(false), maxOperations: 0, maxPayloadSize: 0 },
    filter: { ...supported(true), maxResults: largestPage },
    changePassword: supported(false),
    sort: supported(false),
    etag: supported(false),
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'API key',
        description: 'An API key as bearer token, held to scim:write.',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  }
}

const types = (base: string): readonly { id: string }[] =>
  [
    { id: 'User', endpoint: '/Users', schema: schemaIds.user },
    { id: 'Group', endpoint: '/Groups', schema: schemaIds.group },
  ].map((type) => ({
    ...type,
    schemas: [schemaIds.type],
    name: type.id,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${type.id}` },
  }))

type Attribute = { name: string; [key: string]: unknown }

const attribute = (name: string, more: object = {}): Attribute => ({
  name,
  type: 'string',
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...more,
})

const readOnly = { mutability: 'readOnly' }
const reference = { type: 'reference', ...readOnly, referenceTypes: ['User', 'Group'] }

const userAttributes = [
  attribute('userName', { required: true, uniqueness: 'server' }),
  attribute('displayName'),
  attribute('title'),
  attribute('active', { type: 'boolean' }),
  attribute('name', {
    type: 'complex',
    subAttributes: ['formatted', 'familyName', 'givenName'].map((name) => attribute(name)),
  }),
  attribute('emails', {
    type: 'complex',
    multiValued: true,
    subAttributes: [
      attribute('value'),
      attribute('type'),
      attribute('primary', { type: 'boolean' }),
    ],
  }),
  attribute('groups', {
    type: 'complex',
    multiValued: true,
    ...readOnly,
    subAttributes: [
      attribute('value', readOnly),
      attribute('display', readOnly),
      attribute('type', readOnly),
      attribute('$ref', reference),
    ],
  }),
]

const immutable = { mutability: 'immutable' }
const groupAttributes = [
  attribute('displayName', { required: true, uniqueness: 'server' }),
  attribute('members', {
    type: 'complex',
    multiValued: true,
    subAttributes: [
      attribute('value', immutable),
      attribute('display', readOnly),
      attribute('type', { ...immutable, canonicalValues: ['User'] }),
      attribute('$ref', { ...reference, referenceTypes: ['User'] }),
    ],
  }),
]

const schemas = (base: string): readonly { id: string }[] =>
  [
    { id: schemaIds.user, name: 'User', attributes: userAttributes },
    { id: schemaIds.group, name: 'Group', attributes: groupAttributes },
  ].map((schema) => ({
    schemas: [schemaIds.schema],
    ...schema,
    description: `${schema.name} as far as it is kept here; other attributes are passed over.`,
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${schema.id}` },
  }))

function answerOf(description: string): Record<number, object> {
  return {
    200: { description, content: { [scimType]: { schema: { type: 'object' } } } },
    ...refusals(...signedIn, 'scim.not_found'),
  }
}

function allOf(resources: readonly object[]): object {
  return {
    schemas: [schemaIds.list],
    totalResults: resources.length,
    startIndex: 1,
    itemsPerPage: resources.length,
    Resources: resources,
  }
}

/** What this service can do of SCIM, and of which form its resources are (RFC 7644, 4). */
export function scimAboutRoutes({ settings }: ApiDeps): FastifyPluginAsyncTypebox {
  const base = baseOf(settings.publicUrl)
  return async (app) => {
    app.get(
      '/ServiceProviderConfig',
      {
        config,
        schema: {
          operationId: 'scimGetServiceProviderConfig',
          summary: 'What of SCIM is supported',
          tags,
          response: answerOf('What is supported.'),
        },
      },
      async (_request, reply) => sendScim(reply, configView(base)),
    )
    const lists = [
      { path: 'ResourceTypes', named: 'ResourceType', resources: types(base) },
      { path: 'Schemas', named: 'Schema', resources: schemas(base) },
    ] as const
    for (const { path, named, resources } of lists) {
      app.get(
        `/${path}`,
        {
          config,
          schema: {
            operationId: `scimList${path}`,
            summary: `Every ${named} of SCIM there is here`,
            tags,
            response: answerOf('All of them.'),
          },
        },
        async (_request, reply) => sendScim(reply, allOf(resources)),
      )
      app.get(
        `/${path}/:id`,
        {
          config,
          schema: {
            operationId: `scimGet${named}`,
            summary: `One ${named} of SCIM`,
            tags,
            params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }) }),
            response: answerOf('It.'),
          },
        },
        async (request, reply) => {
          const { id } = request.params
          const found = resources.find((one) => one.id === id)
          if (!found) throw new Problem('scim.not_found', { id })
          return sendScim(reply, found)
        },
      )
    }
  }
}
