import type { Static } from 'typebox'
import { closed, flag, freeMap, maybe, text, textMap } from '../kit/config.ts'

/** Settings of `remedy`. */
export const RemedyConfig = closed('A BMC Remedy or Helix entry', {
  connection: maybe(text('Name of the Remedy connection')),
  form: text('Interface form, e.g. HPD:IncidentInterface_Create', { minLength: 1 }),
  summary: maybe(text('Summary')),
  values: maybe(freeMap('Values by field label')),
  watch_status: maybe(flag('Wait until the entry is resolved', { default: true })),
  result_fields: maybe(textMap('Outputs read back: output name to field label')),
})
export type RemedyConfig = Static<typeof RemedyConfig>
