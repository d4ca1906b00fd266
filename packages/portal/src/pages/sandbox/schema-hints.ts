import type { Block } from './outline.ts'

/** A JSON Schema as far as hints read it. */
export type Schema = {
  $ref?: string
  $defs?: Readonly<Record<string, Schema>>
  type?: string | readonly string[]
  description?: string
  const?: unknown
  enum?: readonly unknown[]
  default?: unknown
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  items?: Schema
  if?: Schema
  then?: Schema
  else?: Schema
  allOf?: readonly Schema[]
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
}

/** What may stand at a place. */
export type Shape = {
  properties: Readonly<Record<string, Schema>>
  required: ReadonlySet<string>
  items: Schema | undefined
}

/** Schemas inside schemas that are followed; a published one has far fewer. */
const deepest = 12

/** What may stand in a block, by the keys around it and its plain values; undefined = the schema says nothing. */
export function shapeOf(root: Schema, block: Block): Shape | undefined {
  if (!block.parent) return expanded(root, root, block.facts)
  const around = shapeOf(root, block.parent)
  const own = block.key === undefined ? undefined : around?.properties[block.key]
  if (!own) return undefined
  if (!block.isEntry) return expanded(root, own, block.facts)
  const list = expanded(root, own, new Map())
  return list.items ? expanded(root, list.items, block.facts) : undefined
}

/** The values a schema allows by name; none = it does not list them. */
export function valuesOf(root: Schema, schema: Schema): readonly string[] {
  const own = resolved(root, schema)
  if (own.const !== undefined) return [plain(own.const)]
  if (own.enum) return own.enum.map(plain)
  if (own.type === 'boolean') return ['true', 'false']
  const parts = [...(own.allOf ?? []), ...(own.anyOf ?? []), ...(own.oneOf ?? [])]
  return [...new Set(parts.flatMap((part) => valuesOf(root, part)))]
}

/** A value as it stands in YAML without quotes. */
function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Of what kind a value is, in the words of JSON Schema. */
export function kindOf(root: Schema, schema: Schema): string {
  const { type, const: only, properties, items } = resolved(root, schema)
  if (type !== undefined) return typeof type === 'string' ? type : type.join(' or ')
  if (only !== undefined) return typeof only
  if (properties) return 'object'
  return items ? 'array' : ''
}

/** A schema with what it points at; its own description wins. */
export function resolved(root: Schema, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1)
  const target = name === undefined ? undefined : root.$defs?.[name]
  if (!target) return schema
  const { $ref: _ref, ...own } = schema
  return { ...target, ...own }
}

type Facts = Block['facts']

function expanded(root: Schema, schema: Schema, facts: Facts, depth = 0): Shape {
  const own = resolved(root, schema)
  const parts = depth < deepest ? partsOf(own, facts) : []
  const inner = parts.map((part) => expanded(root, part, facts, depth + 1))
  return {
    properties: together([own.properties ?? {}, ...inner.map((one) => one.properties)]),
    required: new Set([...(own.required ?? []), ...inner.flatMap((one) => [...one.required])]),
    items: own.items ?? inner.find((one) => one.items)?.items,
  }
}

type Properties = Shape['properties']

/** A key that several parts speak of has to fit all of them. */
function together(parts: readonly Properties[]): Properties {
  const all: Record<string, Schema> = {}
  for (const part of parts)
    for (const [key, schema] of Object.entries(part)) {
      const known = all[key]
      all[key] = known ? { ...schema, ...known, allOf: [known, schema] } : schema
    }
  return all
}

function partsOf(schema: Schema, facts: Facts): readonly Schema[] {
  const { if: when, then, else: otherwise, allOf = [], anyOf = [], oneOf = [] } = schema
  const branch = when && (holds(when, facts) ? then : otherwise)
  return [...(branch ? [branch] : []), ...allOf, ...anyOf, ...oneOf]
}

/** As far as plain values tell: a condition on anything else does not hold. */
function holds({ properties = {}, required = [] }: Schema, facts: Facts): boolean {
  return (
    required.every((key) => facts.has(key)) &&
    Object.entries(properties).every(([key, { const: only, enum: listed }]) => {
      const value = facts.get(key)
      if (only !== undefined) return value === plain(only)
      return listed === undefined || (value !== undefined && listed.map(plain).includes(value))
    })
  )
}
