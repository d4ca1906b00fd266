/** How many arguments a function takes. */
export type Arity = { min: number; max: number }

const arities: Readonly<Record<string, Arity>> = {
  uuid: { min: 0, max: 0 },
  timestamp: { min: 0, max: 0 },
  date: { min: 0, max: 1 },
  random: { min: 2, max: 2 },
  concat: { min: 1, max: 64 },
  upper: { min: 1, max: 1 },
  lower: { min: 1, max: 1 },
  trim: { min: 1, max: 1 },
  replace: { min: 3, max: 3 },
  default: { min: 2, max: 2 },
  json: { min: 1, max: 1 },
  base64: { min: 1, max: 1 },
  hash: { min: 1, max: 2 },
  join: { min: 1, max: 2 },
  split: { min: 2, max: 2 },
  length: { min: 1, max: 1 },
  slug: { min: 1, max: 1 },
  urlencode: { min: 1, max: 1 },
  yaml: { min: 1, max: 1 },
  number: { min: 1, max: 1 },
  bool: { min: 1, max: 1 },
}

/** The functions a template can call, in the order of the manual. */
export const functionNames: readonly string[] = Object.keys(arities)

/** How many arguments a function takes; `undefined` when there is none of that name. */
export function functionArity(name: string): Arity | undefined {
  return Object.hasOwn(arities, name) ? arities[name] : undefined
}

/** An arity in words, for a fault. */
export function arityText({ min, max }: Arity): string {
  const noun = max === 1 ? 'argument' : 'arguments'
  return min === max ? `${min} ${noun}` : `${min} to ${max} ${noun}`
}
