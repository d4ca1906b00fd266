import { type Cipher, createCipher } from './cipher.ts'

/** The key that seals other keys, and a second one that still opens what it sealed while keys are changed. */
export type KeyRing = {
  /** Fingerprint of the key that seals from now on. */
  readonly current: string
  /** Fingerprints of every key that opens. */
  readonly known: readonly string[]
  seal(text: string, about: string): { by: string; sealed: Buffer }
  /** Undefined when sealed by a key that is not here; throws when the bytes were changed or moved. */
  open(kept: { by: string; sealed: Uint8Array }, about: string): string | undefined
}

/** A ring of 32-byte keys, the first of which seals. */
export function createKeyRing(first: Uint8Array, ...others: readonly Uint8Array[]): KeyRing {
  const keys = new Map([first, ...others].map(named))
  const current = named(first)
  return {
    current: current[0],
    known: [...keys.keys()],
    seal: (text, about) => ({ by: current[0], sealed: current[1].seal(text, about) }),
    open: ({ by, sealed }, about) => keys.get(by)?.open(sealed, about),
  }
}

function named(key: Uint8Array): [string, Cipher] {
  const cipher = createCipher(key)
  return [cipher.derive('key-ring-fingerprint').slice(0, 16), cipher]
}
