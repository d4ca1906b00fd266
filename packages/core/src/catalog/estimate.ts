/** What has no price, and why. */
export type Unpriced = { resource: string; component?: string; reason: string }

/** In the estimate's currency; all but `oneOff` a month. */
export type Amounts = { monthly: number; low: number; high: number; oneOff: number }

export type CostLine = Amounts & {
  resource: string
  component?: string
  quantity?: string
  unit?: string
  price?: string
  /** Of `price`, where it is another than the estimate's. */
  priceCurrency?: string
}

/** What an order will cost. Each line is rounded to the smallest coin; sums are sums of lines. */
export type Estimate = Amounts & {
  currency: string
  /** Contained in the amounts; undefined = they are net. */
  tax?: { monthly: number; oneOff: number }
  /** False: something has no price, so it will cost more than this. */
  complete: boolean
  lines: readonly CostLine[]
  unpriced: readonly Unpriced[]
  /** The price lists it was drawn from. */
  sources: readonly { name: string; hash: string; effective?: string }[]
}
