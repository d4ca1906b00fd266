import type { Static } from 'typebox'
import { address, amount, choice, closed, freeMap, maybe, whole } from '../kit/config.ts'

/** Settings of `health-check`. */
export const HealthCheckConfig = closed('Looks whether what was made is well', {
  type: choice('Kind of check', ['http', 'tcp', 'sql']),
  target: address('Address, or host and port', { minLength: 1 }),
  config: maybe(freeMap('Settings of the check')),
  attempts: maybe(whole('Looks until it counts as ill', { minimum: 1, maximum: 100 })),
  interval: maybe(amount('Seconds between two looks', { minimum: 1 })),
})
export type HealthCheckConfig = Static<typeof HealthCheckConfig>
