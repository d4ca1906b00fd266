import type { Estimate, Unpriced } from '../catalog/estimate.ts'
import type { Metadata } from '../catalog/item.ts'
import { type Decimal, decimalOf, exact, printDecimal, times } from './decimal.ts'
import { quantityOf, readFormula } from './formula.ts'
import type { PriceBook } from './price-list.ts'
import { type CostPart, type CostTerms, currencyFor, totalOf } from './total.ts'

type ItemCost = NonNullable<Metadata['cost']>
type Answers = Readonly<Record<string, unknown>>

/**
 * What an item says it costs with these answers: `base_cost` and, for each entry of `unit_cost`, its price
 * times the answer it is named after (`per_storage_size`: the field `storage_size`) or times its own
 * `quantity`. Undefined when the item says nothing, or does not want to.
 */
export function costOfItem(
  cost: ItemCost | undefined,
  fields: Answers,
  { on, book }: { on: string; book: PriceBook },
): Estimate | undefined {
  const { base_cost: base, unit_cost: units = {}, currency = '', estimate_enabled } = cost ?? {}
  if (estimate_enabled === false || (base === undefined && Object.keys(units).length === 0))
    return undefined
  const parts: CostPart[] = []
  const unpriced: Unpriced[] = []
  if (base !== undefined) parts.push(part('base', currency, { price: base, many: exact(1) }))
  for (const [name, unit] of Object.entries(units)) {
    const price = typeof unit === 'number' ? unit : unit.price
    const many =
      typeof unit === 'number' ? answerFor(name, fields) : calculated(unit.quantity, { fields })
    if (many.ok) parts.push(part(name, currency, { price, many: many.value }))
    else unpriced.push({ resource: name, reason: many.message })
  }
  const terms: CostTerms = { on, currency: currencyFor([currency], on, book) }
  return totalOf(parts, terms, { book, unpriced })
}

function part(
  resource: string,
  currency: string,
  { price, many }: { price: number; many: Decimal },
): CostPart {
  const expected = times(exact(price), many)
  return {
    resource,
    quantity: printDecimal(many),
    unit: 'month',
    price: String(price),
    currency,
    expected,
    low: expected,
    high: expected,
    oneOff: 0n,
  }
}

type Many = { ok: true; value: Decimal } | { ok: false; message: string }

/**
 * The answer an entry is named after: `per_<field>`, else the only field whose name ends so (`per_gb`:
 * `storage_gb`). Yes counts as 1, a list as its length, no answer as nothing.
 */
function answerFor(name: string, fields: Answers): Many {
  const wanted = name.replace(/^per_/, '')
  const near = Object.keys(fields).filter((id) => id.endsWith(`_${wanted}`))
  const id = Object.hasOwn(fields, wanted) ? wanted : near.length === 1 ? near[0] : undefined
  if (id === undefined) return { ok: false, message: `no answer is called ${wanted}` }
  const value = counted(fields[id])
  if (value === undefined || value < 0n)
    return { ok: false, message: `the answer ${id} is not a number of 0 or more` }
  return { ok: true, value }
}

function counted(answer: unknown): Decimal | undefined {
  if (answer === null || answer === undefined || answer === '') return 0n
  if (typeof answer === 'boolean') return answer ? exact(1) : 0n
  if (Array.isArray(answer)) return exact(answer.length)
  return typeof answer === 'number' || typeof answer === 'string' ? decimalOf(answer) : undefined
}

function calculated(formula: string, scope: Answers): Many {
  const read = readFormula(formula, ['fields'])
  if (!read.ok) return read
  return quantityOf(read.value, scope)
}
