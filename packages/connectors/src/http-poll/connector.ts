import { failedTransport } from '../kit/answers.ts'
import { callAs } from '../kit/call.ts'
import { defineConnector } from '../kit/connector.ts'
import type { ActionContext, Answer } from '../kit/context.ts'
import { isPath } from '../kit/json-path.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import { permanent, targetOf } from '../kit/target.ts'
import { HttpPollConfig, httpPollEffect } from './config.ts'
import { read, readNews } from './read.ts'
import { news, recorded } from './recorded.ts'
import { begun, memoOf, type Wait, waitOn } from './wait.ts'

/** Looks at an address, as a row between two looks, until it answers as hoped, or waits for a webhook; makes nothing. */
export const httpPoll = defineConnector({
  type: 'http-poll',
  config: HttpPollConfig,
  ...httpPollEffect,
  recorded,
  news,
  outputs: {
    status_code: { description: 'HTTP status of the answer that ended the wait' },
    body: { description: 'That answer as JSON, or as text of at most 64 KiB' },
    looks: { description: 'How often it was asked' },
  },
  execute: (context, config) => look(context, config, begun(context, config)),
  poll: (context, config, memo) => look(context, config, memoOf(memo)),
  resume: (context, config, memo, signal) => heard(context, config, { wait: memoOf(memo), signal }),
})

type Heard = { wait: Wait; signal: Outputs }

/** With an address the news is a hint to look there; without one it is the answer. */
async function heard(
  context: ActionContext,
  config: HttpPollConfig,
  { wait, signal }: Heard,
): Promise<Outcome> {
  if (config.url !== undefined || signal['source'] !== config.wait_for?.source)
    return look(context, config, wait)
  context.log(`a webhook came: ${config.wait_for?.source ?? ''}`)
  return readNews(context, config, { signal, wait })
}

async function look(context: ActionContext, config: HttpPollConfig, wait: Wait): Promise<Outcome> {
  const strange = [config.until, config.failed_when].find(
    (path) => path !== undefined && !isPath(path),
  )
  if (strange !== undefined)
    return permanent('config.path_invalid', `"${strange}" is not a JSONPath (RFC 9535)`)
  if (config.url === undefined) return onlyWait(context, config, wait)
  const target = targetOf(config.url)
  if (!target.ok) return target.outcome
  const answered = await ask(context, config, target.url)
  if (!('outcome' in answered)) return read(context, config, { answer: answered, wait })
  return unanswered(context, config, { outcome: answered.outcome, wait })
}

/** Nothing is asked; the webhook comes, or the time ends. */
function onlyWait(context: ActionContext, config: HttpPollConfig, wait: Wait): Outcome {
  if (config.wait_for === undefined)
    return permanent('config.nothing_to_wait_for', 'Either url or wait_for must be set')
  return waitOn(context, config, { wait, why: 'no webhook came', uncounted: true })
}

async function ask(
  context: ActionContext,
  config: HttpPollConfig,
  url: URL,
): Promise<Answer | { outcome: Outcome }> {
  const accept = config.parsing?.type === 'xml' ? 'application/xml' : 'application/json, */*;q=0.5'
  try {
    return await callAs(context, {
      method: 'GET',
      url,
      preset: { accept },
      headers: config.headers,
      authentication: config.authentication,
      timeout: config.request_timeout,
    })
  } catch (error) {
    return { outcome: failedTransport(error) }
  }
}

/** Silence is "not yet": what is waited for may still be starting. What no wait mends ends it. */
function unanswered(
  context: ActionContext,
  config: HttpPollConfig,
  { outcome, wait }: { outcome: Outcome; wait: Wait },
): Outcome {
  if (outcome.kind !== 'failed' || !outcome.retryable) return outcome
  if (outcome.class !== 'held') context.log(`no answer: ${outcome.code}`)
  return waitOn(context, config, {
    wait,
    why: outcome.status === undefined ? 'no answer came' : `the last answer was ${outcome.status}`,
    restMs: outcome.retryAfterMs,
    uncounted: outcome.class === 'held',
  })
}
