import type { Static } from 'typebox'
import { closed, compensates, flag, freeMap, maybe, text, textMap, words } from '../kit/config.ts'
import type { EffectRule } from '../kit/repeat.ts'

/** Settings of `remedy`. */
export const RemedyConfig = closed(
  'A BMC Remedy or Helix entry',
  {
    connection: maybe(text('Name of the Remedy connection')),
    form: text('Interface form, e.g. HPD:IncidentInterface_Create', { minLength: 1 }),
    summary: maybe(text('Summary: one line, cut at 100 characters')),
    values: maybe(freeMap('Values by field label; selections by their label')),
    watch_status: maybe(flag('Wait until the entry is resolved', { default: true })),
    result_fields: maybe(textMap('Outputs read back: output name to field label')),
    success_codes: maybe(words('States that mean success; all others fail then')),
    failure_codes: maybe(words('States that mean failure, besides cancelled and rejected')),
  },
  compensates,
)
export type RemedyConfig = Static<typeof RemedyConfig>

/** It looks for the entry by its key field before it makes one. */
export const remedyEffect: EffectRule = { repeat: 'search' }

/** Settings of a `remedy` connection; the operator writes secrets as `<name>_ref`. */
export const RemedyConnection = closed('One AR System server', {
  url: text('Address of the REST API, e.g. https://ar.example.com:8443', {
    pattern: '^https?://',
  }),
  page_url: maybe(
    text('Address of Mid Tier or Smart IT that people open', { pattern: '^https?://' }),
  ),
  username: text('Account; one that nobody else logs in with'),
  password_ref: text('Secret with its password', { 'x-pao-secret': true }),
  key_field: maybe(
    text('Field that keeps the key of the action; it must be searchable', {
      default: 'Vendor Ticket Number',
    }),
  ),
})
