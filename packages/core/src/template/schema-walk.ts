type Schema = Readonly<Record<string, unknown>>

const deepest = 32

/**
 * All schemas that speak about one place: itself and whatever `anyOf`, `oneOf`, `allOf` and a local
 * `$ref` add. `root` holds the `$defs`.
 */
export function schemasAt(start: readonly unknown[], root: unknown): readonly Schema[] {
  const found = new Set<Schema>()
  const visit = (schema: unknown, depth: number): void => {
    if (!isSchema(schema) || found.has(schema) || depth > deepest) return
    found.add(schema)
    for (const key of ['anyOf', 'oneOf', 'allOf']) {
      const parts = own(schema, key)
      if (Array.isArray(parts)) for (const part of parts) visit(part, depth + 1)
    }
    const target = own(schema, '$ref')
    if (typeof target === 'string') visit(resolve(target, root), depth + 1)
  }
  for (const schema of start) visit(schema, 0)
  return [...found]
}

/** What the schemas say about one key of an object. */
export function schemasOfKey(schemas: readonly Schema[], key: string): readonly unknown[] {
  return schemas.map((schema) => {
    const properties = own(schema, 'properties')
    const named = isSchema(properties) ? own(properties, key) : undefined
    return named ?? own(schema, 'additionalProperties')
  })
}

/** What the schemas say about the items of a list. */
export function schemasOfItems(schemas: readonly Schema[]): readonly unknown[] {
  return schemas.map((schema) => own(schema, 'items'))
}

/** The annotation `x-pao-template` of a place, if it has one. */
export function templateMark(schemas: readonly Schema[]): string | undefined {
  for (const schema of schemas) {
    const mark = own(schema, 'x-pao-template')
    if (typeof mark === 'string') return mark
  }
  return undefined
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function own(schema: Schema, key: string): unknown {
  return Object.hasOwn(schema, key) ? schema[key] : undefined
}

/** `#/$defs/Name` and other JSON Pointers into the root, or the bare name of a definition. */
function resolve(target: string, root: unknown): unknown {
  const path = target.startsWith('#') ? target.split('/').slice(1) : ['$defs', target]
  let place: unknown = root
  for (const part of path) {
    if (!isSchema(place)) return undefined
    place = own(place, part.replaceAll('~1', '/').replaceAll('~0', '~'))
  }
  return place
}
