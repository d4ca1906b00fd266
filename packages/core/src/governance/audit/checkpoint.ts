import { canonicalJson } from '../../catalog/index.ts'
import type { Sha256 } from './chain.ts'

/** How far a chain had come at a moment, signed, and kept where whoever owns the database cannot change it. */
export type Checkpoint = {
  v: 1
  tenant: string
  seq: number
  /** Hash of the entry with that number. */
  head: string
  /** ISO 8601. */
  at: string
  /** SHA-256 of the line before in the same file; of the first one, zeros. */
  prev: string
  /** Ed25519 over the canonical JSON of all the rest, base64url. */
  signature: string
}

/** What of a checkpoint is signed: all but the signature. */
export function signedText({
  v,
  tenant,
  seq,
  head,
  at,
  prev,
}: Omit<Checkpoint, 'signature'>): string {
  return canonicalJson({ v, tenant, seq, head, at, prev })
}

/** What the next line of the file names as the one before. */
export function checkpointHash(sha256: Sha256, checkpoint: Checkpoint): string {
  return sha256(canonicalJson(checkpoint))
}

/** A checkpoint out of one line of a file; undefined = it is none. */
export function readCheckpoint(line: string): Checkpoint | undefined {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return undefined
  }
  return isCheckpoint(value) ? value : undefined
}

const texts = ['tenant', 'head', 'at', 'prev', 'signature'] as const

function isCheckpoint(value: unknown): value is Checkpoint {
  if (typeof value !== 'object' || value === null) return false
  const said = new Map<string, unknown>(Object.entries(value))
  return (
    said.get('v') === 1 &&
    Number.isSafeInteger(said.get('seq')) &&
    texts.every((key) => typeof said.get(key) === 'string')
  )
}
