import { createHmac, timingSafeEqual } from 'node:crypto'

const shape = /^sha256=([0-9a-f]{64})$/i

/**
 * Those of the signers with whose secret `sha256=<hex>` is the HMAC-SHA-256 of exactly these bytes. No
 * usable secret, no signature, another algorithm: none.
 */
export function signersOf<S extends { secret: string }>(
  signers: readonly S[],
  bytes: Uint8Array,
  signature: string | undefined,
): readonly S[] {
  const [, hex] = shape.exec(signature ?? '') ?? []
  if (hex === undefined) return []
  const given = Buffer.from(hex, 'hex')
  // Every secret is tried, so that the time does not tell which one fitted.
  return signers
    .filter(({ secret }) => secret !== '')
    .filter(({ secret }) =>
      timingSafeEqual(createHmac('sha256', secret).update(bytes).digest(), given),
    )
}
