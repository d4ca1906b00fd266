import { CORE_SCHEMA, load } from 'js-yaml'
import { exitCodes, Stop } from './exit.ts'

type Property = { type?: unknown; format?: unknown }

/**
 * `--field name=value` pairs as answers. The item's JSON Schema says how a text is meant: a number for
 * numbers, a list (YAML or separated by commas) for lists, the text itself for texts, so that
 * `version=15.3` stays a text where the field is one.
 */
export function fieldValues(
  pairs: readonly string[],
  schema: { properties?: Readonly<Record<string, Property>> },
): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    if (at < 1) throw new Stop(exitCodes.unasked, `--field wants name=value, not "${pair}"`)
    const id = pair.slice(0, at)
    const property =
      schema.properties && Object.hasOwn(schema.properties, id) ? schema.properties[id] : undefined
    values[id] = meant(pair.slice(at + 1), property)
  }
  return values
}

function meant(text: string, property: Property | undefined): unknown {
  if (property === undefined) return text
  const types = [property.type].flat()
  const read = readers.find(([names]) => names.some((name) => types.includes(name)))
  if (read) return read[1](text)
  return types.includes('string') || property.format !== undefined ? text : guess(text)
}

/** How a text is read where the schema asks for one of these types; what does not fit stays text. */
const readers: readonly (readonly [readonly string[], (text: string) => unknown])[] = [
  [['integer', 'number'], number],
  [['boolean'], (text) => (text === 'true' ? true : text === 'false' ? false : text)],
  [['array'], list],
  [['object'], yaml],
]

function number(text: string): unknown {
  const value = Number(text)
  return text.trim() === '' || !Number.isFinite(value) ? text : value
}

function list(text: string): unknown {
  if (text.startsWith('[')) return yaml(text)
  return text === '' ? [] : text.split(',')
}

/** Choices carry no `type`; a plain scalar reads as YAML does. */
function guess(text: string): unknown {
  const value = yaml(text)
  return typeof value === 'object' ? text : value
}

function yaml(text: string): unknown {
  try {
    return load(text, { schema: CORE_SCHEMA, maxAliases: 0, maxDepth: 32 })
  } catch {
    return text
  }
}
