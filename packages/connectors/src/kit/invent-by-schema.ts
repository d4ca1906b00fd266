type Schema = {
  type?: string | readonly string[]
  const?: unknown
  enum?: readonly unknown[]
  default?: unknown
  examples?: readonly unknown[]
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  items?: Schema
  minItems?: number
  minimum?: number
  minLength?: number
  format?: string
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
}

/** Deepest schema that is followed, longest text and list that are made. */
const deepest = 10
const longestText = 1_000
const longestList = 20

const formats: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T12:00:00Z',
  date: '2026-01-01',
  email: 'person@example.com',
  uri: 'https://example.com',
  uuid: '00000000-0000-4000-8000-000000000000',
}

type Make = (schema: Schema, depth: number) => unknown

const number: Make = ({ minimum = 1 }) => minimum

const makers: Readonly<Record<string, Make>> = {
  string: ({ format = '', minLength = 0 }) =>
    formats[format] ?? 'example'.padEnd(Math.min(minLength, longestText), '-'),
  integer: number,
  number,
  boolean: () => true,
  null: () => null,
  array: ({ items = {}, minItems = 1 }, depth) =>
    Array.from({ length: Math.min(minItems, longestList) }, () => inventBySchema(items, depth + 1)),
  object: ({ properties = {}, required = [] }, depth) =>
    Object.fromEntries(
      [...new Set([...Object.keys(properties), ...required])].map((name) => [
        name,
        inventBySchema(properties[name] ?? {}, depth + 1),
      ]),
    ),
}

/** A value that fits a JSON Schema of everyday keywords; whether it does is for the caller to check. */
export function inventBySchema(schema: Schema, depth = 0): unknown {
  const known = givenIn(schema)
  if (known !== undefined || depth > deepest) return known ?? null
  const [other] = schema.anyOf ?? schema.oneOf ?? []
  if (other) return inventBySchema(other, depth + 1)
  const [type = 'object'] = [schema.type ?? 'object'].flat()
  return Object.hasOwn(makers, type) ? makers[type]?.(schema, depth) : null
}

/** A value that the schema itself names. */
function givenIn(schema: Schema): unknown {
  const { const: only, default: preset, examples = [], enum: some = [] } = schema
  return [only, preset, examples[0], some[0]].find((one) => one !== undefined)
}
