import { createHash } from 'node:crypto'
import { failedTransport } from '../kit/answers.ts'
import { authorize } from '../kit/authorize.ts'
import { isReservedHeader } from '../kit/config.ts'
import { defineConnector } from '../kit/connector.ts'
import type { ActionContext, Answer, HttpCall } from '../kit/context.ts'
import type { Outcome } from '../kit/outcome.ts'
import { permanent, targetOf } from '../kit/target.ts'
import { begin, type Calling, look } from './asynchronous.ts'
import { encodeBody } from './body.ts'
import { cached, keep } from './cache.ts'
import { RestApiConfig } from './config.ts'
import { isGood, read } from './read.ts'

/** One call of an HTTP API, its answer taken apart, and where asked the work behind a 202 waited for. */
export const restApi = defineConnector({
  type: 'rest-api',
  config: RestApiConfig,
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
    return begin(context, config, answered, target.url)
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
  { url, method }: Calling,
): Promise<Answer | { outcome: Outcome }> {
  const reserved = Object.keys(config.headers ?? {}).find(isReservedHeader)
  if (reserved !== undefined)
    return { outcome: permanent('config.header_reserved', `The header ${reserved} cannot be set`) }
  const kind = config.authentication?.type ?? 'none'
  for (const fresh of [false, true]) {
    const proof = await authorize(context, kind, config.authentication?.credentials ?? {}, fresh)
    if (!proof.ok) return { outcome: proof.outcome }
    const answer = await context.http.send({
      ...shape(context, config, { url, method }, proof.headers),
      ...(proof.tls && { tls: proof.tls }),
    })
    context.log(`${method} ${url.origin}${url.pathname} answered ${answer.status}`)
    if (answer.status !== 401 || kind !== 'oauth2' || fresh) return answer
  }
  throw new Error('unreachable: the second round answers')
}

function shape(
  context: ActionContext,
  config: RestApiConfig,
  { url, method }: Calling,
  proof: Readonly<Record<string, string>>,
): HttpCall {
  const first = url.href === firstUrl(config) && method === (config.endpoint.method ?? 'GET')
  const boundary = `pao-${createHash('sha256').update(context.idempotencyKey).digest('hex').slice(0, 32)}`
  const encoded =
    first && config.body && method !== 'GET' && method !== 'HEAD'
      ? encodeBody(config.body, boundary)
      : undefined
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
    ...(config.endpoint.timeout !== undefined && { timeoutMs: config.endpoint.timeout * 1000 }),
    signal: context.signal,
  }
}

function firstUrl(config: RestApiConfig): string | undefined {
  const target = targetOf(config.endpoint.url, config.endpoint.query)
  return target.ok ? target.url.href : undefined
}
