import type { Static } from 'typebox'
import { closed, flag, freeMap, maybe, text, textMap } from '../kit/config.ts'

/** Settings of `cherwell`. */
export const CherwellConfig = closed('A Cherwell business object', {
  connection: maybe(text('Name of the Cherwell connection')),
  business_object: text('Kind of business object, e.g. Incident', { minLength: 1 }),
  fields: maybe(freeMap('Values by field name')),
  watch_status: maybe(flag('Wait until the object is closed', { default: true })),
  result_fields: maybe(textMap('Outputs read back: output name to field name')),
})
export type CherwellConfig = Static<typeof CherwellConfig>
