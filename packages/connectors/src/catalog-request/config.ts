import type { Static } from 'typebox'
import { closed, compensates, flag, freeMap, maybe, text } from '../kit/config.ts'
import type { EffectRule } from '../kit/repeat.ts'

/** Settings of `catalog-request`. */
export const CatalogRequestConfig = closed(
  'Orders another catalog item',
  {
    item: text('Id of the item', { minLength: 1 }),
    version: maybe(text('Version or range')),
    fields: maybe(freeMap('Answers to its form')),
    wait_for_completion: maybe(flag('Wait until that request has ended', { default: true })),
  },
  compensates,
)
export type CatalogRequestConfig = Static<typeof CatalogRequestConfig>

/** The key of the effect is unique among requests: a repeat finds the one that was made. */
export const catalogRequestEffect: EffectRule = { repeat: 'safe' }
