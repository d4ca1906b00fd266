import { retryAfterMs } from '../kit/answers.ts'
import { callAs } from '../kit/call.ts'
import type { ActionContext, Answer } from '../kit/context.ts'
import { holds } from '../kit/extract.ts'
import { isPath } from '../kit/json-path.ts'
import { jsonOf } from '../kit/read-body.ts'
import { permanent, targetOf } from '../kit/target.ts'
import type { HealthCheckConfig } from './config.ts'
import { type Look, looking, lookOf, timeoutOf } from './look.ts'

/** Asks the address once by GET. Any answer that is not as expected is a bad look. */
export function lookByHttp(context: ActionContext, config: HealthCheckConfig): Promise<Look> {
  return looking(async () => {
    const { config: settings = {} } = config
    const target = targetOf(config.target)
    if (!target.ok) return { kind: 'over', outcome: target.outcome }
    if (settings.until !== undefined && !isPath(settings.until)) return noPath(settings.until)
    const answered = await callAs(context, {
      method: 'GET',
      url: target.url,
      preset: { accept: 'application/json, */*;q=0.5' },
      headers: settings.headers,
      authentication: settings.authentication,
      timeout: timeoutOf(settings) / 1000,
    })
    return 'outcome' in answered ? lookOf(answered.outcome) : found(context, config, answered)
  })
}

function noPath(text: string): Look {
  const message = `"${text}" is not a JSONPath (RFC 9535)`
  return { kind: 'over', outcome: permanent('config.path_invalid', message) }
}

function found(
  { now }: ActionContext,
  { config: { expected_status: wanted, until } = {} }: HealthCheckConfig,
  answer: Answer,
): Look {
  const { status } = answer
  const isExpected = wanted ? wanted.includes(status) : status >= 200 && status < 300
  if (!isExpected) {
    const restMs = retryAfterMs(answer.headers, now)
    return { kind: 'bad', why: `it answered ${status}`, restMs }
  }
  if (until === undefined || holds(until, jsonOf(answer))) return { kind: 'good' }
  return { kind: 'bad', why: 'its answer is not as hoped' }
}
