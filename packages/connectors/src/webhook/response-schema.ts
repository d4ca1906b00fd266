import { Errors } from 'typebox/value'

/** Most faults told of one answer. */
const mostFaults = 5

/** What does not fit a JSON Schema an item wrote; a schema that refers elsewhere or is broken is a fault itself. */
export function answerFaults(schema: Readonly<Record<string, unknown>>, value: unknown): string[] {
  if (JSON.stringify(schema).includes('"$ref"'))
    return ['the schema refers to another one, which is not followed']
  try {
    return Errors(schema, value)
      .slice(0, mostFaults)
      .map(({ instancePath, message }) => `${instancePath || '/'} ${message}`)
  } catch {
    return ['the schema is not a JSON Schema']
  }
}
