import { fail, ok, type Result } from '@pao/core'
import type { Estimate } from '@pao/core/catalog'
import {
  costOfInfracost,
  type CostQuestion,
  estimate,
  type PriceBook,
  together,
} from '@pao/core/governance'
import type { CostEstimationConfig } from './config.ts'

/** An estimate, and what a change adds a month where Infracost says so. */
export type Costed = { estimate: Estimate; monthlyChange?: string }

/** What a rendered config of `cost-estimation` comes to by the prices of a day (YYYY-MM-DD). Pure. */
export function costOf(
  config: CostEstimationConfig,
  { on, book }: { on: string; book: PriceBook },
): Result<Costed, string> {
  const question = questionOf(config, on)
  if (config.infracost === undefined) return ok({ estimate: estimate(question, book) })
  const read = costOfInfracost(config.infracost, question, book)
  if (!read.ok) return fail(read.faults.map((fault) => `infracost: ${fault}`))
  const { estimate: planned, ...change } = read.value
  const inCurrency = { ...question, currency: planned.currency }
  const own = config.resources.length > 0 ? [estimate(inCurrency, book)] : []
  return ok({ estimate: together([planned, ...own]) ?? planned, ...change })
}

function questionOf(
  { provider, resources, pricing = {}, calculation = {} }: CostEstimationConfig,
  on: string,
): CostQuestion {
  const reserved = pricing.reserved_instances === true ? 'reserved' : undefined
  return {
    provider: provider.type,
    region: provider.region,
    resources,
    model: pricing.model ?? reserved,
    discountPercent: pricing.discount,
    includeTax: calculation.include_tax ?? pricing.include_tax,
    taxPercent: pricing.tax_percent,
    currency: calculation.currency ?? pricing.currency,
    on,
  }
}
