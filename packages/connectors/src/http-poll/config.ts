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
  parsing,
  status,
  text,
  whole,
} from '../kit/config.ts'
import type { EffectRule } from '../kit/repeat.ts'

/** Settings of `http-poll`. */
export const HttpPollConfig = closed('Waits until an address answers as hoped', {
  url: maybe(
    address('Address, http or https; asked by GET. Needed unless wait_for is set', {
      minLength: 1,
    }),
  ),
  wait_for: maybe(
    closed(
      'A webhook that ends the wait: with url it only says that it is time to look, without url it is itself the answer',
      {
        source: choice('Who sends it', ['generic', 'monitoring', 'gitlab', 'terraform']),
        connection: text('Name of the connection whose webhooks these are', { minLength: 1 }),
        key: text('What the delivery must name: the correlation, the alert label, the run', {
          minLength: 1,
          maxLength: 200,
        }),
      },
    ),
  ),
  headers: maybe(headers),
  authentication: maybe(authentication),
  expected_status: maybe(
    list('Statuses that end the wait; any 2xx when left out', status, { maxItems: 50 }),
  ),
  pending_status: maybe(
    list(
      'Further statuses that mean "not yet", besides 404, 408, 409, 423, 425, 429 and 5xx but 501',
      status,
      { maxItems: 50 },
    ),
  ),
  until: maybe(
    text('JSONPath that finds something once it is done, e.g. $[?@.state == "ready"]', {
      minLength: 1,
    }),
  ),
  failed_when: maybe(text('JSONPath that finds something once it has failed', { minLength: 1 })),
  parsing: maybe(parsing),
  interval: maybe(
    amount('Seconds between two looks', { minimum: 1, maximum: 86_400, default: 10 }),
  ),
  timeout: maybe(amount('Seconds until waiting is given up', { default: 3600 })),
  max_attempts: maybe(
    whole('Looks until waiting is given up; no limit when left out', { minimum: 1 }),
  ),
  request_timeout: maybe(amount('Seconds for one look', { exclusiveMinimum: 0, maximum: 3600 })),
})
export type HttpPollConfig = Static<typeof HttpPollConfig>

export const httpPollEffect: EffectRule = { repeat: 'safe', reads: true }
