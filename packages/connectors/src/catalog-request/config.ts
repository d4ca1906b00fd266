import type { Static } from 'typebox'
import { closed, flag, freeMap, maybe, text } from '../kit/config.ts'

/** Settings of `catalog-request`. */
export const CatalogRequestConfig = closed('Orders another catalog item', {
  item: text('Id of the item', { minLength: 1 }),
  version: maybe(text('Version or range')),
  fields: maybe(freeMap('Answers to its form')),
  wait_for_completion: maybe(flag('Wait until that request has ended', { default: true })),
})
export type CatalogRequestConfig = Static<typeof CatalogRequestConfig>
