import type { Demand } from '../../catalog/demand.ts'
import type { Estimate } from '../../catalog/estimate.ts'
import type { Metadata } from '../../catalog/item.ts'
import { decimalOf, numberOf, printDecimal, roundTo, times } from '../decimal.ts'
import { rateBetween } from '../exchange.ts'
import type { PriceBook } from '../price-list.ts'
import { resourceRule } from '../resource.ts'
import { costResource } from './quota.ts'

/** An order as far as it is counted. */
export type CountedOrder = {
  metadata: Metadata
  /** Empty = none. */
  environment: string
  /** What `quota-check` prerequisites name. */
  named: readonly Demand[]
  /** What it is estimated to cost; unset = unknown, or counted elsewhere. */
  cost?: Estimate
  /** It changes or ends something that is counted already. */
  changes?: boolean
}

/** What money is counted in, and by which rates (`on`: YYYY-MM-DD). */
export type Money = { currencies: readonly string[]; book: PriceBook; on: string }

/**
 * Everything an order counts as: one of its item, of its category and of its resource type, what its prerequisites name,
 * and its estimated monthly cost in each currency that somebody counts in and a rate is known for.
 */
export function countedAs(order: CountedOrder, money: Money): readonly Demand[] {
  const { metadata, environment, named, cost, changes = false } = order
  const one = { environment, amount: 1, required: true }
  const type = resourceRule({ metadata }).type ?? metadata.category
  const things = changes
    ? []
    : [
        { resource: `item:${metadata.id}`, ...one },
        { resource: `category:${metadata.category}`, ...one },
        ...(type === 'none' ? [] : [{ resource: `type:${type}`, ...one }]),
      ]
  return [...things, ...named, ...(cost ? inMoney(cost, { ...money, environment }) : [])]
}

function inMoney(
  { monthly, currency }: Estimate,
  { currencies, book, on, environment }: Money & { environment: string },
): Demand[] {
  const amount = decimalOf(monthly)
  return currencies.flatMap((to) => {
    const rate = rateBetween(book, { from: currency, to, on })
    if (rate === undefined || amount === undefined || amount <= 0n) return []
    const worth = numberOf(roundTo(times(amount, rate), 6))
    return [{ resource: costResource(to), environment, amount: worth, required: true }]
  })
}

/** What one unit of each known currency is worth in those that somebody counts in, as decimal texts. */
export function ratesInto({
  currencies,
  book,
  on,
}: Money): readonly { from: string; to: string; rate: string }[] {
  const known = book.rates.flatMap(({ base, rates }) => [base, ...Object.keys(rates)])
  return currencies.flatMap((to) =>
    [...new Set([to, ...known])].flatMap((from) => {
      const rate = rateBetween(book, { from, to, on })
      return rate === undefined ? [] : [{ from, to, rate: printDecimal(rate) }]
    }),
  )
}
