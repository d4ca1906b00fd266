import type { Static } from 'typebox'
import { closed, freeMap, maybe, text } from '../kit/config.ts'

/** Settings of `usage-tracking`. */
export const UsageTrackingConfig = closed('Records a usage event', {
  service: maybe(text('Service that was used; the item when left out')),
  action: maybe(text('What was done, e.g. provisioned')),
  metadata: maybe(freeMap('Anything worth counting by')),
})
export type UsageTrackingConfig = Static<typeof UsageTrackingConfig>
