import type { Estimate, Unpriced } from '../catalog/estimate.ts'
import { type Decimal, dividedBy, exact, printDecimal, times } from './decimal.ts'
import { holdsOn } from './exchange.ts'
import { type Formula, quantityOf, readFormula } from './formula.ts'
import type { KnownList, Price, PriceBook } from './price-list.ts'
import { priceRoots } from './read-prices.ts'
import { type CostPart, type CostTerms, totalOf } from './total.ts'

export type PricedResource = {
  type: string
  quantity?: number | undefined
  specifications?: Readonly<Record<string, unknown>> | undefined
}

/** What is to be priced, by whose prices, under which terms. */
export type CostQuestion = CostTerms & {
  provider: 'aws' | 'azure' | 'gcp' | 'custom'
  region?: string | undefined
  resources: readonly PricedResource[]
  /** On-demand when left out; a component without a price of the model is paid on demand. */
  model?: string | undefined
}

const usualModel = 'on-demand'

/** Prices everything asked for out of the book. What has no price is told in `unpriced`, never guessed. */
export function estimate(question: CostQuestion, book: PriceBook): Estimate {
  const parts: CostPart[] = []
  const unpriced: Unpriced[] = []
  const used = new Set<KnownList>()
  for (const resource of question.resources) {
    const found = offersFor(question, resource, book)
    if (found.length === 0) unpriced.push(withoutPrice(question, resource))
    for (const offer of found) {
      const part = partOf(offer, question, resource)
      if ('reason' in part) unpriced.push(part)
      else parts.push(part)
      used.add(offer.list)
    }
  }
  return {
    ...totalOf(parts, question, { book, unpriced }),
    sources: [...used].map(({ name, hash, effective }) => ({
      name,
      hash,
      ...(effective !== undefined && { effective }),
    })),
  }
}

function withoutPrice({ provider, region }: CostQuestion, { type }: PricedResource): Unpriced {
  const place = region === undefined ? '' : ` in ${region}`
  return { resource: type, reason: `no price list of ${provider} has a price that fits it${place}` }
}

type Offer = { list: KnownList; price: Price }

/** For each component of the resource the price that fits best. */
function offersFor(
  { provider, region, model = usualModel, on }: CostQuestion,
  { type, specifications = {} }: PricedResource,
  book: PriceBook,
): readonly Offer[] {
  const fitting = offersOf(book, `${provider} ${type}`).filter(
    ({ list, price }) =>
      holdsOn(list, on) &&
      (list.region === undefined || list.region === region) &&
      isMet(price, specifications),
  )
  const components = Map.groupBy(fitting, ({ price }) => price.component ?? '')
  return [...components.values()].flatMap((offers) => {
    const wanted = offers.filter(({ price }) => (price.model ?? usualModel) === model)
    const usual = offers.filter(({ price }) => (price.model ?? usualModel) === usualModel)
    return (wanted.length > 0 ? wanted : usual).toSorted(byFit).slice(0, 1)
  })
}

/** More specifications, then the own region, then the newer list; between equals the later one written. */
function byFit(a: Offer, b: Offer): number {
  const sure = ({ price }: Offer): number => Object.keys(price.where ?? {}).length
  const near = ({ list }: Offer): number => (list.region === undefined ? 0 : 1)
  const day = ({ list }: Offer): string => list.effective ?? ''
  if (sure(a) !== sure(b)) return sure(b) - sure(a)
  if (near(a) !== near(b)) return near(b) - near(a)
  return day(a) > day(b) ? -1 : 1
}

function isMet({ where = {} }: Price, specifications: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(where).every(
    ([name, wanted]) =>
      Object.hasOwn(specifications, name) && asWord(specifications[name]) === asWord(wanted),
  )
}

/** Answers of a form are texts where the list has numbers, and the other way round. */
function asWord(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : (JSON.stringify(value) ?? '')
}

