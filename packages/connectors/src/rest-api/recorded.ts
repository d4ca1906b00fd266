import { inventedAnswer, inventedToken } from '../kit/invent-answer.ts'
import type { Recorded } from '../kit/recorded.ts'
import type { RestApiConfig } from './config.ts'

/** The call works, and where it is waited for, so does what goes on behind it. */
export function recorded(config: RestApiConfig): Recorded {
  const { endpoint, authentication, response, parsing = {}, async: later } = config
  const { url, method = 'GET' } = endpoint
  const status = response?.expected_status?.[0]
  const token = inventedToken(authentication)
  if (!later)
    return [...token, ...inventedAnswer({ ...parsing, method, url, status: status ?? 200 })]
  const begun = inventedAnswer({
    method,
    url,
    status: later.status_url === undefined ? 202 : (status ?? 202),
    until: namesIn(later.status_url),
    ...(later.status_url === undefined && { headers: { location: '/operations/example' } }),
  })
  const done = inventedAnswer({
    ...parsing,
    method: 'GET',
    url: 'any status page',
    status: 200,
    until: [later.until],
    never: later.failed_when,
  })
  return [...token, ...begun, ...done]
}

/** `{id}` in the status address is taken from the answer. */
function namesIn(address = ''): readonly string[] {
  return [...address.matchAll(/\{([A-Za-z0-9_.]+)\}/g)].map(([, path]) => `$.${path ?? ''}`)
}
