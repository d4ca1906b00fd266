import { Type } from 'typebox'
import { Check } from 'typebox/value'
import { failedAnswer, retryAfterMs } from '../kit/answers.ts'
import type { Answer } from '../kit/context.ts'
import type { Outcome } from '../kit/outcome.ts'

const ErrorBody = Type.Object({
  message: Type.String(),
  errors: Type.Optional(Type.Array(Type.Unknown())),
})

/** The body as JSON; undefined when it is none. */
export function jsonOf(answer: Answer): unknown {
  try {
    return answer.json()
  } catch {
    return undefined
  }
}

/** GitHub's own sentence of a refusal, for telling refusals apart; never shown as it is. */
export function said(answer: Answer): string {
  return bodyOf(answer)?.message ?? ''
}

/** GitHub asks for a minute at least where it names no time. */
const leastPauseMs = 60_000
const longestPauseMs = 3_600_000

/**
 * Whether GitHub refuses because of a rate limit. A 403 is one only with a time to wait, an empty budget, or the
 * words of the secondary limit; any other 403 is a missing permission (docs.github.com, "Rate limits for the
 * REST API").
 */
function isThrottled(answer: Answer): boolean {
  if (answer.status === 429) return true
  if (answer.status !== 403) return false
  const { headers } = answer
  if (headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0') return true
  return /secondary rate limit|abuse detection/i.test(said(answer))
}

/** Milliseconds to wait: Retry-After, else until the budget is filled again, else a minute; an hour at most. */
function pauseMs(answer: Answer, now: number): number {
  const told = retryAfterMs(answer.headers, now)
  if (told !== undefined) return told
  const reset = Number(answer.headers.get('x-ratelimit-reset') ?? Number.NaN) * 1000 - now
  const isEmpty = answer.headers.get('x-ratelimit-remaining') === '0'
  if (!isEmpty || !Number.isFinite(reset)) return leastPauseMs
  return Math.min(Math.max(reset, 1_000), longestPauseMs)
}

const codes: Record<number, string> = {
  401: 'github.not_authorized',
  403: 'github.forbidden',
  404: 'github.not_found',
  409: 'github.conflict',
  422: 'github.input_invalid',
}

/** A refusal in GitHub's own words, without the values of `hidden`. */
export function refusal(answer: Answer, now: number, hidden: readonly string[] = []): Outcome {
  const { status } = answer
  if (isThrottled(answer))
    return {
      kind: 'failed',
      retryable: true,
      class: 'rate_limit',
      code: 'github.rate_limited',
      message: 'GitHub asks to slow down',
      status,
      retryAfterMs: pauseMs(answer, now),
      made: 'no',
    }
  if (status < 400)
    return {
      ...failedAnswer(answer, now, {
        code: 'github.moved',
        message: 'The repository has been moved or renamed; the item must name it as it is now',
      }),
      made: 'no',
    } as Outcome
  const code = codes[status] ?? (status >= 500 ? 'github.unavailable' : 'github.refused')
  return failedAnswer(answer, now, { code, message: reason(answer, hidden) })
}

function reason(answer: Answer, hidden: readonly string[]): string {
  const { status } = answer
  if (status === 401) return 'GitHub refuses the credentials'
  if (status >= 500) return `GitHub answered ${status}`
  const body = bodyOf(answer)
  const words = body ? [body.message, ...(body.errors ?? []).flatMap((one) => textOf(one))] : []
  const line = words.join('; ').slice(0, 500)
  const plain = hidden.reduce((text, value) => text.replaceAll(value, '…'), line)
  return `GitHub answered ${status}${plain === '' ? '' : `: ${plain}`}`
}

function textOf(one: unknown): string[] {
  if (typeof one === 'string') return [one]
  return Check(ErrorBody, one) ? [one.message] : []
}

function bodyOf(answer: Answer) {
  const body = jsonOf(answer)
  return Check(ErrorBody, body) ? body : undefined
}
