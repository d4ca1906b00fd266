type Json = Record<string, unknown>

/** Keywords that 3.0 does not know; without them a schema says less, never something else. */
const unknownTo30 = [
  '$schema',
  '$id',
  '$comment',
  'propertyNames',
  'unevaluatedProperties',
  'dependentRequired',
  'dependentSchemas',
  'if',
  'then',
  'else',
  'contains',
  'prefixItems',
  'contentMediaType',
  'contentEncoding',
]

/** The same document for tools that only read OpenAPI 3.0. */
export function toOpenApi30(document: Readonly<Json>): Json {
  const { jsonSchemaDialect: _, webhooks: __, ...rest } = document
  return { ...(lowered(rest) as Json), openapi: '3.0.3' }
}

function lowered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowered)
  if (typeof value !== 'object' || value === null) return value
  const inner = Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, isData(key) ? child : lowered(child)]),
  )
  return isSchema(inner) ? schema30(inner) : inner
}

/** Examples and defaults are data: a key in them that looks like a keyword is none. */
function isData(key: string): boolean {
  return key === 'example' || key === 'default' || key === 'enum' || key === 'const'
}

const schemaMarks = ['type', 'anyOf', 'oneOf', 'allOf', 'const', 'patternProperties', 'examples']

function isSchema(value: Json): boolean {
  if (typeof value['type'] === 'object' && !Array.isArray(value['type'])) return false
  return schemaMarks.some((mark) => Object.hasOwn(value, mark)) && !Object.hasOwn(value, 'schema')
}

function schema30(schema: Json): Json {
  const left = { ...schema }
  for (const keyword of unknownTo30) delete left[keyword]
  return [constants, nullables, nullChoice, exclusives, patterns, examples].reduce(
    (done, step) => step(done),
    left,
  )
}

function constants({ const: only, ...rest }: Json): Json {
  return only === undefined ? rest : { ...rest, enum: [only] }
}

function nullables(schema: Json): Json {
  const { type, ...rest } = schema
  if (type === 'null') return { ...rest, nullable: true, enum: [null] }
  if (!Array.isArray(type)) return schema
  const named = type.filter((one) => one !== 'null')
  const nullable = named.length < type.length ? { nullable: true } : {}
  if (named.length === 1) return { ...rest, ...nullable, type: named[0] as unknown }
  return { ...rest, ...nullable, anyOf: named.map((one) => ({ type: one as unknown })) }
}

function nullChoice(schema: Json): Json {
  const { anyOf, ...rest } = schema
  if (!Array.isArray(anyOf)) return schema
  const isNull = (one: Json) =>
    Array.isArray(one['enum']) && one['enum'].every((item) => item === null)
  const choices = (anyOf as Json[]).filter((one) => !isNull(one))
  if (choices.length === anyOf.length) return schema
  const [only] = choices
  return choices.length === 1 && only && !Object.hasOwn(only, '$ref')
    ? { ...rest, ...only, nullable: true }
    : { ...rest, anyOf: choices, nullable: true }
}

function exclusives(schema: Json): Json {
  const { exclusiveMinimum: above, exclusiveMaximum: below, ...rest } = schema
  return {
    ...rest,
    ...(typeof above === 'number' && { minimum: above, exclusiveMinimum: true }),
    ...(typeof below === 'number' && { maximum: below, exclusiveMaximum: true }),
  }
}

function patterns({ patternProperties, ...rest }: Json): Json {
  if (typeof patternProperties !== 'object' || patternProperties === null) return rest
  const values: unknown[] = Object.values(patternProperties)
  return {
    ...rest,
    additionalProperties: values.length === 1 ? values[0] : true,
  }
}

function examples({ examples: several, ...rest }: Json): Json {
  return Array.isArray(several) && several.length > 0
    ? { ...rest, example: several[0] as unknown }
    : rest
}
