import { isRecord } from '../path.ts'
import { bundleV2, definitionsBundle } from './bundle.ts'
import { definitionsIndex, indexFile } from './index-file.ts'
import { environmentsFile } from './environments.ts'
import { definitionsV1, itemV1 } from './v1.ts'
import { flatConfigSchema } from './flat-config.ts'
import { branch } from './parts.ts'
import { definitionsV2, itemV2 } from './v2.ts'

/** Action type to the JSON Schema of its config. */
export type ActionSchemas = Readonly<Record<string, object>>

export type SchemaVersion = '1.0' | '2.0' | 'bundle' | 'index' | 'environments'
export type Draft = '2020-12' | 'draft-07'

type Schema = Readonly<Record<string, unknown>>

const documents: Record<SchemaVersion, { name: string; root: object; definitions: object }> = {
  '1.0': { name: 'catalog-item-1.0', root: itemV1, definitions: definitionsV1 },
  '2.0': { name: 'catalog-item-2.0', root: itemV2, definitions: definitionsV2 },
  bundle: { name: 'catalog-bundle-2.0', root: bundleV2, definitions: definitionsBundle },
  index: { name: 'catalog-index', root: indexFile, definitions: definitionsIndex },
  environments: { name: 'environments', root: environmentsFile, definitions: {} },
}

const drafts: Record<Draft, string> = {
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
}

/**
 * The published JSON Schema of a kind of document, self-contained and with a stable `$id`. Configs are
 * spelled out by action type; wherever a config wants a number, a list or a map, a template may stand.
 */
export function itemSchema(
  actionSchemas: ActionSchemas,
  version: SchemaVersion,
  draft: Draft = '2020-12',
): object {
  const { name, root, definitions } = documents[version]
  const suffix = draft === 'draft-07' ? '-draft-07' : ''
  const defs = plain(definitions)
  for (const part of ['action', 'action_v1', 'inline_action']) {
    const found = defs[part]
    if (isRecord(found)) defs[part] = withConfigs(found, actionSchemas, version === '1.0')
  }
  const schema = {
    $schema: drafts[draft],
    $id: `https://pao.dev/schemas/${name}${suffix}.json`,
    title: name,
    ...plain(root),
    ...(Object.keys(defs).length > 0 && { $defs: defs }),
  }
  return draft === 'draft-07' ? (toDraft07(schema) as object) : schema
}

/** The schema against which the checker runs: configs are checked apart, for clearer faults. */
export function shapeSchema(version: SchemaVersion): object {
  const { root, definitions } = documents[version]
  return { ...plain(root), $defs: plain(definitions) }
}

function plain(value: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>
}

function withConfigs(action: Schema, actionSchemas: ActionSchemas, flat: boolean): Schema {
  const types = Object.keys(actionSchemas).toSorted()
  if (types.length === 0) return action
  const properties = isRecord(action.properties) ? action.properties : {}
  const type = isRecord(properties.type) ? properties.type : {}
  return {
    ...action,
    properties: { ...properties, type: { ...type, enum: types } },
    allOf: types.map((name) => {
      const own = plain(actionSchemas[name] ?? {})
      const config = templatable(flat ? plain(flatConfigSchema(name, own)) : own)
      return branch(
        { properties: { type: { const: name } }, required: ['type'] },
        { properties: { config } },
      )
    }),
  }
}

const aTemplate = { type: 'string', pattern: '[{][{]' }

/** The same schema with a template allowed in place of every value that is not text. */
function templatable(schema: unknown): unknown {
  if (!isRecord(schema)) return schema
  const inner: Record<string, unknown> = { ...schema }
  for (const key of ['properties', 'patternProperties']) {
    if (isRecord(schema[key])) inner[key] = mapValues(schema[key], orTemplate)
  }
  if (isRecord(schema.items)) inner.items = orTemplate(schema.items)
  if (isRecord(schema.additionalProperties)) {
    inner.additionalProperties = orTemplate(schema.additionalProperties)
  }
  return inner
}

function orTemplate(schema: unknown): unknown {
  if (!isRecord(schema) || Object.keys(schema).every((key) => key === 'description')) return schema
  const limited = ['enum', 'const', 'pattern', 'format'].some((key) => Object.hasOwn(schema, key))
  if (schema.type === 'string' && !limited) return schema
  const { description, ...rest } = schema
  const either = { anyOf: [templatable(rest), aTemplate] }
  return description === undefined ? either : { description, ...either }
}

function mapValues(map: Schema, change: (value: unknown) => unknown): Schema {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]))
}

/** Draft-07 calls `$defs` definitions and ignores what stands beside a `$ref`. */
function toDraft07(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toDraft07)
  if (typeof value === 'string' && value.startsWith('#/$defs/')) {
    return `#/definitions/${value.slice('#/$defs/'.length)}`
  }
  if (!isRecord(value)) return value
  const entries = Object.entries(value).map(
    ([key, entry]) => [key === '$defs' ? 'definitions' : key, toDraft07(entry)] as const,
  )
  const schema = Object.fromEntries(entries)
  if (typeof schema.$ref !== 'string' || entries.length === 1) return schema
  const { $ref, ...rest } = schema
  return { ...rest, allOf: [{ $ref }] }
}
