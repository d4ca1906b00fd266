import type { Estimate } from '@pao/core/catalog'
import { Type } from 'typebox'

const amounts = {
  monthly: Type.Number({ description: 'Each month.' }),
  low: Type.Number({ description: 'The least it may be each month.' }),
  high: Type.Number({ description: 'The most it may be each month.' }),
  one_off: Type.Number({ description: 'Once.' }),
}
const named = { resource: Type.String(), component: Type.Optional(Type.String()) }

/** An estimate as the API gives it. */
export const Cost = Type.Object(
  {
    currency: Type.String({ description: 'ISO 4217 code; empty where the item names none.' }),
    ...amounts,
    tax: Type.Optional(
      Type.Object(
        { monthly: Type.Number(), one_off: Type.Number() },
        { description: 'Contained in the amounts; absent = they are net.' },
      ),
    ),
    complete: Type.Boolean({ description: 'False: something has no price, so it will cost more.' }),
    lines: Type.Array(
      Type.Object({
        ...named,
        quantity: Type.Optional(Type.String()),
        unit: Type.Optional(Type.String()),
        price: Type.Optional(Type.String({ description: 'Of one unit, as the list writes it.' })),
        price_currency: Type.Optional(Type.String()),
        ...amounts,
      }),
    ),
    unpriced: Type.Array(Type.Object({ ...named, reason: Type.String() })),
    sources: Type.Array(
      Type.Object({
        name: Type.String(),
        hash: Type.String({ description: 'SHA-256 of the price list.' }),
        effective: Type.Optional(Type.String()),
      }),
    ),
  },
  { description: 'What the order was estimated to cost when it was taken in.' },
)

/** What an order is estimated to cost. */
export function costView({ oneOff, tax, lines, ...cost }: Estimate) {
  return {
    ...cost,
    one_off: oneOff,
    ...(tax && { tax: { monthly: tax.monthly, one_off: tax.oneOff } }),
    lines: lines.map(({ oneOff: once, priceCurrency, ...line }) => ({
      ...line,
      one_off: once,
      ...(priceCurrency !== undefined && { price_currency: priceCurrency }),
    })),
  }
}
