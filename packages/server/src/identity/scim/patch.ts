import { Problem } from '@pao/core'
import { type Path, readPath } from './filter.ts'
import { at, isFields, matches } from './matches.ts'

/** A resource as SCIM writes it, keys as the schema spells them. */
export type Resource = Readonly<Record<string, unknown>>

/** One operation of a PATCH (RFC 7644, 3.5.2). */
export type Operation = { op: 'add' | 'replace' | 'remove'; path?: Path; value: unknown }

/** Operations of one PATCH; each member added or removed is its own in some directories. */
const mostOperations = 1_000

/**
 * Reads the operations of a PATCH. Directories write `Replace` for `replace`, and paths as keys of the value
 * (`{"name.givenName": "Ann"}`): both are understood. Throws `scim.invalid_syntax`, `scim.invalid_path`.
 */
export function readOperations(body: unknown): readonly Operation[] {
  const listed = at(body, 'operations')
  if (!Array.isArray(listed) || listed.length === 0)
    throw new Problem('scim.invalid_syntax', { detail: 'Operations must be a list of one or more' })
  if (listed.length > mostOperations)
    throw new Problem('scim.invalid_value', {
      detail: `At most ${mostOperations} operations at once`,
    })
  return listed.flatMap((one: unknown, index) => operationsOf(one, index))
}

function operationsOf(one: unknown, index: number): readonly Operation[] {
  const op = String(at(one, 'op')).toLowerCase()
  const [path, value] = [at(one, 'path'), at(one, 'value')]
  if (op !== 'add' && op !== 'replace' && op !== 'remove')
    throw new Problem('scim.invalid_syntax', {
      detail: `Operations[${index}].op must be add, replace or remove`,
    })
  if (path !== undefined && typeof path !== 'string')
    throw new Problem('scim.invalid_path', { detail: `Operations[${index}].path must be a text` })
  if (path !== undefined && path !== '') return [{ op, path: readPath(path), value }]
  if (op === 'remove')
    throw new Problem('scim.no_target', { detail: `Operations[${index}] must say what to remove` })
  if (!isFields(value))
    throw new Problem('scim.invalid_value', {
      detail: `Operations[${index}].value must be an object where there is no path`,
    })
  return (
    Object.entries(value)
      // Names of schemas hold attributes that are not kept here.
      .filter(([key]) => key !== 'schemas' && !(key.startsWith('urn:') && isFields(value[key])))
      .map(([key, inner]) => ({ op, path: readPath(key), value: inner }))
  )
}

/** How the schema spells the attributes that are kept; all others are passed over. */
export type Spelling = {
  /** Attributes of one value by their name in lower case. */
  single: ReadonlyMap<string, string>
  /** Attributes with many values. */
  many: ReadonlyMap<string, string>
}

/** The resource after the operation; what is not kept here changes nothing. Throws `scim.no_target`. */
export function applied(resource: Resource, operation: Operation, spelling: Spelling): Resource {
  const { path } = operation
  if (!path) return resource
  const single = spelling.single.get(path.name)
  if (single !== undefined) return { ...resource, [single]: oneAfter(resource[single], operation) }
  const many = spelling.many.get(path.name)
  if (many === undefined) return resource
  return { ...resource, [many]: listAfter(listOf(resource[many]), operation) }
}

function oneAfter(now: unknown, { op, path, value }: Operation): unknown {
  const { part } = path ?? {}
  if (part === undefined) {
    if (op === 'remove') return undefined
    return isFields(now) && isFields(value) ? { ...now, ...value } : value
  }
  const fields = isFields(now) ? now : {}
  return withPart(fields, part, op === 'remove' ? undefined : value)
}

function listAfter(now: readonly unknown[], operation: Operation): readonly unknown[] {
  const { op, path, value } = operation
  const { where, part } = path ?? {}
  if (where !== undefined) return narrowed(now, operation)
  if (part !== undefined)
    return now.map((one) =>
      isFields(one) ? withPart(one, part, op === 'remove' ? undefined : value) : one,
    )
  const given = listOf(value)
  if (op === 'replace') return given
  if (op === 'add') return merged(now, given)
  // Entra ID removes members by their ids in the value instead of a path with a filter.
  return given.length === 0 ? [] : now.filter((one) => !given.some((gone) => isSame(one, gone)))
}

/** The values a filter names. One that is added or replaced and not there is made, as Entra ID expects. */
function narrowed(now: readonly unknown[], { op, path, value }: Operation): readonly unknown[] {
  const { where, part } = path ?? {}
  if (!where) return now
  const hits = (one: unknown): boolean => matches(where, one)
  if (op === 'remove')
    return part === undefined
      ? now.filter((one) => !hits(one))
      : now.map((one) => (hits(one) && isFields(one) ? withPart(one, part, undefined) : one))
  const change = (one: Resource): Resource =>
    part === undefined ? { ...one, ...(isFields(value) && value) } : withPart(one, part, value)
  if (now.some(hits)) return now.map((one) => (hits(one) && isFields(one) ? change(one) : one))
  const { kind } = where
  if (kind !== 'compare' || where.operator !== 'eq')
    throw new Problem('scim.no_target', { detail: 'No value fits the filter of the path' })
  return [...now, change({ [where.path]: where.value })]
}

function merged(now: readonly unknown[], given: readonly unknown[]): readonly unknown[] {
  const fresh = given.filter((one) => !now.some((old) => isSame(old, one)))
  // There is one primary value (RFC 7643, 2.4).
  const takesOver = fresh.some((one) => at(one, 'primary') === true)
  return [
    ...(takesOver ? now.map((one) => (isFields(one) ? { ...one, primary: false } : one)) : now),
    ...fresh,
  ]
}

/** What is given without a type is whichever value it names. */
function isSame(known: unknown, given: unknown): boolean {
  const type = at(given, 'type')
  const isType = type === undefined || at(known, 'type') === type
  return isType && at(known, 'value') === at(given, 'value')
}

function withPart(fields: Resource, part: string, value: unknown): Resource {
  const key = Object.keys(fields).find((one) => one.toLowerCase() === part) ?? part
  return { ...fields, [key]: value }
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}
