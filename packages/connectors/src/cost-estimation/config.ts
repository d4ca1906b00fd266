import type { Static } from 'typebox'
import {
  amount,
  anything,
  choice,
  closed,
  flag,
  freeMap,
  list,
  maybe,
  text,
} from '../kit/config.ts'
import type { EffectRule } from '../kit/repeat.ts'

const currency = text('ISO 4217 code of the result; that of the prices when left out', {
  pattern: '^[A-Z]{3}$',
})

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
    { maxItems: 500 },
  ),
  infracost: maybe(
    anything(
      'Output of `infracost breakdown --format json`, as text or as data; it is added to the resources',
    ),
  ),
  pricing: maybe(
    closed('Terms', {
      model: maybe(text('Price model, e.g. on-demand or reserved', { default: 'on-demand' })),
      discount: maybe(amount('Percent', { maximum: 100 })),
      reserved_instances: maybe(flag('Use reserved prices; the same as the model reserved')),
      include_tax: maybe(flag('Add tax')),
      tax_percent: maybe(
        amount('Tax in percent, in place of what the price list says', { maximum: 100 }),
      ),
      currency: maybe(currency),
    }),
  ),
  calculation: maybe(
    closed('Sum', {
      include_tax: maybe(flag('Add tax; goes before the one of `pricing`')),
      currency: maybe(currency),
      when_unpriced: maybe(
        choice(
          'What happens when something has no price: the estimate says so, or the action fails',
          ['report', 'fail'],
          { default: 'report' },
        ),
      ),
    }),
  ),
  output: maybe(
    closed('Form of the result', {
      format: maybe(
        choice('Form of the output `report`; json makes none', ['json', 'html', 'pdf'], {
          default: 'json',
        }),
      ),
      breakdown: maybe(flag('One line for each component', { default: true })),
    }),
  ),
})
export type CostEstimationConfig = Static<typeof CostEstimationConfig>

/** It only calculates. */
export const costEstimationEffect: EffectRule = { repeat: 'safe', reads: true }
