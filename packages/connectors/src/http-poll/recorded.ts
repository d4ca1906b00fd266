import { inventedAnswer, inventedToken } from '../kit/invent-answer.ts'
import type { Recorded } from '../kit/recorded.ts'
import type { HttpPollConfig } from './config.ts'

/** What is waited for has come; without an address nothing is asked. */
export function recorded(config: HttpPollConfig): Recorded {
  const { url, authentication, expected_status: statuses, until, failed_when, parsing } = config
  if (url === undefined) return []
  return [
    ...inventedToken(authentication),
    ...inventedAnswer({
      ...parsing,
      method: 'GET',
      url,
      status: statuses?.[0] ?? 200,
      until: [until],
      never: failed_when,
    }),
  ]
}