const indexes = new WeakMap<PriceBook, Map<string, Offer[]>>()
const none: readonly Offer[] = []

/** Lists have up to a million prices: looked through once for each book. */
function offersOf(book: PriceBook, key: string): readonly Offer[] {
  let index = indexes.get(book)
  if (!index) {
    index = new Map()
    for (const list of book.lists)
      for (const price of list.prices) {
        const name = `${list.provider} ${price.resource}`
        const known = index.get(name)
        if (known) known.push({ list, price })
        else index.set(name, [{ list, price }])
      }
    indexes.set(book, index)
  }
  return index.get(key) ?? none
}

function partOf(
  { list, price }: Offer,
  { region }: CostQuestion,
  resource: PricedResource,
): CostPart | Unpriced {
  const { component, unit } = price
  const named = { resource: resource.type, ...(component !== undefined && { component }) }
  const units = spanOf(price, resource, region)
  if (!units.ok) return { ...named, reason: units.message }
  const { expected, low, high } = units.value
  return {
    ...named,
    quantity: printDecimal(expected),
    unit,
    price: String(price.price ?? price.tiers?.[0]?.price ?? ''),
    currency: list.currency,
    expected: aMonth(priced(price, expected), unit),
    low: aMonth(priced(price, low), unit),
    high: aMonth(priced(price, high), unit),
    oneOff: unit === 'once' ? priced(price, expected) : 0n,
    ...(list.tax_percent !== undefined && { taxPercent: list.tax_percent }),
  }
}

type Counted<T> = { ok: true; value: T } | { ok: false; message: string }
type Span = { expected: Decimal; low: Decimal; high: Decimal }

/** How many units the resources take: as expected, at least, at most. */
function spanOf(
  { per, low, high }: Price,
  { quantity = 1, specifications = {} }: PricedResource,
  region: string | undefined,
): Counted<Span> {
  const scope = { specifications, region: region ?? null }
  const expected = unitsOf(per, scope)
  const least = unitsOf(low ?? per, scope)
  const most = unitsOf(high ?? per, scope)
  if (!expected.ok) return expected
  if (!least.ok) return least
  if (!most.ok) return most
  const all = (units: Decimal): Decimal => times(units, exact(quantity))
  const span = { expected: all(expected.value), low: all(least.value), high: all(most.value) }
  return { ok: true, value: span }
}

const formulas = new Map<string, Formula>()
/** Formulas kept parsed; a list uses a handful, a hostile one starts over. */
const mostFormulas = 1_000

function unitsOf(
  text: string | undefined,
  scope: Readonly<Record<string, unknown>>,
): Counted<Decimal> {
  if (text === undefined) return { ok: true, value: exact(1) }
  const known = formulas.get(text)
  const read = known ? { ok: true as const, value: known } : readFormula(text, priceRoots)
  if (!read.ok) return read
  if (formulas.size >= mostFormulas) formulas.clear()
  formulas.set(text, read.value)
  const found = quantityOf(read.value, scope)
  return found.ok ? found : { ok: false, message: `${text}: ${found.message}` }
}

/** So many units at the price, each step of a tiered price for itself. */
function priced({ price, tiers }: Price, units: Decimal): Decimal {
  if (tiers === undefined) return times(units, exact(price ?? 0))
  let paid = 0n
  let from = 0n
  for (const { up_to: end, price: step } of tiers) {
    const until = end === undefined || exact(end) > units ? units : exact(end)
    if (until > from) paid += times(until - from, exact(step))
    from = until > from ? until : from
  }
  return paid
}

/** What is paid every month: 730 hours or a twelfth of 365 days, as the providers' own calculators count. */
function aMonth(amount: Decimal, unit: Price['unit']): Decimal {
  if (unit === 'once') return 0n
  if (unit === 'hour') return times(amount, exact(730))
  if (unit === 'day') return dividedBy(times(amount, exact(365)), exact(12))
  return unit === 'year' ? dividedBy(amount, exact(12)) : amount
}
