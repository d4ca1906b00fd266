import { type Expression, forbiddenNames, type Step } from './ast.ts'
import type { Context } from './context.ts'
import { refuse } from './fault.ts'
import { kindOf } from './values.ts'
import { nearest } from '../suggest.ts'

type Evaluate = (context: Context) => unknown
type Path = { base: Expression; steps: readonly Step[]; lenient: boolean }

/** Numbers of the scope's names within one program, so that each is looked up once for a rendering. */
export type Roots = Map<string, number>

/** One step, ready to be taken; the flags say which absence it forgives. */
type Stride = {
  key: string | Evaluate
  at: number
  /** Nothing before it is fine, and ends the path. */
  fromNothing: boolean
  /** Its own absence is fine, and ends the path. */
  toNothing: boolean
  /** The path up to here, for faults. */
  before: string
}

/** Makes a path ready to run; its base is a name of the scope, or comes evaluated. */
export function compilePath(
  { base, steps, lenient }: Path,
  keys: readonly (string | Evaluate)[],
  start: Roots | Evaluate,
): Evaluate {
  const isForgiving = lenient || steps[0]?.optional === true
  const from = typeof start === 'function' ? start : compileName(base, isForgiving, start)
  const takes = keys.map((key, n) => {
    const step = steps[n]
    const optional = lenient || step?.optional === true
    return compileStride({
      key,
      at: step?.at ?? 0,
      fromNothing: optional,
      toNothing: optional || steps[n + 1]?.optional === true,
      before: pathText(base, steps.slice(0, n)),
    })
  })
  const [first, second] = takes
  if (first === undefined) return from
  if (second === undefined) {
    const slow: Evaluate = (context) => first(context, from(context))
    return (typeof start === 'object' && compileShort(base, keys[0], start, slow)) || slow
  }
  return (context) => {
    let value = from(context)
    for (const take of takes) {
      value = take(context, value)
      if (value === undefined) return undefined
    }
    return value
  }
}

function compileName(base: Expression, isForgiving: boolean, roots: Roots): Evaluate {
  if (base.kind !== 'name') throw new Error('A path without a base starts with a name')
  const { name, at } = base
  const slot = roots.get(name) ?? roots.size
  roots.set(name, slot)
  return (context) => {
    const known = context.roots[slot]
    if (known !== undefined) return known
    const { scope } = context
    if (!Object.hasOwn(scope, name))
      return isForgiving ? undefined : unknown(name, Object.keys(scope), at)
    const value = scope[name]
    if (hasOnlyOwn(value)) context.roots[slot] = value
    return context.reveal(value)
  }
}

/**
 * Whether all that is read off it by name, but for functions, is its own: `Object.prototype` has only
 * functions by birth, and what somebody assigned to it is enumerable.
 */
function hasOnlyOwn(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === null) return true
  return prototype === Object.prototype && Object.keys(Object.prototype).length === 0
}

/** `scope.name`, by far the most frequent path, in one go; all that is not plain goes the long way. */
function compileShort(
  base: Expression,
  key: string | Evaluate | undefined,
  roots: Roots,
  slow: Evaluate,
): Evaluate | undefined {
  const slot = base.kind === 'name' ? roots.get(base.name) : undefined
  if (slot === undefined || typeof key !== 'string') return undefined
  return (context) => {
    const record = context.roots[slot]
    if (record === undefined) return slow(context)
    const value = record[key]
    if (typeof value === 'string' || typeof value === 'number') return value
    return value === undefined || typeof value === 'function'
      ? slow(context)
      : context.reveal(value)
  }
}

/** Names that lists own themselves. */
function isOfList(key: string): boolean {
  return key === 'length' || /^\d+$/.test(key)
}

type Take = (context: Context, holder: unknown) => unknown

