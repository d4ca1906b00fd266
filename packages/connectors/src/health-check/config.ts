import type { Static } from 'typebox'
import {
  address,
  amount,
  authentication,
  choice,
  closed,
  headers,
  list,
  maybe,
  secretName,
  status,
  text,
  whole,
  words,
} from '../kit/config.ts'
import type { EffectRule } from '../kit/repeat.ts'

const settings = closed('Settings of the check', {
  timeout: maybe(
    amount('Seconds for one look', { exclusiveMinimum: 0, maximum: 300, default: 10 }),
  ),
  headers: maybe(headers),
  authentication: maybe(authentication),
  expected_status: maybe(
    list('http: statuses that are well; any 2xx when left out', status, { maxItems: 50 }),
  ),
  until: maybe(
    text('http: JSONPath that finds something in the answer when it is well', { minLength: 1 }),
  ),
  user: maybe(text('sql: user of the database', { minLength: 1 })),
  password_ref: maybe(secretName("sql: secret holding the user's password")),
  password: maybe(
    text('sql: the password as an earlier action brought it, a template; never written out'),
  ),
  tls: maybe(
    choice(
      'sql: verify, unverified (encrypted, but the certificate is not looked at) or off',
      ['verify', 'unverified', 'off'],
      { default: 'verify' },
    ),
  ),
  query: maybe(
    text(
      'sql: one statement that only reads, no template; well = it gives a row whose first value is neither null nor false',
      { minLength: 1, default: 'select 1', 'x-pao-template': 'raw' },
    ),
  ),
  parameters: maybe(words('sql: values of $1, $2 … of the query', { maxItems: 50 })),
})

/** Settings of `health-check`. */
export const HealthCheckConfig = closed('Looks whether what was made is well', {
  type: choice('Kind of check', ['http', 'tcp', 'sql']),
  target: address(
    'http: address; tcp: host:port; sql: postgres://host:port/database, without user or password',
    { minLength: 1 },
  ),
  config: maybe(settings),
  attempts: maybe(
    whole('Bad looks until it counts as ill', { minimum: 1, maximum: 1000, default: 3 }),
  ),
  successes: maybe(
    whole('Good looks in a row until it counts as well', { minimum: 1, maximum: 100, default: 1 }),
  ),
  interval: maybe(
    amount('Seconds between two looks', { minimum: 1, maximum: 86_400, default: 10 }),
  ),
})
export type HealthCheckConfig = Static<typeof HealthCheckConfig>

export const healthCheckEffect: EffectRule = { repeat: 'safe', reads: true }
