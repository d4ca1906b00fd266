import { Type } from '@fastify/type-provider-typebox'
import type { ItemHealth } from '#requests/insights/item-health.ts'
import { iso } from './request-views.ts'

const Count = Type.Integer({ minimum: 0 })

/** How an item has done lately. */
export const HealthAnswer = Type.Object({
  state: Type.Union(
    [Type.Literal('ok'), Type.Literal('degraded'), Type.Literal('down'), Type.Literal('unknown')],
    {
      description:
        'down = most of the newest failed; degraded = some did, or what it made has drifted; unknown = nothing ended lately.',
    },
  ),
  ended: Count,
  failed: Count,
  last_failure: Type.Union([
    Type.Object({ code: Type.String(), at: Type.String({ format: 'date-time' }) }),
    Type.Null(),
  ]),
  running: Count,
  resources: Type.Object(
    { looked: Count, off: Count },
    { description: 'Things it made that are looked at, and those not as they were ordered.' },
  ),
})

/** An example of it. */
export const healthExample = {
  state: 'degraded',
  ended: 20,
  failed: 1,
  last_failure: { code: 'http.503', at: '2026-01-31T12:00:00.000Z' },
  running: 2,
  resources: { looked: 14, off: 0 },
}

/** Health as it is answered. */
export function healthView({ lastFailure, ...rest }: ItemHealth) {
  return {
    ...rest,
    last_failure: lastFailure && { code: lastFailure.code, at: iso(lastFailure.at) },
  }
}
