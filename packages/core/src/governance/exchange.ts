import { type Decimal, decimalOf, dividedBy, times } from './decimal.ts'
import type { ExchangeRates, PriceBook } from './price-list.ts'

/** Whether something holds on a day (YYYY-MM-DD); without a day of its own it always does. */
export function holdsOn({ effective }: { effective?: string }, day: string): boolean {
  return effective === undefined || effective <= day
}

/**
 * What one unit of `from` is worth in `to` on a day: as written, the other way round, or over a common
 * base; the newest rates go first. Undefined = nobody says.
 */
export function rateBetween(
  book: PriceBook,
  { from, to, on }: { from: string; to: string; on: string },
): Decimal | undefined {
  if (from === to) return decimalOf(1)
  const known = book.rates
    .filter((rates) => holdsOn(rates, on))
    .toSorted((a, b) => ((a.effective ?? '') < (b.effective ?? '') ? 1 : -1))
  for (const rates of known) {
    const [a, b] = [worth(rates, from), worth(rates, to)]
    if (a !== undefined && b !== undefined && a !== 0n) return dividedBy(b, a)
  }
  return undefined
}

/** What one unit of the base is worth in a currency. */
function worth({ base, rates }: ExchangeRates, currency: string): Decimal | undefined {
  if (base === currency) return decimalOf(1)
  const rate = Object.hasOwn(rates, currency) ? rates[currency] : undefined
  return rate === undefined ? undefined : decimalOf(rate)
}

/** An amount at a rate. */
export function exchanged(amount: Decimal, rate: Decimal): Decimal {
  return times(amount, rate)
}
