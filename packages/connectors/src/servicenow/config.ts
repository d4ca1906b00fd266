import type { Static } from 'typebox'
import { choice, closed, flag, freeMap, maybe, text, textMap } from '../kit/config.ts'

/** Settings of `servicenow`. */
export const ServicenowConfig = closed('A ServiceNow record', {
  connection: maybe(text('Name of the ServiceNow connection')),
  operation: maybe(choice('What is done', ['create', 'update'], { default: 'create' })),
  table: text('Table, e.g. change_request', { minLength: 1 }),
  short_description: maybe(text('Short description')),
  description: maybe(text('Description')),
  fields: maybe(freeMap('Other columns')),
  watch_status: maybe(flag('Wait until the record is closed', { default: true })),
  result_fields: maybe(textMap('Outputs read back: output name to column')),
})
export type ServicenowConfig = Static<typeof ServicenowConfig>
