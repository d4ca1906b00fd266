import { type Static, type TSchema, Type } from 'typebox'

const text = (description: string, extra: Readonly<Record<string, unknown>> = {}) =>
  Type.String({ description, minLength: 1, maxLength: 500, ...extra })
const closed = <T extends Record<string, TSchema>>(description: string, properties: T) =>
  Type.Object(properties, { description, additionalProperties: false })
const maybe = <T extends TSchema>(schema: T) => Type.Optional(schema)
const choice = <const T extends readonly string[]>(description: string, values: T) =>
  Type.Unsafe<T[number]>({ description, enum: values })

/** Exact as written: a text keeps every digit, a number what YAML reads. */
const money = (description: string) =>
  Type.Union(
    [Type.String({ pattern: '^[0-9]{1,18}([.][0-9]{1,40})?$' }), Type.Number({ minimum: 0 })],
    {
      description,
    },
  )
const currency = text('ISO 4217 code', { pattern: '^[A-Z]{3}$' })
const day = text('Day, YYYY-MM-DD', { pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })
const scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()])

const tier = closed('One step of a price', {
  up_to: maybe(Type.Number({ description: 'Units that still cost this', exclusiveMinimum: 0 })),
  price: money('Price of one unit'),
})

const priceUnits = ['hour', 'day', 'month', 'year', 'once'] as const

/** One price of a list. */
export const Price = closed('One price', {
  resource: text('Kind of resource, as in `resources[].type`'),
  component: maybe(text('Part of the resource that is paid by itself, e.g. storage')),
  where: maybe(
    Type.Record(Type.String(), scalar, {
      description: 'Specifications it is for; any when left out',
    }),
  ),
  model: maybe(text('Price model; on-demand when left out')),
  unit: choice('What is paid', priceUnits),
  price: maybe(money('Price of one unit')),
  tiers: maybe(
    Type.Array(tier, {
      description: 'Steps, in rising order; the last has no end',
      minItems: 1,
      maxItems: 100,
    }),
  ),
  per: maybe(text('How many units one resource takes, as an expression; 1 when left out')),
  low: maybe(text('The least it may take; `per` when left out')),
  high: maybe(text('The most it may take; `per` when left out')),
  sku: maybe(text("The provider's own name of the price")),
})
export type Price = Static<typeof Price>

/** A list of prices of one provider. */
export const PriceList = closed('Prices of one provider', {
  kind: Type.Literal('PriceList', { description: 'PriceList' }),
  name: text('Name of the list, unique among all lists of its day'),
  provider: choice('Whose prices', ['aws', 'azure', 'gcp', 'custom']),
  region: maybe(text('Region; any when left out')),
  currency,
  effective: maybe(day),
  tax_percent: maybe(Type.Number({ description: 'Tax on top, percent', minimum: 0, maximum: 100 })),
  source: maybe(text('Where the prices come from')),
  licence: maybe(text('Terms of the source')),
  prices: Type.Array(Price, { description: 'The prices', minItems: 1 }),
})
export type PriceList = Static<typeof PriceList>

/** What one currency is worth in others. */
export const ExchangeRates = closed('What one unit of a currency is worth', {
  kind: Type.Literal('ExchangeRates', { description: 'ExchangeRates' }),
  base: currency,
  effective: maybe(day),
  source: maybe(text('Where the rates come from')),
  rates: Type.Record(Type.String(), money('Worth of one unit of the base'), {
    description: 'ISO 4217 code to worth',
  }),
})
export type ExchangeRates = Static<typeof ExchangeRates>

/** Everything an estimate may draw on. `name` and `hash` tell an estimate's reader what it was drawn from. */
export type PriceBook = {
  lists: readonly KnownList[]
  rates: readonly ExchangeRates[]
  /** ISO 4217; costs of orders that name none are told in it where a rate is known. */
  currency?: string
}
export type KnownList = PriceList & { hash: string }

/** No list, no rates. */
export const emptyBook: PriceBook = { lists: [], rates: [] }
