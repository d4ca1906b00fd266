import { CORE_SCHEMA, load } from 'js-yaml'
import { exitCodes, Stop } from './exit.ts'

type Property = {
  type?: unknown
  enum?: readonly unknown[]
  oneOf?: readonly { const?: unknown }[]
  items?: Property
}

/** What of an item's JSON Schema says how answers are meant; fields under a condition stand in `allOf`. */
export type FormSchema = {
  properties?: Readonly<Record<string, Property>>
  allOf?: readonly Readonly<Record<string, unknown>>[]
}

/**
 * `--field name=value` pairs as answers. The item's JSON Schema says how a text is meant: a number for
 * numbers, a list (YAML or separated by commas, or the pair repeated) for lists, the text itself for
 * texts, so that `version=15.3` stays a text where the field is one. What fits nothing stays text, so
 * that the server says what is wrong with it.
 */
export function fieldValues(pairs: readonly string[], schema: FormSchema): Record<string, unknown> {
  const properties = propertiesOf(schema)
  const values = new Map<string, unknown>()
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    if (at < 1) throw new Stop(exitCodes.unasked, `--field wants name=value, not "${pair}"`)
    const id = pair.slice(0, at)
    const value = meant(pair.slice(at + 1), properties.get(id))
    const before = values.get(id)
    values.set(id, Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value)
  }
  return Object.fromEntries(values)
}

function propertiesOf(schema: FormSchema): ReadonlyMap<string, Property> {
  const branches = (schema.allOf ?? []).map((branch) => branch['then'] as FormSchema | undefined)
  return new Map([...branches, schema].flatMap((one) => Object.entries(one?.properties ?? {})))
}

function meant(text: string, property: Property = {}): unknown {
  const choices = property.enum ?? property.oneOf?.map((one) => one.const)
  const chosen = choices?.find((choice) => choice === text || JSON.stringify(choice) === text)
  if (chosen !== undefined) return chosen
  const types = [property.type].flat()
  if (types.includes('array')) return list(text, property.items)
  const read = readers.find(([names]) => names.some((name) => types.includes(name)))
  return read ? read[1](text) : text
}

/** How a text is read where the schema asks for one of these types. */
const readers: readonly (readonly [readonly string[], (text: string) => unknown])[] = [
  [['string'], (text) => text],
  [['integer', 'number'], number],
  [['boolean'], (text) => (text === 'true' ? true : text === 'false' ? false : text)],
  [['object'], yaml],
]

function number(text: string): unknown {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text
}

function list(text: string, items: Property | undefined): unknown {
  if (text.trimStart().startsWith('[')) return yaml(text)
  return text === '' ? [] : text.split(',').map((part) => meant(part.trim(), items))
}

function yaml(text: string): unknown {
  try {
    return load(text, { schema: CORE_SCHEMA, maxAliases: 0, maxDepth: 32 })
  } catch {
    return text
  }
}
