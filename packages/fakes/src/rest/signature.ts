import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Call } from '../kit/server.ts'

const tolerance = 300

/** Whether the signature fits; undefined when the call carries none. Both forms are over the raw body. */
export function verify(call: Call, secret: string, now: number): boolean | undefined {
  const standard = call.headers['webhook-signature']
  if (standard !== undefined) return verifyStandard(call, { secret, signatures: standard, now })
  const sent = call.headers['x-signature-256']
  if (sent === undefined) return undefined
  const stamp = call.headers['x-timestamp']
  if (stamp !== undefined && !isFresh(stamp, now)) return false
  const signed =
    stamp === undefined ? call.raw : Buffer.concat([Buffer.from(`${stamp}.`), call.raw])
  const wanted = `sha256=${createHmac('sha256', secret).update(signed).digest('hex')}`
  const before = call.headers['x-signature-256-previous']
  return same(sent, wanted) || (before !== undefined && same(before, wanted))
}

/** Standard Webhooks: `v1,<base64>` over `id.timestamp.body`, several signatures apart by blanks. */
type Check = { secret: string; signatures: string; now: number }

function verifyStandard(call: Call, { secret, signatures, now }: Check): boolean {
  const id = call.headers['webhook-id'] ?? ''
  const stamp = call.headers['webhook-timestamp'] ?? ''
  if (!isFresh(stamp, now)) return false
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : secret
  const mac = createHmac('sha256', key).update(`${id}.${stamp}.`).update(call.raw).digest('base64')
  return signatures.split(' ').some((one) => same(one, `v1,${mac}`))
}

function isFresh(stamp: string, now: number): boolean {
  return Math.abs(now / 1000 - Number(stamp)) <= tolerance
}

function same(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
