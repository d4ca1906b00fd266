type Schema = {
  type?: string
  description?: string
  properties?: Record<string, Schema>
  additionalProperties?: unknown
  items?: Schema
  anyOf?: Schema[]
  'x-pao-template'?: string
}

/** Every schema in the schema with its path. */
function* walk(schema: Schema, path = ''): Generator<[string, Schema]> {
  yield [path, schema]
  for (const [name, inner] of Object.entries(schema.properties ?? {}))
    yield* walk(inner, `${path}/${name}`)
  if (schema.items) yield* walk(schema.items, `${path}/[]`)
  for (const inner of schema.anyOf ?? []) yield* walk(inner, `${path}/|`)
}

/** Settings without a sentence for authors; items of lists need none of their own unless they are maps. */
export function undescribed(schema: object): string[] {
  return [...walk(schema)]
    .filter(([path, { description }]) => !/\/[[|][\]]?$/.test(path) && !description?.trim())
    .map(([path]) => path)
}

/** Addresses an author writes whose values would go out as they are. */
export function unmarkedAddresses(schema: object): string[] {
  return [...walk(schema)]
    .filter(([path]) => /[/_]url$/.test(path))
    .filter(([, place]) => place['x-pao-template'] !== 'address')
    .map(([path]) => path)
}

/** Maps with named settings that would let an unknown one pass. */
export function openObjects(schema: object): string[] {
  return [...walk(schema)]
    .filter(
      ([, { properties, additionalProperties }]) => properties && additionalProperties !== false,
    )
    .map(([path]) => path)
}
