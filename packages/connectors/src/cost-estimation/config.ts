import type { Static } from 'typebox'
import { amount, choice, closed, flag, freeMap, list, maybe, text } from '../kit/config.ts'

/** Settings of `cost-estimation`. */
export const CostEstimationConfig = closed('What it will cost', {
  provider: closed('Whose prices', {
    type: choice('Price list', ['aws', 'azure', 'gcp', 'custom']),
    region: maybe(text('Region')),
  }),
  resources: list(
    'What is priced',
    closed('One resource', {
      type: text('Kind of resource', { minLength: 1 }),
      quantity: maybe(amount('How many', { default: 1 })),
      specifications: maybe(freeMap('Size, class and so on')),
    }),
  ),
  pricing: maybe(
    closed('Terms', {
      model: maybe(text('Price model, e.g. on-demand')),
      discount: maybe(amount('Percent', { maximum: 100 })),
      reserved_instances: maybe(flag('Use reserved prices')),
      include_tax: maybe(flag('Add tax')),
      currency: maybe(text('ISO 4217 code')),
    }),
  ),
  calculation: maybe(
    closed('Sum', {
      include_tax: maybe(flag('Add tax')),
      currency: maybe(text('ISO 4217 code')),
    }),
  ),
  output: maybe(
    closed('Form of the result', {
      format: maybe(choice('Format', ['json', 'html', 'pdf'])),
      breakdown: maybe(flag('One line per resource')),
    }),
  ),
})
export type CostEstimationConfig = Static<typeof CostEstimationConfig>
