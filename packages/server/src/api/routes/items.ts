import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import { changedValues, difference, toJsonSchema, toUiSchema } from '@pao/core/catalog'
import type { FastifyRequest } from 'fastify'
import type { ServedDocument } from '#catalog/served.ts'
import { versionFaults } from '#requests/accept-in.ts'
import type { CatalogCalls } from '../catalog-calls.ts'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { type PreparedAnswers, prepareFor, sendPrepared } from '../prepared.ts'
import { refusals, signedIn } from '../problem.ts'
import { parseStrictJson } from '../strict-json.ts'
import { answer, listOf, named } from './answers.ts'
import { catalogViews } from './catalog-views.ts'
import { HealthAnswer, healthExample, healthView } from './item-health.ts'
import { timesExample } from './insight-answers.ts'
import { timesView } from './insights.ts'
import { iso } from './request-views.ts'

const ItemId = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) })
const environment = Type.Optional(Type.String({ minLength: 1, maxLength: 100 }))
const ItemQuery = Type.Object(
  {
    version: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'A semver range it must fit.' }),
    ),
  },
  { additionalProperties: false },
)

const tags = ['catalog']
const config = { access: 'catalog.read' as const }
const refused = refusals(...signedIn, 'item.not_found', 'query.invalid', 'catalog.unavailable')

/** One item: its document, form, versions and the choices of its fields. */
export function itemRoutes(deps: ApiDeps, prepared: PreparedAnswers): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(documentRoutes(deps, prepared))
    await app.register(versionsRoute(deps))
    await app.register(differencesRoute(deps))
    await app.register(timesRoute(deps))
    await app.register(healthRoute(deps))
    await app.register(optionsRoute(deps))
  }
}

function documentRoutes(deps: ApiDeps, prepared: PreparedAnswers): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/catalog/items/:id',
      {
        config,
        schema: {
          operationId: 'getItem',
          summary: 'One item as it is served',
          tags,
          params: ItemId,
          querystring: ItemQuery,
          response: {
            200: answer('The document.', named('CatalogDocument')),
            ...refused,
            ...refusals(...signedIn, 'item.not_found', 'item.version_not_found'),
          },
        },
      },
      async (request, reply) => {
        const entry = seen(deps, request, request.params.id, request.query.version)
        const make = () => catalogViews.item(entry)
        const kept = prepareFor(prepared, deps, request, make)
        return sendPrepared(request, reply, kept)
      },
    )
    app.get(
      '/catalog/items/:id/schema',
      {
        config,
        schema: {
          operationId: 'getItemSchema',
          summary: 'The form as JSON Schema 2020-12, and how to draw it',
          tags,
          params: ItemId,
          querystring: Type.Object({ environment }, { additionalProperties: false }),
          response: {
            200: answer('Both schemas.', { type: 'object', required: ['schema', 'ui_schema'] }),
            ...refused,
          },
        },
      },
      async (request, reply) => {
        const entry = seen(deps, request, request.params.id)
        const make = () => ({
          schema: toJsonSchema(entry.document, { environment: request.query.environment }),
          ui_schema: toUiSchema(entry.document),
        })
        const kept = prepareFor(prepared, deps, request, make)
        return sendPrepared(request, reply, kept)
      },
    )
  }
}

function versionsRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/catalog/items/:id/versions',
      {
        config,
        schema: {
          operationId: 'listItemVersions',
          summary: 'Every version that was ever served, newest first',
          tags,
          params: ItemId,
          response: {
            200: answer('Versions.', listOf('versions', { type: 'object' })),
            ...refused,
          },
        },
      },
      async (request) => {
        const entry = seen(deps, request, request.params.id)
        const versions = await catalogFor(deps, request).versions(entry.document.metadata.id)
        return {
          versions: versions.map(({ firstSeenAt, ...version }) => ({
            ...version,
            first_seen_at: iso(firstSeenAt),
            served: version.hash === entry.hash,
          })),
        }
      },
    )
  }
}

const Difference = Type.Object({
  impact: Type.Union([Type.Literal('breaking'), Type.Literal('feature'), Type.Literal('fix')]),
  path: Type.String(),
  message: Type.String(),
})
const Value = Type.Object({
  path: Type.String(),
  before: Type.Optional(Type.Unknown()),
  after: Type.Optional(Type.Unknown()),
})
const Differences = Type.Object({
  differences: Type.Array(Difference),
  values: Type.Array(Value),
})
const differencesExample = {
  differences: [
    {
      impact: 'feature',
      path: 'presentation.fields.size.validation.max',
      message: 'max was 10, is 20',
    },
  ],
  values: [{ path: 'metadata.version', before: '1.0.0', after: '1.1.0' }],
}
const Hash = Type.String({ minLength: 1, maxLength: 128 })

function differencesRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/catalog/items/:id/versions/:hash/differences',
      {
        config,
        schema: {
          operationId: 'compareItemVersions',
          summary: 'What differs between a version that was served and another one',
          tags,
          params: Type.Object({ ...ItemId.properties, hash: Hash }),
          querystring: Type.Object(
            {
              to: Type.Optional(
                Type.String({
                  minLength: 1,
                  maxLength: 128,
                  description: 'Served now if left out.',
                }),
              ),
            },
            { additionalProperties: false },
          ),
          response: {
            200: answer(
              'What the differences mean, and every value that differs (at most 300).',
              Differences,
              differencesExample,
            ),
            ...refused,
            ...refusals(...signedIn, 'item.not_found', 'item.version_not_found'),
          },
        },
      },
      async (request) => {
        const { id, hash } = request.params
        const entry = seen(deps, request, id)
        const wanted = [hash, request.query.to ?? entry.hash]
        const catalog = catalogFor(deps, request)
        const known = new Set((await catalog.versions(id)).map((version) => version.hash))
        const [before, after] = await Promise.all(
          wanted.map(async (one) => (known.has(one) ? catalog.at(one) : undefined)),
        )
        if (!before || !after) throw new Problem('item.version_not_found', { item: id })
        return {
          differences: difference(before, after),
          values: changedValues(before, after),
        }
      },
    )
  }
}

function timesRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/catalog/items/:id/times',
      {
        config,
        schema: {
          operationId: 'getItemTimes',
          summary: 'How long an item really took lately, people and systems apart',
          description: 'Of the 200 requests that completed last; worked out at most once a minute.',
          tags,
          params: ItemId,
          response: {
            200: answer(
              'Seconds; empty while nothing completed.',
              named('ItemTimes'),
              timesExample,
            ),
            ...refused,
          },
        },
      },
      async (request) => {
        const { id } = request.params
        seen(deps, request, id)
        return timesView(await deps.insights.times(principalOf(request).tenant, id))
      },
    )
  }
}

function healthRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/catalog/items/:id/health',
      {
        config,
        schema: {
          operationId: 'getItemHealth',
          summary: 'How an item has done lately',
          description:
            'Of the 20 requests that ended last by themselves, none older than 30 days; worked out at most once a minute.',
          tags,
          params: ItemId,
          response: { 200: answer('Its health.', HealthAnswer, healthExample), ...refused },
        },
      },
      async (request) => {
        const { id } = request.params
        seen(deps, request, id)
        return healthView(await deps.insights.health(principalOf(request).tenant, id))
      },
    )
  }
}

function optionsRoute(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/catalog/items/:id/options/:field',
      {
        config,
        schema: {
          operationId: 'listFieldOptions',
          summary: 'The choices of a field, read from its datasource',
          tags,
          params: Type.Object({
            id: Type.String({ minLength: 1, maxLength: 100 }),
            field: Type.String({ minLength: 1, maxLength: 100 }),
          }),
          querystring: Type.Object(
            {
              environment,
              answers: Type.Optional(
                Type.String({ maxLength: 8_000, description: 'Answers so far, a JSON object.' }),
              ),
            },
            { additionalProperties: false },
          ),
          response: {
            200: answer('Choices; empty with a message when their source is away.', {
              ...listOf('options', { type: 'object' }),
            }),
            ...refused,
            ...refusals(...signedIn, 'item.not_found', 'field.not_found'),
          },
        },
      },
      async (request) => {
        const { id, field } = request.params
        const { answers, environment: place } = request.query
        seen(deps, request, id)
        return catalogFor(deps, request).options(id, field, {
          tenant: principalOf(request).tenant,
          answers: answersOf(answers),
          viewer: principalOf(request),
          ...(place !== undefined && { environment: place }),
          signal: request.signal,
        })
      },
    )
  }
}

/** The catalog of the caller's tenant. */
function catalogFor({ catalog }: ApiDeps, request: FastifyRequest): CatalogCalls {
  return catalog(principalOf(request).tenant)
}

/** The entry if the caller may see it. Throws `item.not_found`, `item.version_not_found`, `query.invalid`. */
function seen(deps: ApiDeps, request: FastifyRequest, id: string, range?: string): ServedDocument {
  const [fault] = versionFaults(range)
  if (fault) throw new Problem('query.invalid', {}, [{ ...fault, at: '/query/version' }])
  const entry = catalogFor(deps, request).get(id, range, principalOf(request))
  if (!entry) throw new Problem('item.not_found', { item: id })
  return entry
}

function answersOf(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {}
  const parsed = parseStrictJson(Buffer.from(text))
  if (parsed.ok && isObject(parsed.value)) return parsed.value
  throw new Problem('query.invalid', {}, [
    { code: 'shape.json', at: '/query/answers', message: 'must be a JSON object' },
  ])
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
