import type { ErrorObject } from 'ajv'

/** Keywords that only say that another one failed. */
const echoes = new Set(['if', 'allOf', '$ref'])

/**
 * The faults an author can use. A value that fits no branch of `anyOf` gives the faults of the branch it
 * comes nearest to, or one fault with every allowed value when all branches are single values.
 */
export function clearest(errors: readonly ErrorObject[]): ErrorObject[] {
  let left = withoutFollowers(errors.filter((error) => !echoes.has(error.keyword)))
  const unions = left
    .filter((error) => error.keyword === 'anyOf' || error.keyword === 'oneOf')
    .toSorted((a, b) => b.schemaPath.length - a.schemaPath.length)
  for (const union of unions) left = resolve(union, left)
  return left
}

/** A value of another kind also breaks every rule of its kind: only the kind is worth saying. */
function withoutFollowers(errors: readonly ErrorObject[]): ErrorObject[] {
  const mistyped = new Set(
    errors.filter((error) => error.keyword === 'type').map((error) => error.instancePath),
  )
  return errors.filter(
    ({ keyword, instancePath }) =>
      (keyword !== 'enum' && keyword !== 'const') || !mistyped.has(instancePath),
  )
}

function resolve(union: ErrorObject, errors: readonly ErrorObject[]): ErrorObject[] {
  const inside = errors.filter((error) => error !== union && isInside(error, union))
  const outside = errors.filter((error) => error !== union && !isInside(error, union))
  const values = allowedValues(union)
  if (values) {
    return [...outside, { ...union, keyword: 'enum', params: { allowedValues: values } }]
  }
  const branches = Map.groupBy(inside, (error) => branchOf(error, union))
  const nearest = [...branches.values()].toSorted((a, b) => distance(a, union) - distance(b, union))
  return [...outside, ...(nearest[0] ?? [union])]
}

function isInside(error: ErrorObject, union: ErrorObject): boolean {
  return (
    error.schemaPath.startsWith(`${union.schemaPath}/`) &&
    error.instancePath.startsWith(union.instancePath)
  )
}

function branchOf(error: ErrorObject, union: ErrorObject): string {
  return error.schemaPath.slice(union.schemaPath.length + 1).split('/')[0] ?? ''
}

/** A branch of another kind of value is farthest; then the one with fewer faults is nearer. */
function distance(branch: readonly ErrorObject[], union: ErrorObject): number {
  const otherKind = branch.some(
    (error) => error.keyword === 'type' && error.instancePath === union.instancePath,
  )
  return (otherKind ? 1000 : 0) + branch.length
}

function allowedValues(union: ErrorObject): unknown[] | undefined {
  const branches = Array.isArray(union.schema) ? (union.schema as unknown[]) : []
  const values = branches.map((branch) =>
    typeof branch === 'object' && branch !== null && Object.hasOwn(branch, 'const')
      ? [(branch as { const: unknown }).const]
      : undefined,
  )
  return values.length > 0 && values.every((value) => value !== undefined)
    ? values.flat()
    : undefined
}
