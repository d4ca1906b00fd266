import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** Signs checkpoints, and tells whether one is ours. */
export type Signer = {
  /** Ed25519 (RFC 8032), base64url. */
  sign(text: string): string
  isSigned(text: string, signature: string): boolean
  /** Public key as PEM (SPKI), for whoever checks elsewhere. */
  publicKey: string
}

/** DER head of an Ed25519 private key (RFC 8410); the 32 bytes of the seed follow it. */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The signer of this seed of 32 bytes: the same seed, the same key. */
export function createSigner(seed: Uint8Array): Signer {
  if (seed.length !== 32) throw new Error('The seed of a signing key has 32 bytes')
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8Head, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const open = createPublicKey(key)
  return {
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
    isSigned: (text, signature) => isSignedBy(open, text, signature),
    publicKey: open.export({ format: 'pem', type: 'spki' }).toString(),
  }
}

function isSignedBy(key: KeyObject, text: string, signature: string): boolean {
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
}
