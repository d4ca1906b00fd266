import { calls, parse, references, render, type Template } from '../template/index.ts'
import { type Decimal, decimalOf, roundTo } from './decimal.ts'

/** An expression of the template language that makes a number. */
export type Formula = { template: Template }

type Read = { ok: true; value: Formula } | { ok: false; message: string }

/** Functions whose answer is not the same every time. */
const drawing: ReadonlySet<string> = new Set(['uuid', 'timestamp', 'date', 'random'])

/**
 * Reads a formula such as `specifications.storage_gb * 2`, bare or in `{{ }}`; `roots` are the names it may
 * start from.
 */
export function readFormula(text: string, roots: readonly string[]): Read {
  const parsed = parse(text.includes('{{') ? text : `{{${text}}}`)
  if (!parsed.ok)
    return { ok: false, message: parsed.faults.map(({ message }) => message).join('; ') }
  const drawn = calls(parsed.value).find(({ name }) => drawing.has(name))
  if (drawn) return { ok: false, message: `${drawn.name}() has no place in a price` }
  const strange = references(parsed.value).find(({ path: [root = ''] }) => !roots.includes(root))
  if (strange)
    return {
      ok: false,
      message: `${strange.path.join('.')} is not known here; names start with ${roots.join(' or ')}`,
    }
  return { ok: true, value: { template: parsed.value } }
}

type Quantity = { ok: true; value: Decimal } | { ok: false; message: string }

const noWorld = {
  now: 0,
  newId: (): string => '',
  random: (): number => 0,
}

/**
 * How many units a formula makes of the scope: not below 0, to nine places, so that the dust of floating
 * point (0.1 * 3) never reaches a price.
 */
export function quantityOf(
  { template }: Formula,
  scope: Readonly<Record<string, unknown>>,
): Quantity {
  const rendered = render(template, { scope, world: noWorld })
  if (!rendered.ok)
    return { ok: false, message: rendered.faults.map(({ message }) => message).join('; ') }
  const { value } = rendered.value
  const found =
    typeof value === 'number' || typeof value === 'string' ? decimalOf(value) : undefined
  if (found === undefined || found < 0n)
    return { ok: false, message: 'the quantity is not a number of 0 or more' }
  return { ok: true, value: roundTo(found, 9) }
}
