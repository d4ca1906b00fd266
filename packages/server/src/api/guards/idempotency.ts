import { createHash } from 'node:crypto'
import { Problem } from '@pao/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Answer, ApiDeps } from '../deps.ts'
import { principalOf } from './access.ts'

const keyShape = /^[\x21-\x7e]{1,255}$/

/** What a use case needs to keep its answer together with its effect; `answer` makes what is sent. */
export type Creating<R> = {
  options: { idempotency?: { key: string; operation: string; answer(result: R): Answer } }
  answer(result: R): Answer
}

/** A creating call whose use case keeps key, effect and answer in one transaction. */
export function creating<R>(
  request: FastifyRequest,
  operation: string,
  answer: (result: R) => Answer,
): Creating<R> {
  const key = keyOf(request)
  return { options: key === undefined ? {} : { idempotency: { key, operation, answer } }, answer }
}

/** Sends the fresh answer, or the kept one byte for byte. */
export function sendCreated<R extends { replay?: Answer }>(
  reply: FastifyReply,
  result: R,
  call: Creating<R>,
): FastifyReply {
  return send(reply, result.replay ?? call.answer(result), result.replay !== undefined)
}

/**
 * A creating call of a use case that knows nothing of keys: the store keeps the answer around it.
 * `reveal` adds to the first answer what must not be kept.
 */
export async function answerOnce(
  once: ApiDeps['once'],
  call: { request: FastifyRequest; reply: FastifyReply; operation: string },
  work: () => Promise<Answer>,
  reveal: (body: string) => string = (body) => body,
): Promise<FastifyReply> {
  const { request, reply, operation } = call
  const key = keyOf(request)
  const { tenant, id: principal } = principalOf(request)
  const { answer, replayed } =
    key === undefined
      ? { answer: await work(), replayed: false }
      : await once({ tenant, principal, operation, key, fingerprint: fingerprint(request) }, work)
  return send(reply, replayed ? answer : { ...answer, body: reveal(answer.body) }, replayed)
}

/** Throws `idempotency.key_invalid`; undefined = none was sent. */
function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key !== 'string' || !keyShape.test(key))
    throw new Problem('idempotency.key_invalid', {
      detail: 'Send 1 to 255 visible ASCII characters, best a UUID',
    })
  return key
}

function send(reply: FastifyReply, answer: Answer, replayed: boolean): FastifyReply {
  if (replayed) reply.header('idempotency-replayed', 'true')
  return reply
    .code(answer.status)
    .headers({ ...answer.headers })
    .header('content-type', 'application/json; charset=utf-8')
    .send(answer.body)
}

/** Same path and body, whatever the order of its keys: same fingerprint. */
function fingerprint(request: FastifyRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([request.url, sorted(request.body)]))
    .digest('hex')
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value ?? null
  return Object.entries(value)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)])
}
