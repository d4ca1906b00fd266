import type { Static } from 'typebox'
import { closed, compensates, flag, freeMap, maybe, text, textMap, words } from '../kit/config.ts'
import type { EffectRule } from '../kit/repeat.ts'

/** Settings of `cherwell`. */
export const CherwellConfig = closed(
  'A Cherwell business object',
  {
    connection: maybe(text('Name of the Cherwell connection')),
    business_object: text('Kind of business object, e.g. Incident', { minLength: 1 }),
    fields: maybe(freeMap('Values by field name')),
    watch_status: maybe(flag('Wait until the object is closed', { default: true })),
    result_fields: maybe(textMap('Outputs read back: output name to field name')),
    success_codes: maybe(words('States that mean success; all others fail then')),
    failure_codes: maybe(words('States that mean failure, besides cancelled and rejected')),
  },
  compensates,
)
export type CherwellConfig = Static<typeof CherwellConfig>

/** It looks for the object by its key field before it makes one. */
export const cherwellEffect: EffectRule = { repeat: 'search' }

/** Settings of a `cherwell` connection; the operator writes secrets as `<name>_ref`. */
export const CherwellConnection = closed('One Cherwell server', {
  url: text('Address up to CherwellAPI, e.g. https://csm.example.com/CherwellAPI', {
    pattern: '^https?://',
  }),
  username: text('Account, e.g. an internal one'),
  password_ref: text('Secret with its password', { 'x-pao-secret': true }),
  client_id: text('Client id of the REST API'),
  key_field: maybe(
    text('Field that keeps the key of the action; make one for it', {
      default: 'ExternalReference',
    }),
  ),
  status_field: maybe(text('Field of the state', { default: 'Status' })),
  closed_states: maybe(words('States at which nobody works on an object any more')),
  cancelled_state: maybe(
    text('State that an object gets when its request is called off', { default: 'Closed' }),
  ),
  remark_field: maybe(text('Field for remarks', { default: 'CloseDescription' })),
})
