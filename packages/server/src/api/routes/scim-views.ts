import type { FastifyInstance, FastifyReply } from 'fastify'
import type { DirectoryGroup, DirectoryUser } from '#identity/scim/directory.ts'
import type { Found } from '#identity/scim/look.ts'
import { type ProblemCode, problems } from '@pao/core'
import { problemOf } from '../problem.ts'
import { iso } from './request-views.ts'

/** Media type of SCIM (RFC 7644, 8.1). */
export const scimType = 'application/scim+json'
/** Below the prefix of the API. */
export const scimBase = '/scim/v2'

const urn = 'urn:ietf:params:scim'
export const schemaIds = {
  user: `${urn}:schemas:core:2.0:User`,
  group: `${urn}:schemas:core:2.0:Group`,
  list: `${urn}:api:messages:2.0:ListResponse`,
  patch: `${urn}:api:messages:2.0:PatchOp`,
  error: `${urn}:api:messages:2.0:Error`,
  config: `${urn}:schemas:core:2.0:ServiceProviderConfig`,
  type: `${urn}:schemas:core:2.0:ResourceType`,
  schema: `${urn}:schemas:core:2.0:Schema`,
} as const

/** Of a refusal the word SCIM has for it (RFC 7644, 3.12); others have none. */
const scimTypes: Partial<Record<ProblemCode, string>> = {
  'scim.invalid_filter': 'invalidFilter',
  'scim.invalid_path': 'invalidPath',
  'scim.invalid_syntax': 'invalidSyntax',
  'scim.invalid_value': 'invalidValue',
  'scim.no_target': 'noTarget',
  'scim.uniqueness': 'uniqueness',
  'body.invalid': 'invalidSyntax',
  'query.invalid': 'invalidValue',
}

/** Renders every refusal of these routes in the form of SCIM. */
export function renderScimErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error)
    const { status, title } = problems[problem.code]
    if (status === 500)
      request.log.error({ err: error, correlation_id: request.id }, 'a call failed')
    const { detail, retry_after: retryAfter } = problem.facts
    const [fault] = problem.faults
    const more = typeof detail === 'string' ? detail : fault && `${fault.at} ${fault.message}`
    const type = scimTypes[problem.code]
    if (status === 401) reply.header('www-authenticate', 'Bearer realm="pao"')
    if (typeof retryAfter === 'number') reply.header('retry-after', String(Math.ceil(retryAfter)))
    return sendScim(reply.code(status), {
      schemas: [schemaIds.error],
      status: String(status),
      ...(type !== undefined && { scimType: type }),
      detail: `${title}${more === undefined ? '' : `: ${more}`} (${problem.code}, ${request.id})`,
    })
  })
}

/** Answers in SCIM's media type. As bytes: a text would get a charset. */
export function sendScim(reply: FastifyReply, body: unknown): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('content-type', scimType)
    .send(Buffer.from(JSON.stringify(body)))
}

type Asked = { attributes?: string; excludedAttributes?: string }

/** Leaves out what was not asked for (RFC 7644, 3.9); `schemas`, `id` and `meta` always stay. */
export function chosen(resource: object, { attributes, excludedAttributes }: Asked): object {
  if (attributes === undefined && excludedAttributes === undefined) return resource
  const wanted = namesIn(attributes)
  const unwanted = namesIn(excludedAttributes)
  return Object.fromEntries(
    Object.entries(resource).filter(([key]) => {
      const name = key.toLowerCase()
      if (name === 'id' || name === 'schemas' || name === 'meta') return true
      return attributes === undefined ? !unwanted.has(name) : wanted.has(name)
    }),
  )
}

/** Names of attributes, each by its first step and without its schema. */
function namesIn(text = ''): ReadonlySet<string> {
  const names = text.split(',').map((one) => one.trim().toLowerCase())
  return new Set(names.map((one) => (one.split(':').pop() ?? '').split('.')[0] ?? ''))
}

/** A page of resources. */
export function listView<Row>(
  { total, startIndex, rows }: Found<Row>,
  view: (row: Row) => object,
): object {
  return {
    schemas: [schemaIds.list],
    totalResults: total,
    startIndex,
    itemsPerPage: rows.length,
    Resources: rows.map(view),
  }
}

export function userView(
  { id, userName, externalId, active, attributes, groups, createdAt, updatedAt }: DirectoryUser,
  base: string,
): object {
  return {
    schemas: [schemaIds.user],
    id,
    ...(externalId !== undefined && { externalId }),
    userName,
    ...attributes,
    active,
    groups: groups.map((group) => ({
      value: group.id,
      display: group.name,
      type: 'direct',
      $ref: `${base}/Groups/${group.id}`,
    })),
    meta: metaOf('User', { createdAt, updatedAt, location: `${base}/Users/${id}` }),
  }
}

export function groupView(
  { id, displayName, externalId, members, createdAt, updatedAt }: DirectoryGroup,
  base: string,
): object {
  return {
    schemas: [schemaIds.group],
    id,
    ...(externalId !== undefined && { externalId }),
    displayName,
    members: members.map((member) => ({
      value: member.id,
      display: member.name,
      type: 'User',
      $ref: `${base}/Users/${member.id}`,
    })),
    meta: metaOf('Group', { createdAt, updatedAt, location: `${base}/Groups/${id}` }),
  }
}

type Dated = { createdAt: number; updatedAt: number; location: string }

function metaOf(resourceType: string, { createdAt, updatedAt, location }: Dated): object {
  return { resourceType, created: iso(createdAt), lastModified: iso(updatedAt), location }
}

/** Where resources of this installation stand. */
export function baseOf(publicUrl: string): string {
  return `${publicUrl}/api/v1${scimBase}`
}
