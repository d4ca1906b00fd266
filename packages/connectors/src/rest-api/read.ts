import { failedAnswer } from '../kit/answers.ts'
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
  const also = config.retry?.on_status?.includes(answer.status) === true
  return outcome.kind === 'failed' && also ? { ...outcome, retryable: true } : outcome
}

/** The outcome as `retry` wants it: no more tries than it gives, and none after a timeout if it says so. */
export function limited(
  { action }: ActionContext,
  { retry }: RestApiConfig,
  outcome: Outcome,
): Outcome {
  if (outcome.kind !== 'failed' || outcome.class === 'held') return outcome
  const isSpent = retry?.max_attempts !== undefined && action.attempt >= retry.max_attempts
  const isUnwanted = retry?.on_timeout === false && outcome.class === 'timeout'
  return isSpent || isUnwanted ? { ...outcome, retryable: false } : outcome
}
