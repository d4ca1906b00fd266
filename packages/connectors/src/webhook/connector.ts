import { failedAnswer, failedTransport } from '../kit/answers.ts'
import { authorize } from '../kit/authorize.ts'
import { isReservedHeader } from '../kit/config.ts'
import { defineConnector } from '../kit/connector.ts'
import type { ActionContext, Answer } from '../kit/context.ts'
import { type Outcome, withMade } from '../kit/outcome.ts'
import { permanent, targetOf } from '../kit/target.ts'
import { WebhookConfig, webhookEffect } from './config.ts'
import { recorded } from './recorded.ts'
import { answerFaults } from './response-schema.ts'
import { signatureHeaders } from './signature.ts'

/** Tells another system by one signed call; a retry carries the same id, so the receiver can tell it is one. */
export const webhook = defineConnector({
  type: 'webhook',
  config: WebhookConfig,
  ...webhookEffect,
  recorded,
  outputs: {
    status: { description: 'HTTP status of the answer' },
    response: { description: 'The answer read as JSON, where it is JSON' },
  },
  execute: deliver,
})

async function deliver(context: ActionContext, config: WebhookConfig): Promise<Outcome> {
  try {
    return again(context, config, await send(context, config))
  } catch (error) {
    return again(context, config, failedTransport(error))
  }
}

async function send(context: ActionContext, config: WebhookConfig): Promise<Outcome> {
  const { endpoint, headers = {}, delivery = {} } = config
  const target = targetOf(endpoint.url)
  if (!target.ok) return target.outcome
  const reserved = Object.keys(headers).find(isReservedHeader)
  if (reserved !== undefined)
    return permanent('config.header_reserved', `The header ${reserved} cannot be set`)
  const method = endpoint.method ?? 'POST'
  const body = method === 'GET' ? '' : bodyOf(context, config)
  const proof = await proofOf(context, config, body)
  if (!proof.ok) return proof.outcome
  const answer = await context.http.send({
    method,
    url: target.url.href,
    headers: headersOf(context, config, proof.headers),
    ...(method !== 'GET' && { body }),
    ...(delivery.timeout !== undefined && { timeoutMs: delivery.timeout * 1000 }),
    signal: context.signal,
  })
  context.log(`${method} ${target.url.origin} answered ${answer.status}`)
  return isGood(config, answer) ? accepted(config, answer) : refused(context, config, answer)
}

function bodyOf(context: ActionContext, { body }: WebhookConfig): string {
  return body?.template ?? event(context)
}

function isGood({ validation }: WebhookConfig, { status }: Answer): boolean {
  const wanted = validation?.expected_status
  return wanted ? wanted.includes(status) : status >= 200 && status < 300
}

function headersOf(
  { idempotencyKey }: ActionContext,
  { headers, body }: WebhookConfig,
  proof: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    'content-type': contentType(body?.type ?? 'json'),
    'idempotency-key': idempotencyKey,
    'user-agent': 'pao-webhook/1',
    ...lowered(headers),
    ...proof,
  }
}

/** A receiver that says "gone" wants nothing more, ever (standardwebhooks.com, operational considerations). */
const gone = 410

function refused({ now }: ActionContext, { delivery }: WebhookConfig, answer: Answer): Outcome {
  const { status } = answer
  if (status === gone)
    return failedAnswer(answer, now, {
      code: 'webhook.gone',
      message: 'The receiver says that nobody listens there any more (410)',
    })
  const outcome = failedAnswer(answer, now)
  const also = delivery?.on_status?.includes(status) === true
  return outcome.kind === 'failed' && also ? { ...outcome, retryable: true } : outcome
}

/** `delivery` bounds the tries and says how long to rest, unless the answer asks for longer. */
function again(
  { action }: ActionContext,
  { delivery = {} }: WebhookConfig,
  outcome: Outcome,
): Outcome {
  if (outcome.kind !== 'failed' || !outcome.retryable || outcome.class === 'held') return outcome
  const { schedule, max_attempts, retry_delay } = delivery
  const most = schedule ? schedule.length + 1 : max_attempts
  if (most !== undefined && action.attempt >= most) return { ...outcome, retryable: false }
  const seconds = schedule ? schedule[action.attempt - 1] : retry_delay
  if (seconds === undefined) return outcome
  return { ...outcome, retryAfterMs: Math.max(seconds * 1000, outcome.retryAfterMs ?? 0) }
}

function accepted({ validation }: WebhookConfig, answer: Answer): Outcome {
  const response = jsonOf(answer)
  const schema = validation?.response_schema
  const faults = schema === undefined ? [] : answerFaults(schema, response)
  if (faults.length > 0)
    return withMade(
      permanent(
        'webhook.answer_invalid',
        `The answer does not fit its schema: ${faults.join('; ')}`,
      ),
      'maybe',
    )
  return {
    kind: 'succeeded',
    outputs: { status: answer.status, ...(response !== undefined && { response }) },
  }
}

type Proof = { ok: true; headers: Record<string, string> } | { ok: false; outcome: Outcome }

const missing = (what: string): Proof => ({
  ok: false,
  outcome: permanent('config.credentials_missing', what),
})

/** Who we are, and that the body is ours. */
async function proofOf(
  context: ActionContext,
  config: WebhookConfig,
  body: string,
): Promise<Proof> {
  const authenticated = await authenticatedBy(context, config, body)
  const { signature } = config
  if (!authenticated.ok || signature === undefined || signature.enabled === false)
    return authenticated
  if (signature.secret_ref === undefined) return missing('The signature needs secret_ref')
  const signed = signatureHeaders(signature, {
    secret: context.secret(signature.secret_ref),
    ...(signature.previous_secret_ref !== undefined && {
      previous: context.secret(signature.previous_secret_ref),
    }),
    body,
    id: context.idempotencyKey,
    now: context.now,
  })
  return { ok: true, headers: { ...authenticated.headers, ...signed } }
}

async function authenticatedBy(
  context: ActionContext,
  { authentication = {} }: WebhookConfig,
  body: string,
): Promise<Proof> {
  const { type = 'none', config = {}, credentials = {} } = authentication
  if (type === 'none') return { ok: true, headers: {} }
  const { secret_ref, header_name = 'X-Auth-Token', ...form } = config
  if (type === 'bearer')
    return authorize(
      context,
      type,
      secret_ref ? { token_ref: secret_ref, ...credentials } : credentials,
    )
  if (secret_ref === undefined) return missing('The authentication needs config.secret_ref')
  const secret = context.secret(secret_ref)
  if (type === 'custom') return { ok: true, headers: { [header_name.toLowerCase()]: secret } }
  const named = config.header_name === undefined ? form : { ...form, header_name }
  const { idempotencyKey: id, now } = context
  return { ok: true, headers: signatureHeaders(named, { secret, body, id, now }) }
}

/** What is sent when the item says nothing else. */
function event({ request, action, now }: ActionContext): string {
  return JSON.stringify({
    type: 'pao.request.action',
    timestamp: new Date(now).toISOString(),
    data: {
      request_id: request.id,
      item: request.item.id,
      action: action.id,
      ...(request.environment !== undefined && { environment: request.environment }),
    },
  })
}

function contentType(type: string): string {
  if (type === 'json') return 'application/json'
  return type === 'form' ? 'application/x-www-form-urlencoded' : 'text/plain; charset=utf-8'
}

function lowered(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
}

function jsonOf(answer: Answer): unknown {
  try {
    return answer.text() === '' ? undefined : answer.json()
  } catch {
    return undefined
  }
}
