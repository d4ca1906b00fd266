import { createHmac, timingSafeEqual } from 'node:crypto'

/** Milliseconds a press may be old, or ahead of us (api.slack.com, verifying requests). */
const freshMs = 5 * 60_000
const shape = /^v0=([0-9a-f]{64})$/

export type SlackSigned = {
  bytes: Uint8Array
  timestamp: string | undefined
  signature: string | undefined
}

/**
 * Those of the signers with whose secret `v0=<hex>` is the HMAC-SHA-256 of `v0:<timestamp>:<body>`, exactly these bytes.
 * An old or missing timestamp, another form, no usable secret: none.
 */
export function slackSignersOf<S extends { secret: string }>(
  signers: readonly S[],
  { bytes, timestamp, signature }: SlackSigned,
  now: number,
): readonly S[] {
  const [, hex] = shape.exec(signature ?? '') ?? []
  if (hex === undefined || timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return []
  if (Math.abs(now - Number(timestamp) * 1_000) > freshMs) return []
  const given = Buffer.from(hex, 'hex')
  return signers
    .filter(({ secret }) => secret !== '')
    .filter(({ secret }) => {
      const ours = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(bytes).digest()
      return timingSafeEqual(ours, given)
    })
}
