import type { Static } from 'typebox'
import { closed, freeMap, maybe, text } from '../kit/config.ts'
import type { EffectRule } from '../kit/repeat.ts'

/** Settings of `usage-tracking`. */
export const UsageTrackingConfig = closed('Records a usage event', {
  service: maybe(text('Service that was used; the item when left out', { maxLength: 200 })),
  action: maybe(
    text('What was done, e.g. provisioned', { default: 'provisioned', maxLength: 200 }),
  ),
  metadata: maybe(freeMap('Anything worth counting by; no secrets')),
})
export type UsageTrackingConfig = Static<typeof UsageTrackingConfig>

/** One event per key, however often it is recorded. */
export const usageTrackingEffect: EffectRule = { repeat: 'safe' }
