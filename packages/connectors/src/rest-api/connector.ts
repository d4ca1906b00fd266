import { createHash } from 'node:crypto'
import { failedTransport } from '../kit/answers.ts'
import { callAs } from '../kit/call.ts'
import { defineConnector } from '../kit/connector.ts'
import type { ActionContext, Answer } from '../kit/context.ts'
import { watched } from '../kit/observed.ts'
import { type Outcome, withMade } from '../kit/outcome.ts'
import { permanent, targetOf } from '../kit/target.ts'
import { begin, type Calling, look } from './asynchronous.ts'
import { type Encoded, encodeBody } from './body.ts'
import { keep, recall, type Recalled } from './cache.ts'
import { RestApiConfig, restApiEffect } from './config.ts'
import { observe } from './drift.ts'
import { isGood, limited, read } from './read.ts'
import { recorded } from './recorded.ts'

/** One call of an HTTP API, its answer taken apart, and where asked the work behind a 202 waited for. */
export const restApi = defineConnector({
  type: 'rest-api',
  config: RestApiConfig,
  ...restApiEffect,
  recorded,
  outputs: {
    status_code: { description: 'HTTP status of the answer' },
    body: { description: 'The answer as JSON, or as text of at most 64 KiB' },
  },
  execute: async (context, config) =>
    limited(context, config, await guarded(() => execute(context, config))),
  poll: (context, config, memo) => guarded(() => look(context, config, memo, call)),
  observe: (context, config, outputs) => watched(() => observe(context, config, outputs)),
})

async function guarded(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work()
  } catch (error) {
    return failedTransport(error)
  }
}

async function execute(context: ActionContext, config: RestApiConfig): Promise<Outcome> {
  const { endpoint, body } = config
  const target = targetOf(endpoint.url, endpoint.query)
  if (!target.ok) return target.outcome
  if (body?.files !== undefined && body.type !== 'multipart')
    return permanent('config.body_invalid', 'Files go only with a body of type multipart')
  const known = recall(context, config, target.url)
  return known?.isFresh === true
    ? { kind: 'succeeded', outputs: known.outputs }
    : ask(context, config, { url: target.url, known })
}

/** Calls; an answer known from before is asked about only. */
async function ask(
  context: ActionContext,
  config: RestApiConfig,
  { url, known }: { url: URL; known: Recalled | undefined },
): Promise<Outcome> {
  const method = config.endpoint.method ?? 'GET'
  const answered = await call(context, config, { url, method, validators: known?.validators })
  if (!('status' in answered)) return answered.outcome
  const still = answered.status === 304 ? known : undefined
  const outcome: Outcome = still
    ? { kind: 'succeeded', outputs: still.outputs }
    : judged(context, config, { answer: answered, url })
  if (outcome.kind === 'succeeded')
    keep(context, config, { url, answer: answered, outputs: outcome.outputs, still })
  return outcome
}

function judged(
  context: ActionContext,
  config: RestApiConfig,
  { answer, url }: { answer: Answer; url: URL },
): Outcome {
  return config.async !== undefined && isAccepted(answer, config)
    ? withMade(begin(context, config, answer, url), 'maybe')
    : read(context, config, answer)
}

function isAccepted(answer: Answer, config: RestApiConfig): boolean {
  return answer.status === 202 || (config.async?.status_url !== undefined && isGood(answer, config))
}

/** One request of this item: the call itself, or a look at its status page. */
function call(
  context: ActionContext,
  config: RestApiConfig,
  { url, method, validators }: Calling,
): Promise<Answer | { outcome: Outcome }> {
  const encoded = bodyOf(context, config, { url, method })
  return callAs(context, {
    method,
    url,
    preset: {
      accept: config.parsing?.type === 'xml' ? 'application/xml' : 'application/json, */*;q=0.5',
      ...(method !== 'GET' && { 'idempotency-key': context.idempotencyKey }),
      ...(encoded && { 'content-type': encoded.contentType }),
      ...validators,
    },
    headers: config.headers,
    authentication: config.authentication,
    body: encoded?.body,
    timeout: config.endpoint.timeout,
  })
}

/** The body goes with the call the item describes, never with a look at the status page. */
function bodyOf(
  { idempotencyKey }: ActionContext,
  { endpoint, body }: RestApiConfig,
  { url, method }: Calling,
): Encoded | undefined {
  const isFirst =
    method === (endpoint.method ?? 'GET') && url.href === firstUrl(endpoint.url, endpoint.query)
  if (!isFirst || body === undefined || method === 'GET' || method === 'HEAD') return undefined
  const digest = createHash('sha256').update(idempotencyKey).digest('hex')
  return encodeBody(body, `pao-${digest.slice(0, 32)}`)
}

function firstUrl(text: string, query?: Readonly<Record<string, string>>): string | undefined {
  const target = targetOf(text, query)
  return target.ok ? target.url.href : undefined
}
