import { retryAfterMs, statusClass } from '../kit/answers.ts'
import type { ActionContext, Answer } from '../kit/context.ts'
import { holds } from '../kit/extract.ts'
import { findAll } from '../kit/json-path.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import { jsonOf } from '../kit/read-body.ts'
import { climbs, permanent, targetOf } from '../kit/target.ts'
import type { RestApiConfig } from './config.ts'
import { read } from './read.ts'

export type Calling = {
  url: URL
  method: string
  /** Headers that ask only for what changed. */
  validators?: Readonly<Record<string, string>> | undefined
}

type Call = (
  context: ActionContext,
  config: RestApiConfig,
  calling: Calling,
) => Promise<Answer | { outcome: Outcome }>

const defaultIntervalMs = 10_000
const defaultLimitMs = 3_600_000

/** The answer said "later": remembers where to look, and until when. */
export function begin(
  context: ActionContext,
  config: RestApiConfig,
  answer: Answer,
  asked: URL,
): Outcome {
  const target = statusTarget(config.async?.status_url, answer, asked)
  if (!target.ok) return target.outcome
  const limit = config.async?.timeout
  return rest(context, config, {
    url: target.url.href,
    giveUpAt: context.now + (limit === undefined ? defaultLimitMs : limit * 1000),
    restMs: retryAfterMs(answer.headers, context.now),
  })
}

const nowhere = (message: string) => ({
  ok: false as const,
  outcome: permanent('rest.no_status_url', message),
})

/** Where the item says the status stands, or else the Location of the answer, if that is on the same origin. */
function statusTarget(
  named: string | undefined,
  answer: Answer,
  asked: URL,
): ReturnType<typeof targetOf> {
  const where = named === undefined ? answer.headers.get('location') : filled(named, answer)
  if (where === null || where === undefined)
    return nowhere('The answer has no Location and the item no async.status_url that can be filled')
  // Resolving hides where an address climbs to, so it is looked at as it was filled in.
  if (named !== undefined && climbs(where))
    return {
      ok: false,
      outcome: permanent('config.url_invalid', 'The status address holds a dot segment'),
    }
  if (!URL.canParse(where, asked.href)) return nowhere('The status address is not a URL')
  const target = targetOf(new URL(where, asked).href)
  if (!target.ok || named !== undefined || target.url.origin === asked.origin) return target
  return {
    ok: false,
    outcome: permanent(
      'rest.status_elsewhere',
      'The status address of the answer leads to another host; name it in async.status_url',
    ),
  }
}

/** `{name}` stands for a value of the answer's JSON, as `{id}` or `{data.id}`. */
function filled(template: string, answer: Answer): string | undefined {
  let missing = false
  const url = template.replaceAll(/\{([A-Za-z0-9_.]+)\}/g, (_, path: string) => {
    const [value] = findAll(`$.${path}`, jsonOf(answer) ?? null)
    if (typeof value !== 'string' && typeof value !== 'number') missing = true
    return encodeURIComponent(String(value))
  })
  return missing ? undefined : url
}

type Rest = {
  url: string
  giveUpAt: number
  /** What the target asked for (Retry-After), milliseconds. */
  restMs: number | undefined
}

/** Waits as long as the item says, or longer where the target asks for it; the last look falls on the end. */
function rest(
  { now }: ActionContext,
  config: RestApiConfig,
  { url, giveUpAt, restMs = 0 }: Rest,
): Outcome {
  const seconds = config.async?.interval
  const pause = Math.max(seconds === undefined ? defaultIntervalMs : seconds * 1000, restMs)
  return {
    kind: 'waiting',
    waitingFor: 'remote',
    until: Math.max(Math.min(now + pause, giveUpAt), now),
    memo: { url, giveUpAt },
    ref: { kind: 'operation', id: url, url },
  }
}

/** Looks at the status page once. */
export async function look(
  context: ActionContext,
  config: RestApiConfig,
  memo: Outputs,
  call: Call,
): Promise<Outcome> {
  const where = { url: String(memo['url']), giveUpAt: Number(memo['giveUpAt']) }
  const target = targetOf(where.url)
  if (!target.ok) return target.outcome
  const answer = await call(context, config, { url: target.url, method: 'GET' })
  if (!('status' in answer)) return answer.outcome
  const isLate = context.now >= where.giveUpAt
  const later = { ...where, restMs: retryAfterMs(answer.headers, context.now) }
  if (answer.status >= 400 && (isLate || !statusClass(answer.status).retryable))
    return read(context, { ...config, response: {} }, answer)
  if (answer.status >= 400) return rest(context, config, later)
  if (holds(config.async?.failed_when, jsonOf(answer)))
    return permanent('rest.async_failed', 'The remote system says that the work failed')
  if (isDone(config, answer)) return read(context, { ...config, response: {} }, answer)
  return isLate ? tooLate : rest(context, config, later)
}

const tooLate: Outcome = {
  kind: 'failed',
  retryable: false,
  class: 'timeout',
  code: 'rest.async_timeout',
  message: 'The work did not end in the time async.timeout gives',
}

function isDone(config: RestApiConfig, answer: Answer): boolean {
  const until = config.async?.until
  if (until !== undefined) return holds(until, jsonOf(answer))
  return answer.status === 200 && !isPending(answer)
}

function isPending(answer: Answer): boolean {
  return answer.status === 202 || answer.headers.has('retry-after')
}
