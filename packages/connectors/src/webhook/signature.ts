import { createHash, createHmac } from 'node:crypto'

type Signature = {
  algorithm?: string
  header_name?: string
  include_timestamp?: boolean
  standard?: boolean
}
type Message = {
  secret: string
  /** The secret before, while receivers change to the new one. */
  previous?: string
  body: string
  id: string
  now: number
}

/**
 * Headers that prove origin and content. Standard: webhook-id, -timestamp, -signature with HMAC-SHA256 over
 * `id.timestamp.body`, secret base64 after `whsec_`, several signatures apart by a blank (standardwebhooks.com,
 * specification 1.0). Else `X-Signature-256: sha256=<hex>` over the body, or over `timestamp.body` with X-Timestamp; the
 * one by the secret before in `X-Signature-256-Previous`.
 */
export function signatureHeaders(signature: Signature, message: Message): Record<string, string> {
  const seconds = String(Math.floor(message.now / 1000))
  const secrets = [message.secret, ...(message.previous === undefined ? [] : [message.previous])]
  if (signature.standard === true) {
    const id = messageId(message.id)
    const signed = `${id}.${seconds}.${message.body}`
    const macs = secrets.map((one) => `v1,${mac('sha256', standardKey(one), signed, 'base64')}`)
    return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': macs.join(' ') }
  }
  const algorithm = signature.algorithm ?? 'sha256'
  const header = (
    signature.header_name ?? `X-Signature-${algorithm.replace('sha', '')}`
  ).toLowerCase()
  const stamped = signature.include_timestamp === true
  const signed = stamped ? `${seconds}.${message.body}` : message.body
  const macs = secrets.map((one, at) => [
    at === 0 ? header : `${header}-previous`,
    `${algorithm}=${mac(algorithm, one, signed, 'hex')}`,
  ])
  return { ...Object.fromEntries(macs), ...(stamped && { 'x-timestamp': seconds }) }
}

function standardKey(secret: string): Buffer {
  return secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64')
    : Buffer.from(secret, 'utf8')
}

function mac(algorithm: string, key: string | Buffer, text: string, form: 'hex' | 'base64') {
  return createHmac(algorithm, key).update(text).digest(form)
}

/** The same for every try of one delivery, so that the receiver can drop a repeat. */
function messageId(idempotencyKey: string): string {
  return `msg_${createHash('sha256').update(idempotencyKey).digest('base64url').slice(0, 27)}`
}
