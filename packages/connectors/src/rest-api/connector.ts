import { createHash } from 'node:crypto'
import { failedTransport } from '../kit/answers.ts'
import { authorize } from '../kit/authorize.ts'
import { isReservedHeader } from '../kit/config.ts'
import { defineConnector } from '../kit/connector.ts'
import type { ActionContext, Answer, HttpCall } from '../kit/context.ts'
import { type Outcome, withMade } from '../kit/outcome.ts'
import { permanent, targetOf } from '../kit/target.ts'
import { begin, type Calling, look } from './asynchronous.ts'
import { type Encoded, encodeBody } from './body.ts'
import { cached, keep } from './cache.ts'
import { RestApiConfig, restApiEffect } from './config.ts'
import { isGood, read } from './read.ts'

/** One call of an HTTP API, its answer taken apart, and where asked the work behind a 202 waited for. */
export const restApi = defineConnector({
  type: 'rest-api',
  config: RestApiConfig,
  ...restApiEffect,
  outputs: {
    status_code: { description: 'HTTP status of the answer' },
    body: { description: 'The answer as JSON, or as text of at most 64 KiB' },
  },
  execute: (context, config) => guarded(() => execute(context, config)),
  poll: (context, config, memo) => guarded(() => look(context, config, memo, call)),
})

async function guarded(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work()
  } catch (error) {
    return failedTransport(error)
  }
}

async function execute(context: ActionContext, config: RestApiConfig): Promise<Outcome> {
  const target = targetOf(config.endpoint.url, config.endpoint.query)
  if (!target.ok) return target.outcome
  const remembered = cached(context, config, target.url)
  if (remembered) return { kind: 'succeeded', outputs: remembered }
  const answered = await call(context, config, {
    url: target.url,
    method: config.endpoint.method ?? 'GET',
  })
  if (!('status' in answered)) return answered.outcome
  if (config.async !== undefined && isAccepted(answered, config))
    return withMade(begin(context, config, answered, target.url), 'maybe')
  const outcome = read(context, config, answered)
  if (outcome.kind === 'succeeded')
    keep(context, config, { url: target.url, outputs: outcome.outputs })
  return outcome
}

function isAccepted(answer: Answer, config: RestApiConfig): boolean {
  return answer.status === 202 || (config.async?.status_url !== undefined && isGood(answer, config))
}

/** Sends one request as who we are; a 401 with a cached token is asked again with a new one, once. */
async function call(
  context: ActionContext,
  config: RestApiConfig,
  calling: Calling,
): Promise<Answer | { outcome: Outcome }> {
  const reserved = Object.keys(config.headers ?? {}).find(isReservedHeader)
  if (reserved !== undefined)
    return { outcome: permanent('config.header_reserved', `The header ${reserved} cannot be set`) }
  const first = await ask(context, config, calling, false)
  const isStale =
    'status' in first && first.status === 401 && config.authentication?.type === 'oauth2'
  return isStale ? ask(context, config, calling, true) : first
}

async function ask(
  context: ActionContext,
  config: RestApiConfig,
  { url, method }: Calling,
  fresh: boolean,
): Promise<Answer | { outcome: Outcome }> {
  const { type = 'none', credentials = {} } = config.authentication ?? {}
  const proof = await authorize(context, type, credentials, fresh)
  if (!proof.ok) return { outcome: proof.outcome }
  const seconds = config.endpoint.timeout
  const answer = await context.http.send({
    ...shape(context, config, { url, method }, proof.headers),
    ...(proof.tls && { tls: proof.tls }),
    ...(seconds !== undefined && { timeoutMs: seconds * 1000 }),
  })
  context.log(`${method} ${url.origin}${url.pathname} answered ${answer.status}`)
  return answer
}

function shape(
  context: ActionContext,
  config: RestApiConfig,
  { url, method }: Calling,
  proof: Readonly<Record<string, string>>,
): HttpCall {
  const encoded = bodyOf(context, config, { url, method })
  const own = Object.fromEntries(
    Object.entries(config.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  )
  return {
    method,
    url: url.href,
    headers: {
      accept: config.parsing?.type === 'xml' ? 'application/xml' : 'application/json, */*;q=0.5',
      ...(method !== 'GET' && { 'idempotency-key': context.idempotencyKey }),
      ...(encoded && { 'content-type': encoded.contentType }),
      ...own,
      ...proof,
    },
    ...(encoded && { body: encoded.body }),
    signal: context.signal,
  }
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
