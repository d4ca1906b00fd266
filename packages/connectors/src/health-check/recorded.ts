import { inventedAnswer, inventedToken } from '../kit/invent-answer.ts'
import type { Recorded } from '../kit/recorded.ts'
import type { HealthCheckConfig } from './config.ts'

/** The target is well. */
export function recorded({ type, target, config = {} }: HealthCheckConfig): Recorded {
  if (type !== 'http') return []
  const { authentication, expected_status: statuses, until } = config
  const status = statuses?.[0] ?? 200
  return [
    ...inventedToken(authentication),
    ...inventedAnswer({ method: 'GET', url: target, status, until: [until] }),
  ]
}
