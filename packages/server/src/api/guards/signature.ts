import { createHmac, timingSafeEqual } from 'node:crypto'

const shape = /^sha256=([0-9a-f]{64})$/i

/**
 * Whether `sha256=<hex>` is the HMAC-SHA-256 of exactly these bytes under one of the secrets. No usable
 * secret, no signature, another algorithm: false.
 */
export function isSigned(
  secrets: readonly string[],
  bytes: Uint8Array,
  signature: string | undefined,
): boolean {
  const [, hex] = shape.exec(signature ?? '') ?? []
  if (hex === undefined) return false
  const given = Buffer.from(hex, 'hex')
  // Every secret is tried, so that the time does not tell which one fitted.
  return secrets
    .filter((secret) => secret !== '')
    .map((secret) => timingSafeEqual(createHmac('sha256', secret).update(bytes).digest(), given))
    .includes(true)
}
