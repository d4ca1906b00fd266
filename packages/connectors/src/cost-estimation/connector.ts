import type { Estimate } from '@pao/core/catalog'
import { emptyBook } from '@pao/core/governance'
import { defineConnector } from '../kit/connector.ts'
import type { ActionContext } from '../kit/context.ts'
import type { Outcome } from '../kit/outcome.ts'
import { permanent } from '../kit/target.ts'
import { CostEstimationConfig, costEstimationEffect } from './config.ts'
import { costOf, type Costed } from './cost-of.ts'
import { recorded } from './recorded.ts'
import { reportOf } from './report.ts'

/** What an order will cost, by the price lists the operator keeps; calls nobody. */
export const costEstimation = defineConnector({
  type: 'cost-estimation',
  config: CostEstimationConfig,
  ...costEstimationEffect,
  recorded,
  outputs: {
    estimated_monthly_cost: { description: 'Cost a month; conditions read it by this name alone' },
    monthly_low: { description: 'The least it may cost a month' },
    monthly_high: { description: 'The most it may cost a month' },
    one_off_cost: { description: 'What is paid once' },
    monthly_change: { description: 'What the change adds a month, where Infracost says so' },
    currency: { description: 'ISO 4217 code of all amounts' },
    tax: { description: 'Tax contained in the amounts, `monthly` and `one_off`' },
    complete: { description: 'false: something has no price, so it will cost more' },
    unpriced: { description: 'What has no price, each with the reason' },
    breakdown: { description: 'One line for each component' },
    sources: { description: 'Price lists that were used, by name and content hash' },
    report: { description: 'The estimate for people: HTML, or a PDF in base64' },
  },
  execute: (context, config) => Promise.resolve(estimated(context, config)),
})

function estimated(context: ActionContext, config: CostEstimationConfig): Outcome {
  const costed = costOf(config, { on: dayOf(context.now), book: context.prices?.() ?? emptyBook })
  if (!costed.ok) return permanent('cost.infracost_unreadable', costed.faults.join('; '))
  const { estimate } = costed.value
  for (const { resource, component = '', reason } of estimate.unpriced.slice(0, 20))
    context.log(`No price for ${resource} ${component}: ${reason}`)
  if (!estimate.complete && config.calculation?.when_unpriced === 'fail')
    return permanent('cost.unpriced', reasonsOf(estimate))
  return {
    kind: 'succeeded',
    outputs: { ...figures(costed.value), ...shown(context, config, estimate) },
  }
}

function shown(
  { request, now }: ActionContext,
  { output: { format = 'json', breakdown = true } = {} }: CostEstimationConfig,
  estimate: Estimate,
): Record<string, unknown> {
  const facts = { title: `Estimate for ${request.item.name}`, on: dayOf(now) }
  return {
    ...(breakdown && { breakdown: estimate.lines.map(lineOf) }),
    ...(format !== 'json' && { report: reportOf(format, estimate, facts) }),
  }
}

const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10)

function figures({ estimate, monthlyChange }: Costed): Record<string, unknown> {
  const { monthly, low, high, oneOff, currency, complete, unpriced, sources, tax } = estimate
  return {
    estimated_monthly_cost: monthly,
    monthly_low: low,
    monthly_high: high,
    one_off_cost: oneOff,
    currency,
    complete,
    unpriced,
    sources,
    ...(monthlyChange !== undefined && { monthly_change: Number(monthlyChange) }),
    ...(tax && { tax: { monthly: tax.monthly, one_off: tax.oneOff } }),
  }
}

function lineOf({ oneOff, priceCurrency, ...line }: Estimate['lines'][number]) {
  return { ...line, one_off: oneOff, ...(priceCurrency && { price_currency: priceCurrency }) }
}

function reasonsOf({ unpriced }: Estimate): string {
  const told = unpriced.slice(0, 5).map(({ resource, reason }) => `${resource}: ${reason}`)
  return `There is no price for everything: ${told.join('; ')}`
}
