import type { Static } from 'typebox'
import { address, amount, closed, headers, list, maybe, text, whole } from '../kit/config.ts'

/** Settings of `http-poll`. */
export const HttpPollConfig = closed('Waits until an address answers as hoped', {
  url: address('Address, http or https', { minLength: 1 }),
  headers: maybe(headers),
  expected_status: maybe(
    list('Statuses that end the wait', whole('HTTP status', { minimum: 100, maximum: 599 })),
  ),
  until: maybe(text('JSONPath that finds something once it is done')),
  interval: maybe(amount('Seconds between two looks', { minimum: 1, default: 10 })),
  timeout: maybe(amount('Seconds until waiting is given up')),
})
export type HttpPollConfig = Static<typeof HttpPollConfig>
