import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toOpenApi30 } from '../src/api/openapi-3-0.ts'
import { startApi } from './api-world.ts'

type Operation = {
  operationId?: string
  summary?: string
  tags?: string[]
  responses?: Record<string, { description?: string; content?: Record<string, unknown> }>
  requestBody?: { content: Record<string, Media> }
}
type Media = {
  schema: { examples?: unknown[]; example?: unknown }
  examples?: object
  example?: unknown
}
type Document = {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, unknown> }
}

describe('the OpenAPI document', () => {
  let app: Awaited<ReturnType<typeof startApi>>
  let document: Document
  beforeAll(async () => {
    app = await startApi()
    document = (await app.inject({ url: '/api/v1/openapi.json' })).json()
  })
  afterAll(() => app.close())

  const operations = (from: Document) =>
    Object.entries(from.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    )

  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(document))

    expect(result.errors).toBeUndefined()
    expect(result.valid).toBe(true)
    expect(document.openapi).toBe('3.1.0')
  })

  it('is valid OpenAPI 3.0 too, with the same operations', async () => {
    const lower = (await app.inject({ url: '/api/v1/openapi.json?version=3.0' })).json<Document>()
    const result = await new Validator().validate(structuredClone(lower))

    expect(result.errors).toBeUndefined()
    expect(lower.openapi).toBe('3.0.3')
    expect(operations(lower).map(({ operation }) => operation.operationId)).toEqual(
      operations(document).map(({ operation }) => operation.operationId),
    )
    expect(JSON.stringify(lower)).not.toMatch(/"type":\[|"const":|"type":"null"/)
  })

  it('names and explains every operation, with its refusals', () => {
    const poor = operations(document).filter(
      ({ operation: { operationId, summary, tags, responses } }) => {
        const statuses = Object.keys(responses ?? {})
        const refused = Object.values(responses ?? {}).some(
          ({ content }) => content?.['application/problem+json'] !== undefined,
        )
        return (
          !operationId ||
          !summary ||
          !tags?.length ||
          !refused ||
          !statuses.some((status) => status < '300')
        )
      },
    )

    expect(poor).toEqual([])
    expect(operations(document).length).toBeGreaterThanOrEqual(45)
  })

  it('uses each operation id once', () => {
    const ids = operations(document).map(({ operation }) => operation.operationId)

    expect(new Set(ids).size).toBe(ids.length)
  })

  it('has an example for every body', () => {
    const bare = operations(document)
      .filter(({ operation }) => operation.requestBody)
      .filter(({ operation }) => {
        const media = operation.requestBody?.content['application/json']
        return !(
          media?.schema.examples ??
          media?.schema.example ??
          media?.examples ??
          media?.example
        )
      })

    expect(bare.map(({ path, method }) => `${method} ${path}`)).toEqual([])
  })

  it('answers with no type that a file could name for itself (A54)', () => {
    const types = operations(document).flatMap(({ operation }) =>
      Object.values(operation.responses ?? {}).flatMap(({ content }) => Object.keys(content ?? {})),
    )

    expect([...new Set(types)].toSorted((left, right) => left.localeCompare(right))).toEqual([
      'application/json',
      'application/problem+json',
      'application/scim+json',
      'application/x-ndjson',
      'text/calendar',
      'text/csv',
      'text/plain',
    ])
  })

  it('names what it shares', () => {
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining([
        'Problem',
        'Request',
        'RequestSummary',
        'CatalogEntry',
        'RequestEvent',
      ]),
    )
  })

  it('covers every route that is not a page or a socket', () => {
    const listed = new Set(operations(document).map(({ path, method }) => `${method} ${path}`))
    const missing = app.routeTable
      .filter(({ hidden, method }) => !hidden && method !== 'HEAD')
      .map(({ method, url }) => `${method.toLowerCase()} ${url.replaceAll(/:(\w+)/g, '{$1}')}`)
      .filter((name) => !listed.has(name))

    expect(missing).toEqual([])
  })

  it('is browsable without loading anything from elsewhere', async () => {
    const page = await app.inject({ url: '/docs/' })
    const script = await app.inject({ url: '/docs/js/scalar.js' })
    const policy = String(page.headers['content-security-policy'])

    expect(page.statusCode).toBe(200)
    expect([...page.body.matchAll(/(?:src|href)="(https?:[^"]+)"/g)]).toEqual([])
    expect(page.body).toContain('src="js/scalar.js"')
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/=]{44}'/)
    expect(policy).toContain("default-src 'none'")
    expect(script.headers['content-type']).toContain('javascript')
  })
})

describe('the rendering for OpenAPI 3.0', () => {
  it('says null, constants and bounds in the older words and leaves examples alone', () => {
    const schema = {
      type: 'object',
      properties: {
        a: { type: ['string', 'null'] },
        b: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
        c: { const: 'x', type: 'string' },
        d: { type: 'integer', exclusiveMinimum: 3 },
        e: { type: ['string', 'integer'] },
        f: { type: 'object', patternProperties: { '^.*$': { type: 'null' } } },
        type: { type: 'string', examples: ['first', 'second'] },
      },
      example: { type: ['kept'], const: 1 },
    }

    const lower = toOpenApi30({ openapi: '3.1.0', components: { schemas: { S: schema } } })

    expect(lower).toEqual({
      openapi: '3.0.3',
      components: {
        schemas: {
          S: {
            type: 'object',
            properties: {
              a: { type: 'string', nullable: true },
              b: { type: 'string', format: 'date-time', nullable: true },
              c: { type: 'string', enum: ['x'] },
              d: { type: 'integer', minimum: 3, exclusiveMinimum: true },
              e: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
              f: { type: 'object', additionalProperties: { nullable: true, enum: [null] } },
              type: { type: 'string', example: 'first' },
            },
            example: { type: ['kept'], const: 1 },
          },
        },
      },
    })
  })
})
