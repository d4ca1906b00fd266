import { failedAnswer, retryAfterMs, statusClass } from '../kit/answers.ts'
import type { ActionContext, Answer } from '../kit/context.ts'
import { extract, holds } from '../kit/extract.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import { bodyOf, jsonOf } from '../kit/read-body.ts'
import { permanent } from '../kit/target.ts'
import type { HttpPollConfig } from './config.ts'
import { type Wait, waitOn } from './wait.ts'

/** Refusals that pass by themselves: not there, in conflict or locked for now. */
const pending: ReadonlySet<number> = new Set([404, 409, 423])

/** What one answer means: the end, a failure, or "not yet". */
export function read(
  context: ActionContext,
  config: HttpPollConfig,
  { answer, wait }: { answer: Answer; wait: Wait },
): Outcome {
  const { status } = answer
  const body = needsJson(config) ? jsonOf(answer) : undefined
  if (holds(config.failed_when, body))
    return permanent('poll.failed', 'The remote system says that it failed')
  const isHoped = isExpected(status, config)
  if (isHoped && (config.until === undefined || holds(config.until, body)))
    return ended(config, answer, wait.looks + 1)
  if (!isHoped && !isPending(status, config)) return failedAnswer(answer, context.now)
  const why = isHoped ? `the answer (${status}) is not as hoped` : `the last answer was ${status}`
  return waitOn(context, config, { wait, why, restMs: retryAfterMs(answer.headers, context.now) })
}

/** What one webhook means; `until` and `failed_when` look at what it told. */
export function readNews(
  context: ActionContext,
  config: HttpPollConfig,
  { signal, wait }: { signal: Outputs; wait: Wait },
): Outcome {
  const news = signal['data'] ?? signal
  if (holds(config.failed_when, news))
    return permanent('poll.failed', 'The remote system says that it failed')
  if (!isOver(config, signal, news))
    return waitOn(context, config, { wait, why: 'what its webhooks told was not as hoped' })
  const text = JSON.stringify(news)
  const answer: Answer = {
    // A webhook brings no status.
    status: 0,
    url: '',
    headers: new Headers({ 'content-type': 'application/json' }),
    text: () => text,
    bytes: () => Buffer.from(text),
    json: () => news,
  }
  return ended(config, answer, wait.looks + 1)
}

/** Unless the item says otherwise an alert must be over; any other news will do. */
function isOver({ until }: HttpPollConfig, { source, status }: Outputs, news: unknown): boolean {
  if (until !== undefined) return holds(until, news)
  return source !== 'monitoring' || status === 'resolved'
}

function needsJson({ until, failed_when }: HttpPollConfig): boolean {
  return until !== undefined || failed_when !== undefined
}

function isExpected(status: number, { expected_status: wanted }: HttpPollConfig): boolean {
  return wanted ? wanted.includes(status) : status >= 200 && status < 300
}

/** A good status that is not the expected one is "not yet" too: 202 while 200 is waited for. */
function isPending(status: number, { pending_status: more = [] }: HttpPollConfig): boolean {
  const isGood = status >= 200 && status < 300
  return isGood || pending.has(status) || more.includes(status) || statusClass(status).retryable
}

function ended({ parsing }: HttpPollConfig, answer: Answer, looks: number): Outcome {
  const extracted = parsing?.extract
    ? extract(answer, parsing.type ?? 'json', parsing.extract)
    : { ok: true as const, values: {} }
  if (!extracted.ok) return permanent('poll.answer_invalid', `Of the answer, ${extracted.message}`)
  const { status } = answer
  return {
    kind: 'succeeded',
    outputs: {
      ...(status > 0 && { status_code: status }),
      body: bodyOf(answer),
      looks,
      ...extracted.values,
    },
  }
}
