import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** What came, byte for byte, and a look at one header. */
export type Received = { bytes: Uint8Array; header: (name: string) => string | undefined }

/** Somebody who may have sent it. */
type Secretive = { secret: string }

/** Those of the signers whose secret the delivery proves; nobody without a usable secret or proof. */
export type Proof = <S extends Secretive>(
  signers: readonly S[],
  received: Received,
  now: number,
) => readonly S[]

/** Milliseconds a signed time may be away from ours, as Standard Webhooks 1.0 advises. */
const toleranceMs = 300_000

type Hashing = { header: string; algorithm: 'sha256' | 'sha512'; prefix: string }

/** `<prefix><hex>` of the HMAC of exactly these bytes, in either case. */
export function hmacOf({ header: name, algorithm, prefix }: Hashing): Proof {
  const bytesOf = algorithm === 'sha256' ? 32 : 64
  const shape = new RegExp(`^${prefix}([0-9a-f]{${bytesOf * 2}})$`, 'i')
  return (signers, { bytes, header }) => {
    const given = hexIn(shape, header(name))
    return given ? fitting(signers, given, (key) => createHmac(algorithm, key).update(bytes)) : []
  }
}

/** `X-Signature-256: sha256=<hex>` over `<seconds>.<body>` with the seconds in `X-Timestamp`. */
export const stampedHmac: Proof = (signers, { bytes, header }, now) => {
  const given = hexIn(/^sha256=([0-9a-f]{64})$/i, header('x-signature-256'))
  const seconds = header('x-timestamp') ?? ''
  if (!given || !isFresh(seconds, now)) return []
  return fitting(signers, given, (key) =>
    createHmac('sha256', key).update(`${seconds}.`).update(bytes),
  )
}

/**
 * Standard Webhooks 1.0: `webhook-signature: v1,<base64> …` over `id.seconds.body`; a secret that begins with
 * `whsec_` is base64.
 */
export const standardWebhook: Proof = (signers, { bytes, header }, now) => {
  const [id, seconds] = [header('webhook-id') ?? '', header('webhook-timestamp') ?? '']
  if (!/^[\x21-\x7e]{1,200}$/.test(id) || !isFresh(seconds, now)) return []
  const given = (header('webhook-signature') ?? '')
    .split(' ')
    .slice(0, mostSignatures)
    .flatMap((one) => (one.startsWith('v1,') ? [Buffer.from(one.slice(3), 'base64')] : []))
  const mac = (key: Buffer) => createHmac('sha256', key).update(`${id}.${seconds}.`).update(bytes)
  const found = given.flatMap((one) => fitting(signers, one, mac, standardKey))
  return signers.filter((signer) => found.includes(signer))
}

/** The secret itself in a header, after `prefix`; compared without telling by time where it differs. */
export function plainToken(name: string, prefix = ''): Proof {
  return (signers, { header }) => {
    const value = header(name) ?? ''
    if (!value.startsWith(prefix) || value.length === prefix.length) return []
    const given = digest(value.slice(prefix.length))
    return usable(signers).filter(({ secret }) => timingSafeEqual(digest(secret), given))
  }
}

/** Whoever one of the proofs speaks for. */
export function anyOf(...proofs: readonly Proof[]): Proof {
  return (signers, received, now) => {
    const found = proofs.flatMap((proof) => proof(signers, received, now))
    return signers.filter((signer) => found.includes(signer))
  }
}

/** Signatures of one delivery that are looked at; a sender has two while it changes its key. */
const mostSignatures = 5

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

function usable<S extends Secretive>(signers: readonly S[]): readonly S[] {
  return signers.filter(({ secret }) => secret !== '')
}

function hexIn(shape: RegExp, text: string | undefined): Buffer | undefined {
  const [, hex] = shape.exec(text ?? '') ?? []
  return hex === undefined ? undefined : Buffer.from(hex, 'hex')
}

/** Whole seconds near enough to now. */
function isFresh(seconds: string, now: number): boolean {
  return /^\d{1,12}$/.test(seconds) && Math.abs(Number(seconds) * 1000 - now) <= toleranceMs
}

function standardKey(secret: string): Buffer {
  return secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64')
    : Buffer.from(secret, 'utf8')
}

/** Every secret is tried, so that the time does not tell which one fitted. */
function fitting<S extends Secretive>(
  signers: readonly S[],
  given: Buffer,
  mac: (key: Buffer) => ReturnType<typeof createHmac>,
  keyOf: (secret: string) => Buffer = (secret) => Buffer.from(secret, 'utf8'),
): readonly S[] {
  return usable(signers).filter(({ secret }) => {
    const key = keyOf(secret)
    const made = mac(key).digest()
    return key.length > 0 && made.length === given.length && timingSafeEqual(made, given)
  })
}