/** A written key is first tried as the own member of an object; `length` and digits are a list's own. */
function compileStride(stride: Stride): Take {
  const { key } = stride
  if (typeof key !== 'string' || isOfList(key))
    return (context, holder) => takeSlowly(context, holder, stride)
  return (context, holder) => {
    if (typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)) {
      const value = (holder as Readonly<Record<string, unknown>>)[key]
      const isBare = typeof value === 'string' || typeof value === 'number'
      return isBare ? value : context.reveal(value)
    }
    return takeSlowly(context, holder, stride)
  }
}

/** The next value of a path; `undefined` where absence is forgiven. */
function takeSlowly(context: Context, holder: unknown, stride: Stride): unknown {
  const { at, before } = stride
  if (holder === null || holder === undefined) {
    if (stride.fromNothing) return undefined
    const hint = `Allow absence with ${before}?.… or default(…, …)`
    return refuse('noMembers', at, `"${before}" is nothing, so it has no members`, hint)
  }
  const key = keyOf(context, stride)
  if (typeof holder !== 'object') {
    if (stride.toNothing) return undefined
    const hint = key === 'length' ? `Write length(${before})` : undefined
    return refuse('noMembers', at, `"${before}" is ${kindOf(holder)}, which has no members`, hint)
  }
  if (Array.isArray(holder)) return item(context, holder, key, stride)
  const name = String(key)
  if (Object.hasOwn(holder, name))
    return context.reveal((holder as Readonly<Record<string, unknown>>)[name])
  if (stride.toNothing) return undefined
  if (context.taint) return refuse('unknownName', at, `"${before}" has no such member`)
  return unknown(name, Object.keys(holder), at, before)
}

function keyOf(context: Context, { key, at, before }: Stride): string | number {
  const value = typeof key === 'string' ? key : key(context)
  if (typeof value === 'string' && forbiddenNames.has(value))
    refuse(
      'forbiddenName',
      at,
      `The name "${value}" is never allowed`,
      'Only plain data is reached',
    )
  if (typeof value === 'string' || typeof value === 'number') return value
  return refuse('wrongKind', at, `"${before}" cannot be indexed with ${kindOf(value)}`)
}

function item(
  context: Context,
  list: readonly unknown[],
  key: string | number,
  { at, before, toNothing }: Stride,
): unknown {
  const index = typeof key === 'number' || /^\d{1,9}$/.test(key) ? Number(key) : Number.NaN
  if (Number.isSafeInteger(index) && Object.hasOwn(list, index)) return context.reveal(list[index])
  if (toNothing) return undefined
  if (Number.isNaN(index)) {
    const hint =
      key === 'length' ? `Write length(${before})` : 'Take an item with [0], or use {{#each …}}'
    return refuse('noMembers', at, `"${before}" is a list, which has no members by name`, hint)
  }
  const count = `it has ${list.length} items, the first is [0]`
  return refuse('noSuchIndex', at, `"${before}" has no item ${index}: ${count}`)
}

const shown = 12

function unknown(name: string, known: readonly string[], at: number, before?: string): never {
  const path = before === undefined ? name : `${before}.${name}`
  const meant = nearest(name, known)
  return refuse('unknownName', at, `There is no "${path}"`, hintFor(name, known, meant))
}

function hintFor(name: string, known: readonly string[], meant: string | undefined): string {
  if (name.includes('-') && known.includes(name.slice(0, name.indexOf('-'))))
    return 'To subtract, put spaces around the "-"'
  if (meant !== undefined) return `Did you mean "${meant}"?`
  if (known.length === 0) return 'Nothing is known here'
  const more = known.length > shown ? ' …' : ''
  return `Known are ${known.slice(0, shown).join(' ')}${more}`
}

/** A path as people write it; parts that are computed show as […]. */
export function pathText(base: Expression, steps: readonly Step[]): string {
  const isNamed = base.kind === 'name' || base.kind === 'item'
  let text = isNamed ? base.name : '(…)'
  for (const { key } of steps) {
    if (typeof key === 'string') text += /^\w[\w-]*$/.test(key) ? `.${key}` : `["${key}"]`
    else text += key.kind === 'literal' ? `[${key.value}]` : '[…]'
  }
  return text
}
