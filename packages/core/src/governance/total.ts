import type { Amounts, CostLine, Estimate, Unpriced } from '../catalog/estimate.ts'
import {
  coinPlaces,
  type Decimal,
  exact,
  numberOf,
  percentOf,
  printDecimal,
  roundTo,
} from './decimal.ts'
import { exchanged, rateBetween } from './exchange.ts'
import type { PriceBook } from './price-list.ts'

/** What one thing costs, before discount and tax, in its own currency; all but `oneOff` a month. */
export type CostPart = {
  resource: string
  component?: string
  /** Units of `unit`, as a text without dust. */
  quantity?: string
  unit?: string
  /** Of one unit, as the list writes it; of the first tier where there are several. */
  price?: string
  currency: string
  expected: Decimal
  low: Decimal
  high: Decimal
  oneOff: Decimal
  taxPercent?: number
}

export type CostTerms = {
  /** ISO 4217; when left out that of the book, or the first part's where no rate into it is known. */
  currency?: string | undefined
  discountPercent?: number | undefined
  includeTax?: boolean | undefined
  /** In place of what the price lists say. */
  taxPercent?: number | undefined
  /** The day, YYYY-MM-DD, whose prices and rates count. */
  on: string
}

type Sums = { monthly: Decimal; low: Decimal; high: Decimal; oneOff: Decimal }
type Line = { line: CostLine; net: Sums; tax: Sums; unpriced?: Unpriced }

/** Adds parts up under terms. What cannot be brought into the currency is `unpriced`, never guessed. */
export function totalOf(
  parts: readonly CostPart[],
  terms: CostTerms,
  { book, unpriced = [] }: { book: PriceBook; unpriced?: readonly Unpriced[] },
): Estimate {
  const own = parts.map((part) => part.currency)
  const currency = terms.currency ?? currencyFor(own, terms.on, book)
  const open: Unpriced[] = [...unpriced]
  const lines: Line[] = []
  for (const part of parts) {
    const found = lineOf(part, currency, { terms, book })
    if ('reason' in found) open.push(found)
    else lines.push(found)
    if (!('reason' in found) && found.unpriced) open.push(found.unpriced)
  }
  const isTaxed = terms.includeTax === true
  const net = sum(lines.map((one) => one.net))
  const tax = sum(lines.map((one) => one.tax))
  return {
    ...amounts(sum([net, tax])),
    currency,
    ...(isTaxed && { tax: { monthly: numberOf(tax.monthly), oneOff: numberOf(tax.oneOff) } }),
    complete: open.length === 0,
    lines: lines.map(({ line }) => line),
    unpriced: open,
    sources: [],
  }
}

/** The book's where everything can be brought into it, else the first. */
export function currencyFor(own: readonly string[], on: string, book: PriceBook): string {
  const { currency: to } = book
  const [first = ''] = own
  if (to === undefined || first === '') return first
  return own.every((from) => rateBetween(book, { from, to, on }) !== undefined) ? to : first
}

type Under = { terms: CostTerms; book: PriceBook }

function lineOf(part: CostPart, currency: string, { terms, book }: Under): Line | Unpriced {
  const { resource, component, quantity, unit, price } = part
  const named = { resource, ...(component !== undefined && { component }) }
  const rate = rateBetween(book, { from: part.currency, to: currency, on: terms.on })
  if (rate === undefined)
    return { ...named, reason: `no exchange rate from ${part.currency} to ${currency} is known` }
  const paid = (amount: Decimal): Decimal => {
    const discount = percentOf(amount, exact(terms.discountPercent ?? 0))
    return roundTo(exchanged(amount - discount, rate), coinPlaces(currency))
  }
  const { expected, low, high, oneOff } = part
  const net = { monthly: paid(expected), low: paid(low), high: paid(high), oneOff: paid(oneOff) }
  const percent = terms.taxPercent ?? part.taxPercent
  const taxed = (amount: Decimal): Decimal =>
    roundTo(percentOf(amount, exact(percent ?? 0)), coinPlaces(currency))
  const tax = terms.includeTax === true ? every(net, taxed) : every(net, () => 0n)
  const hasNoTax = terms.includeTax === true && percent === undefined
  return {
    line: {
      ...named,
      ...(quantity !== undefined && { quantity }),
      ...(unit !== undefined && { unit }),
      ...(price !== undefined && { price }),
      ...(part.currency !== currency && { priceCurrency: part.currency }),
      ...amounts(net),
    },
    net,
    tax,
    ...(hasNoTax && { unpriced: { ...named, reason: 'no tax percentage is known for it' } }),
  }
}

function every({ monthly, low, high, oneOff }: Sums, change: (one: Decimal) => Decimal): Sums {
  return {
    monthly: change(monthly),
    low: change(low),
    high: change(high),
    oneOff: change(oneOff),
  }
}

function sum(all: readonly Sums[]): Sums {
  const total: Sums = { monthly: 0n, low: 0n, high: 0n, oneOff: 0n }
  for (const { monthly, low, high, oneOff } of all) {
    total.monthly += monthly
    total.low += low
    total.high += high
    total.oneOff += oneOff
  }
  return total
}

function amounts({ monthly, low, high, oneOff }: Sums): Amounts {
  return {
    monthly: numberOf(monthly),
    low: numberOf(low),
    high: numberOf(high),
    oneOff: numberOf(oneOff),
  }
}

/** An amount as people read it: `65.10 EUR`. */
export function printMoney(amount: number, currency: string): string {
  return `${printDecimal(exact(amount), coinPlaces(currency))} ${currency}`.trim()
}

/** Several estimates as one. What is in another currency than the first cannot be added: it is `unpriced`. */
export function together(estimates: readonly Estimate[]): Estimate | undefined {
  const [first, ...others] = estimates
  if (!first || others.length === 0) return first
  const alike = estimates.filter(({ currency }) => currency === first.currency)
  const strange = estimates.filter(({ currency }) => currency !== first.currency)
  const added = (of: (one: Estimate) => number): number =>
    numberOf(alike.reduce((total, one) => total + exact(of(one)), 0n))
  const taxed = alike.some(({ tax }) => tax)
  return {
    currency: first.currency,
    monthly: added(({ monthly }) => monthly),
    low: added(({ low }) => low),
    high: added(({ high }) => high),
    oneOff: added(({ oneOff }) => oneOff),
    ...(taxed && {
      tax: {
        monthly: added(({ tax }) => tax?.monthly ?? 0),
        oneOff: added(({ tax }) => tax?.oneOff ?? 0),
      },
    }),
    complete: strange.length === 0 && alike.every(({ complete }) => complete),
    lines: alike.flatMap(({ lines }) => lines),
    unpriced: [
      ...alike.flatMap(({ unpriced }) => unpriced),
      ...strange.map(({ currency, monthly }) => ({
        resource: printMoney(monthly, currency),
        reason: `it is in another currency than ${first.currency}`,
      })),
    ],
    sources: [
      ...new Map(alike.flatMap(({ sources }) => sources).map((one) => [one.hash, one])).values(),
    ],
  }
}
