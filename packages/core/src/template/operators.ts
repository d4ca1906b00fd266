import type { Context } from './context.ts'
import { refuse } from './fault.ts'
import { isRecord, kindOf, settled } from './values.ts'

type Operation = (context: Context, left: unknown, right: unknown, at: number) => unknown

/** Every infix operator but `&&` and `||`, which look at one side first. */
export const operations: Readonly<Record<string, Operation>> = {
  '==': (context, left, right, at) => same(context, left, right, at),
  '!=': (context, left, right, at) => !same(context, left, right, at),
  '<': (context, left, right, at) => order(context, left, right, at) < 0,
  '<=': (context, left, right, at) => order(context, left, right, at) <= 0,
  '>': (context, left, right, at) => order(context, left, right, at) > 0,
  '>=': (context, left, right, at) => order(context, left, right, at) >= 0,
  in: (context, left, right, at) => has(context, right, left, at),
  includes: (context, left, right, at) => has(context, left, right, at),
  '+': add,
  '-': (_, left, right, at) => finite(number('-', left, at) - number('-', right, at), at),
  '*': (_, left, right, at) => finite(number('*', left, at) * number('*', right, at), at),
  '/': (_, left, right, at) => finite(number('/', left, at) / divisor('/', right, at), at),
  '%': (_, left, right, at) => number('%', left, at) % divisor('%', right, at),
}

/** A number, or a fault that says how to make one. */
export function number(operator: string, value: unknown, at: number): number {
  if (typeof value === 'number') return value
  const hint = typeof value === 'string' ? 'Turn a text into a number with number(…)' : undefined
  return refuse('wrongKind', at, `"${operator}" needs numbers, found ${kindOf(value)}`, hint)
}

function divisor(operator: string, value: unknown, at: number): number {
  const by = number(operator, value, at)
  return by === 0 ? refuse('notANumber', at, 'Nothing can be divided by 0') : by
}

function finite(value: number, at: number): number {
  return Number.isFinite(value) ? value : refuse('notANumber', at, 'The result is not a number')
}

function add(context: Context, left: unknown, right: unknown, at: number): unknown {
  if (typeof left === 'number' && typeof right === 'number') return finite(left + right, at)
  const [a, b] = [settled(left), settled(right)]
  if (typeof a !== 'string' && typeof b !== 'string') {
    const found = `${kindOf(left)} and ${kindOf(right)}`
    refuse('wrongKind', at, `"+" needs two numbers or a text, found ${found}`)
  }
  const [before, behind] = [context.print(a, at), context.print(b, at)]
  context.room(before.length + behind.length, at)
  context.charge((before.length + behind.length) >> 4, at)
  return before + behind
}

function order(context: Context, left: unknown, right: unknown, at: number): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  const [a, b] = [settled(left), settled(right)]
  if (typeof a === 'string' && typeof b === 'string') {
    context.charge(Math.min(a.length, b.length) >> 4, at)
    return a < b ? -1 : Number(a > b)
  }
  return refuse(
    'wrongKind',
    at,
    `Only two numbers or two texts have an order, found ${kindOf(left)} and ${kindOf(right)}`,
    'Allow absence with default(…), turn texts into numbers with number(…)',
  )
}

/** Equal as data, with no conversion: 1 is not "1"; nothing equals only nothing. */
export function same(context: Context, left: unknown, right: unknown, at: number): boolean {
  const a = context.reveal(left)
  const b = context.reveal(right)
  context.charge(1, at)
  if (typeof a === 'string' || typeof b === 'string') return sameText(context, a, b, at)
  if (typeof a !== 'object' || typeof b !== 'object') return (a ?? null) === (b ?? null)
  if (a === null || b === null) return a === b
  if (Array.isArray(a) || Array.isArray(b)) return sameLists(context, a, b, at)
  return sameObjects(context, a, b, at)
}

function sameObjects(context: Context, a: object, b: object, at: number): boolean {
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length || !isRecord(a) || !isRecord(b)) return false
  return keys.every((key) => Object.hasOwn(b, key) && same(context, a[key], b[key], at))
}

function sameText(context: Context, left: unknown, right: unknown, at: number): boolean {
  const [a, b] = [settled(left), settled(right)]
  if (typeof a !== 'string' || typeof b !== 'string' || a.length !== b.length) return false
  context.charge(a.length >> 4, at)
  return a === b
}

function sameLists(context: Context, a: unknown, b: unknown, at: number): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
  return a.every((item, n) => same(context, item, b[n], at))
}

/** A list has an equal item, a text has the part, an object has the key; nothing has nothing. */
function has(context: Context, whole: unknown, part: unknown, at: number): boolean {
  const holder = settled(whole)
  if (holder === null || holder === undefined) return false
  if (Array.isArray(holder)) return holder.some((item) => same(context, item, part, at))
  if (typeof holder === 'string') {
    const wanted = context.print(part, at)
    context.charge((holder.length + wanted.length) >> 4, at)
    return holder.includes(wanted)
  }
  if (isRecord(holder)) return Object.hasOwn(holder, context.print(part, at))
  return refuse('wrongKind', at, `${capital(kindOf(whole))} holds no parts`)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
