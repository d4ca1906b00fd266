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
  const types = Array.isArray(property.type) ? property.type : [property.type]
  if (types.includes('integer') || types.includes('number')) {
    const value = Number(text)
    return text.trim() === '' || !Number.isFinite(value) ? text : value
  }
  if (types.includes('boolean')) return text === 'true' ? true : text === 'false' ? false : text
  if (types.includes('array'))
    return text.startsWith('[') ? yaml(text) : text === '' ? [] : text.split(',')
  if (types.includes('object')) return yaml(text)
  return types.includes('string') || property.format !== undefined ? text : guess(text)
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
