import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Static } from 'typebox'
import { describe, expect, it } from 'vitest'
import type { Bundle, Item } from '../item.ts'
import { isRecord } from '../path.ts'
import type { bundleV2 } from './bundle.ts'
import { itemSchema, type SchemaVersion } from './publish.ts'
import type { itemV2 } from './v2.ts'

const actionSchemas = {
  call: {
    type: 'object',
    properties: {
      url: { type: 'string', description: 'Where' },
      timeout: { type: 'number', description: 'Seconds' },
    },
    required: ['url'],
    additionalProperties: false,
  },
}
const versions: readonly SchemaVersion[] = ['1.0', '2.0', 'bundle', 'index', 'environments']

const item = (config: object) => ({
  version: '2.0',
  kind: 'CatalogItem',
  metadata: {
    id: 'sample-item',
    name: 'Sample',
    description: 'A service that exists only so that its schema can be looked at.',
    version: '1.0.0',
    category: 'compute',
    owner: { team: 'platform' },
  },
  presentation: { groups: [] },
  fulfillment: { manual: { actions: [{ id: 'a', type: 'call', config }] } },
})

type Keys<T> = T extends object ? keyof T : never
const asItem = (value: Static<typeof itemV2>): Item => value
const asBundle = (value: Static<typeof bundleV2>): Bundle => value

/** Every property without a description, by its way through the schema. */
function undescribed(schema: unknown, way = ''): string[] {
  if (Array.isArray(schema)) return schema.flatMap((part, n) => undescribed(part, `${way}/${n}`))
  if (!isRecord(schema)) return []
  const { properties } = schema
  // A branch under `if` only asks; what it asks for is described where it is declared.
  const asks = /\/if$|\/then$/.test(way) && /allOf\/\d+/.test(way)
  const own =
    isRecord(properties) && !asks && !way.endsWith('/if')
      ? Object.entries(properties).flatMap(([key, part]) =>
          isRecord(part) && typeof part.description === 'string' ? [] : [`${way}/${key}`],
        )
      : []
  return [
    ...own,
    ...Object.entries(schema).flatMap(([key, part]) => undescribed(part, `${way}/${key}`)),
  ]
}

describe('a published schema', () => {
  it.each(versions)('of %s has a stable id in both drafts and compiles', (version) => {
    const modern = itemSchema(actionSchemas, version) as { $id: string; $schema: string }
    const old = itemSchema(actionSchemas, version, 'draft-07') as { $id: string; $schema: string }

    expect(modern.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
    expect(old.$schema).toBe('http://json-schema.org/draft-07/schema#')
    expect(old.$id).toBe(modern.$id.replace('.json', '-draft-07.json'))
    expect(() => new Ajv2020({ strict: false }).compile(modern)).not.toThrow()
    expect(() => new Ajv({ strict: false }).compile(old)).not.toThrow()
  })

  it('has the id that editors are told', () => {
    expect(itemSchema(actionSchemas, '2.0')).toMatchObject({
      $id: 'https://pao.dev/schemas/catalog-item-2.0.json',
    })
  })

  it.each(versions)('of %s describes every property', (version) => {
    expect(undescribed(itemSchema(actionSchemas, version))).toEqual([])
  })

  it('spells configs out by action type and lets a template stand for a number', () => {
    const validate = new Ajv2020({ strict: false }).compile(itemSchema(actionSchemas, '2.0'))

    expect(validate(item({ url: 'x', timeout: 5 }))).toBe(true)
    expect(validate(item({ url: 'x', timeout: '{{fields.wait}}' }))).toBe(true)
    expect(validate(item({ url: 'x', timeout: 'soon' }))).toBe(false)
    expect(validate(item({ uri: 'x' }))).toBe(false)
  })

  it('of draft-07 says the same', () => {
    const validate = new Ajv({ strict: false }).compile(
      itemSchema(actionSchemas, '2.0', 'draft-07'),
    )

    expect(validate(item({ url: 'x', timeout: '{{fields.wait}}' }))).toBe(true)
    expect(validate(item({ uri: 'x' }))).toBe(false)
  })
})

describe('a schema and its type', () => {
  it('agree: what fits the schema is an Item, key by key', () => {
    const itemKeys: Keys<Static<typeof itemV2>> extends Keys<Item> ? true : false = true
    const back: Keys<Item> extends Keys<Static<typeof itemV2>> ? true : false = true
    const metadataKeys: Keys<Item['metadata']> extends Keys<Static<typeof itemV2>['metadata']>
      ? true
      : false = true

    expect(asItem(item({}) as Static<typeof itemV2>).kind).toBe('CatalogItem')
    expect(asBundle).toHaveLength(1)
    expect([itemKeys, back, metadataKeys]).toEqual([true, true, true])
  })
})
