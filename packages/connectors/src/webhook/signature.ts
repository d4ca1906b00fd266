import { createHash, createHmac } from 'node:crypto'

type Signature = {
  algorithm?: string
  header_name?: string
  include_timestamp?: boolean
  standard?: boolean
}
type Message = { secret: string; body: string; id: string; now: number }

/**
 * Headers that prove origin and content. Standard: webhook-id, -timestamp, -signature with HMAC-SHA256 over
 * `id.timestamp.body`, secret base64 after `whsec_` (standardwebhooks.com, specification 1.0). Else
 * `X-Signature-256: sha256=<hex>` over the body, or over `timestamp.body` with X-Timestamp.
 */
export function signatureHeaders(signature: Signature, message: Message): Record<string, string> {
  const seconds = String(Math.floor(message.now / 1000))
  if (signature.standard === true) {
    const id = messageId(message.id)
    const key = message.secret.startsWith('whsec_')
      ? Buffer.from(message.secret.slice('whsec_'.length), 'base64')
      : Buffer.from(message.secret, 'utf8')
    const mac = createHmac('sha256', key)
      .update(`${id}.${seconds}.${message.body}`)
      .digest('base64')
    return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${mac}` }
  }
  const algorithm = signature.algorithm ?? 'sha256'
  const header = (
    signature.header_name ?? `X-Signature-${algorithm.replace('sha', '')}`
  ).toLowerCase()
  const stamped = signature.include_timestamp === true
  const mac = createHmac(algorithm, message.secret)
    .update(stamped ? `${seconds}.${message.body}` : message.body)
    .digest('hex')
  return { [header]: `${algorithm}=${mac}`, ...(stamped && { 'x-timestamp': seconds }) }
}

/** The same for every try of one delivery, so that the receiver can drop a repeat. */
function messageId(idempotencyKey: string): string {
  return `msg_${createHash('sha256').update(idempotencyKey).digest('base64url').slice(0, 27)}`
}
