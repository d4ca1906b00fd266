import { failedAnswer, statusClass } from '../kit/answers.ts'
import type { ActionContext, Answer } from '../kit/context.ts'
import { extract } from '../kit/extract.ts'
import { type Outcome, withMade } from '../kit/outcome.ts'
import { bodyOf } from '../kit/read-body.ts'
import { permanent } from '../kit/target.ts'
import type { RestApiConfig } from './config.ts'

/** Whether the item calls this answer a success. */
export function isGood({ status }: Answer, { response }: RestApiConfig): boolean {
  if (response?.expected_status) return response.expected_status.includes(status)
  if (status >= 200 && status < 300) return true
  return response?.error_on_non_2xx === false && status < 500 && status !== 429
}

/** An answer as an outcome; `parsing.extract` adds named outputs. */
export function read(context: ActionContext, config: RestApiConfig, answer: Answer): Outcome {
  if (!isGood(answer, config)) return refused(context, config, answer)
  const parsing = config.parsing
  const extracted = parsing?.extract
    ? extract(answer, parsing.type ?? 'json', parsing.extract)
    : { ok: true as const, values: {} }
  if (!extracted.ok)
    return withMade(
      permanent('rest.answer_invalid', `Of the answer, ${extracted.message}`),
      'maybe',
    )
  return {
    kind: 'succeeded',
    outputs: { status_code: answer.status, body: bodyOf(answer), ...extracted.values },
  }
}

function refused(context: ActionContext, config: RestApiConfig, answer: Answer): Outcome {
  const outcome = failedAnswer(answer, context.now)
  if (outcome.kind !== 'failed') return outcome
  const also = config.retry?.on_status?.includes(answer.status) === true
  const spent =
    config.retry?.max_attempts !== undefined && context.action.attempt >= config.retry.max_attempts
  const retryable = (also || statusClass(answer.status).retryable) && !spent
  return { ...outcome, retryable }
}
