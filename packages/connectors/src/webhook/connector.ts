import { createHmac } from 'node:crypto'
import { failedAnswer, failedTransport, statusClass } from '../kit/answers.ts'
import { authorize } from '../kit/authorize.ts'
import { isReservedHeader } from '../kit/config.ts'
import { defineConnector } from '../kit/connector.ts'
import type { ActionContext, Answer } from '../kit/context.ts'
import type { Outcome } from '../kit/outcome.ts'
import { permanent, targetOf } from '../kit/target.ts'
import { WebhookConfig } from './config.ts'
import { answerFaults } from './response-schema.ts'
import { signatureHeaders } from './signature.ts'

/** Tells another system by one signed call; a retry carries the same id, so the receiver can tell it is one. */
export const webhook = defineConnector({
  type: 'webhook',
  config: WebhookConfig,
  outputs: {
    status: { description: 'HTTP status of the answer' },
    response: { description: 'The answer read as JSON, where it is JSON' },
  },
  execute: deliver,
})

async function deliver(context: ActionContext, config: WebhookConfig): Promise<Outcome> {
  try {
    return await send(context, config)
  } catch (error) {
    return failedTransport(error)
  }
}

async function send(context: ActionContext, config: WebhookConfig): Promise<Outcome> {
  const target = targetOf(config.endpoint.url)
  if (!target.ok) return target.outcome
  const reserved = Object.keys(config.headers ?? {}).find(isReservedHeader)
  if (reserved !== undefined)
    return permanent('config.header_reserved', `The header ${reserved} cannot be set`)
  const method = config.endpoint.method ?? 'POST'
  const body = method === 'GET' ? '' : (config.body?.template ?? event(context))
  const proof = await proofOf(context, config, body)
  if (!proof.ok) return proof.outcome
  const seconds = config.delivery?.timeout
  const answer = await context.http.send({
    method,
    url: target.url.href,
    headers: {
      'content-type': contentType(config.body?.type ?? 'json'),
      'idempotency-key': context.idempotencyKey,
      'user-agent': 'pao-webhook/1',
      ...lowered(config.headers),
      ...proof.headers,
    },
    ...(method !== 'GET' && { body }),
    ...(proof.tls && { tls: proof.tls }),
    ...(seconds !== undefined && { timeoutMs: seconds * 1000 }),
    signal: context.signal,
  })
  context.log(`${method} ${target.url.origin} answered ${answer.status}`)
  return read(context, config, answer)
}

function read(context: ActionContext, config: WebhookConfig, answer: Answer): Outcome {
  const wanted = config.validation?.expected_status
  const good = wanted ? wanted.includes(answer.status) : answer.status >= 200 && answer.status < 300
  if (!good) {
    const outcome = failedAnswer(answer, context.now)
    const last = context.action.attempt >= (config.delivery?.max_attempts ?? 3)
    const pauseMs = config.delivery?.retry_delay
    if (outcome.kind !== 'failed' || !statusClass(answer.status).retryable) return outcome
    if (config.delivery?.max_attempts !== undefined && last) return { ...outcome, retryable: false }
    return pauseMs === undefined || outcome.retryAfterMs !== undefined
      ? outcome
      : { ...outcome, retryAfterMs: pauseMs * 1000 }
  }
  const response = jsonOf(answer)
  const faults = config.validation?.response_schema
    ? answerFaults(config.validation.response_schema, response)
    : []
  if (faults.length > 0)
    return permanent(
      'webhook.answer_invalid',
      `The answer does not fit its schema: ${faults.join('; ')}`,
    )
  return {
    kind: 'succeeded',
    outputs: { status: answer.status, ...(response !== undefined && { response }) },
  }
}

type Proof = Awaited<ReturnType<typeof authorize>>

async function proofOf(
  context: ActionContext,
  config: WebhookConfig,
  body: string,
): Promise<Proof> {
  const { authentication, signature } = config
  const kind = authentication?.type ?? 'none'
  const own = authentication?.config ?? {}
  const headers: Record<string, string> = {}
  if (kind === 'hmac' || kind === 'custom') {
    if (own.secret_ref === undefined)
      return {
        ok: false,
        outcome: permanent(
          'config.credentials_missing',
          'The authentication needs config.secret_ref',
        ),
      }
    const secret = context.secret(own.secret_ref)
    const name = (
      own.header_name ?? (kind === 'hmac' ? 'X-Signature-256' : 'X-Auth-Token')
    ).toLowerCase()
    const algorithm = own.algorithm ?? 'sha256'
    headers[name] =
      kind === 'custom'
        ? secret
        : `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`
  }
  if (signature && signature.enabled !== false) {
    if (signature.secret_ref === undefined)
      return {
        ok: false,
        outcome: permanent('config.credentials_missing', 'The signature needs secret_ref'),
      }
    Object.assign(
      headers,
      signatureHeaders(signature, {
        secret: context.secret(signature.secret_ref),
        body,
        id: context.idempotencyKey,
        now: context.now,
      }),
    )
  }
  if (kind !== 'bearer') return { ok: true, headers }
  const token_ref = authentication?.credentials?.token_ref ?? own.secret_ref
  const proof = await authorize(context, 'bearer', token_ref === undefined ? {} : { token_ref })
  return proof.ok ? { ...proof, headers: { ...proof.headers, ...headers } } : proof
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
