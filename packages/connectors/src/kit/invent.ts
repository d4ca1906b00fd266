import { Type } from 'typebox'
import { Check } from 'typebox/value'
import { findAll, parsePath } from './json-path.ts'

/** What an invented text reads like. */
const example = 'example'

const Named = Type.Object({ name: Type.String() })
const Indexed = Type.Object({ index: Type.Integer() })
const Filtered = Type.Object({ expression: Type.Object({ expression: Type.Unknown() }) })
const Compared = Type.Object({
  left: Type.Unknown(),
  operator: Type.String(),
  right: Type.Unknown(),
})
const Queried = Type.Object({
  path: Type.Object({
    segments: Type.Array(Type.Object({ selectors: Type.Array(Type.Unknown()) })),
  }),
})
const Literal = Type.Object({ value: Type.Unknown() })

type Steps = readonly { readonly selectors: readonly unknown[] }[]

/**
 * A JSON value in which every one of the paths (JSONPath, RFC 9535) finds something; undefined where none can be
 * made up: paths with wildcards of depth, slices, or comparisons other than with `==`.
 */
export function inventFor(paths: readonly string[]): unknown {
  let value: unknown
  // What stands open as list or map is decided by the paths that are sure of it.
  for (const path of [...paths.filter((one) => !isOpen(one)), ...paths.filter(isOpen)]) {
    const parsed = parsePath(path)
    if (!parsed) return undefined
    const made = grown(value, parsed.segments, example)
    if (made === impossible) return undefined
    value = made
  }
  const found = paths.every((path) => findAll(path, value ?? null).some((one) => one !== undefined))
  return found ? (value ?? {}) : undefined
}

const isOpen = (path: string): boolean => path.startsWith('$[?')

const impossible = Symbol('impossible')

/** The value with what the steps lead to in it. */
function grown(value: unknown, [step, ...rest]: Steps, leaf: unknown): unknown {
  if (step === undefined) return value ?? leaf
  const [selector, ...others] = step.selectors
  if (others.length > 0) return impossible
  if (Check(Named, selector))
    return named(value, selector.name, (inner) => grown(inner, rest, leaf))
  if (Check(Filtered, selector))
    return filtered(value, selector.expression.expression, { rest, leaf })
  const at = Check(Indexed, selector) ? selector.index : 0
  return at < 0 || at > 20 ? impossible : indexed(value, at, (inner) => grown(inner, rest, leaf))
}

type Grow = (inner: unknown) => unknown

function named(value: unknown, name: string, grow: Grow): unknown {
  if (value !== undefined && (typeof value !== 'object' || Array.isArray(value))) return impossible
  const own = { ...value }
  const inner = grow(Object.hasOwn(own, name) ? Reflect.get(own, name) : undefined)
  return inner === impossible ? impossible : { ...own, [name]: inner }
}

function indexed(value: unknown, at: number, grow: Grow): unknown {
  if (value !== undefined && !Array.isArray(value)) return impossible
  const own: unknown[] = [...(value ?? [])]
  const inner = grow(own[at])
  if (inner === impossible) return impossible
  while (own.length < at) own.push({})
  own[at] = inner
  return own
}

/** A filter looks at the members of a list or map: one is made that it takes. */
function filtered(
  value: unknown,
  expression: unknown,
  { rest, leaf }: { rest: Steps; leaf: unknown },
): unknown {
  const grow: Grow = (inner) => {
    const fitting = asked(inner, expression)
    return fitting === impossible ? impossible : grown(fitting, rest, leaf)
  }
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isMap ? named(value, example, grow) : indexed(value, 0, grow)
}

function asked(value: unknown, expression: unknown): unknown {
  if (Check(Queried, expression)) return grown(value, expression.path.segments, example)
  if (!Check(Compared, expression)) return impossible
  const { left, operator, right } = expression
  if (operator === '&&') {
    const first = asked(value, left)
    return first === impossible ? impossible : asked(first, right)
  }
  if (operator === '||') return asked(value, left)
  if (operator !== '==' || !Check(Queried, left) || !Check(Literal, right)) return impossible
  return grown(value, left.path.segments, right.value)
}
