import { inventedAnswer, inventedToken } from '../kit/invent-answer.ts'
import type { Outputs } from '../kit/outcome.ts'
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

/** The webhook that is waited for where nothing is asked, as the settings hope it to be. */
export function news({
  url,
  wait_for,
  until,
  failed_when,
  parsing,
}: HttpPollConfig): Outputs | undefined {
  if (url !== undefined || wait_for === undefined) return undefined
  const hoped = { ...parsing, type: 'json' as const, until: [until], never: failed_when }
  const [answer] = inventedAnswer({ ...hoped, method: 'POST', url: '/', status: 200 })
  if (answer === undefined) return undefined
  const data: unknown = JSON.parse(String(answer.body))
  return { source: wait_for.source, status: 'resolved', data }
}
