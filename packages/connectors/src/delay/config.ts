import type { Static } from 'typebox'
import { amount, closed, maybe, text } from '../kit/config.ts'
import type { EffectRule } from '../kit/repeat.ts'

/** Settings of `delay`. */
export const DelayConfig = closed('Waits, without holding a worker', {
  seconds: maybe(amount('How long', { maximum: 31_536_000 })),
  until: maybe(text('A moment instead: ISO 8601 with zone, e.g. 2026-03-01T08:00:00Z')),
  reason: maybe(text('Why, shown to the requester')),
})
export type DelayConfig = Static<typeof DelayConfig>

export const delayEffect: EffectRule = { repeat: 'safe', reads: true }
