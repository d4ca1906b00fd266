import type { Static } from 'typebox'
import {
  choice,
  closed,
  compensates,
  flag,
  freeMap,
  maybe,
  text,
  textMap,
  words,
} from '../kit/config.ts'
import { type EffectRule, literal } from '../kit/repeat.ts'

/** Settings of `servicenow`. */
export const ServicenowConfig = closed(
  'A ServiceNow record',
  {
    connection: maybe(text('Name of the ServiceNow connection')),
    operation: maybe(choice('What is done', ['create', 'update'], { default: 'create' })),
    table: text('Table, e.g. incident, change_request, sc_req_item', {
      minLength: 1,
      pattern: '^([a-z][a-z0-9_]{0,79}|.*[{][{].*)$',
    }),
    record: maybe(text('Of an update: number or sys_id of the record', { minLength: 1 })),
    short_description: maybe(text('Short description: one line, cut at 160 characters')),
    description: maybe(text('Description')),
    fields: maybe(freeMap('Other columns by name; values as the table keeps them')),
    watch_status: maybe(
      flag('Wait until the record is closed; true for a new record, false for an update'),
    ),
    result_fields: maybe(textMap('Outputs read back: output name to column')),
    success_codes: maybe(words('States or close codes that mean success; all others fail then')),
    failure_codes: maybe(
      words('States or close codes that mean failure, besides cancelled, rejected, incomplete …'),
    ),
  },
  compensates,
)
export type ServicenowConfig = Static<typeof ServicenowConfig>

/** A new record is looked for by its correlation id first; an update sets the same values again. */
export const servicenowEffect: EffectRule = {
  repeat: (config) => (literal(config, 'operation') === 'update' ? 'safe' : 'search'),
}

/** Settings of a `servicenow` connection; the operator writes secrets as `<name>_ref`. */
export const ServicenowConnection = closed('One ServiceNow instance', {
  url: text('Address of the instance, e.g. https://example.service-now.com', {
    pattern: '^https?://',
  }),
  auth: maybe(
    text('basic, bearer or oauth2 (client credentials)', {
      enum: ['basic', 'bearer', 'oauth2'],
      default: 'basic',
    }),
  ),
  username: maybe(text('Account of basic authentication')),
  password_ref: maybe(text('Secret with its password', { 'x-pao-secret': true })),
  token_ref: maybe(text('Secret with a bearer token', { 'x-pao-secret': true })),
  client_id: maybe(text('OAuth 2 client id')),
  client_secret_ref: maybe(text('Secret with the OAuth 2 client secret', { 'x-pao-secret': true })),
  token_url: maybe(text('Token endpoint; /oauth_token.do of the instance when left out')),
  cancel_states: maybe(
    textMap('Table to the value of `state` that means cancelled, for tables of your own'),
  ),
  cmdb_source: maybe(
    text('Discovery source that configuration items are written as', {
      default: 'Other Automated',
    }),
  ),
  cmdb_identifier: maybe(
    text('Attribute that holds the identifier of configuration items', {
      default: 'correlation_id',
    }),
  ),
})
