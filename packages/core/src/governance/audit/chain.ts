import { canonicalJson } from '../../catalog/index.ts'

/** What about a person stands beside the chain, so that it can be erased without breaking it. */
export const personalFields = ['actor', 'address', 'note', 'subject'] as const
export type PersonalField = (typeof personalFields)[number]

/** The values themselves; null = there was none, or it was erased. */
export type Personal = { readonly [F in PersonalField]: string | null }

/** Of each personal field the salted hash the chain holds; its salt, or the erasure that took salt and value away. */
export type AuditProof = {
  readonly [F in PersonalField]?: { hash: string; salt?: string; erased?: string }
}

/** One link of a tenant's chain as it is stored and exported. `at` is ISO 8601 with milliseconds. */
export type AuditEntry = Personal & {
  tenant: string
  seq: number
  at: string
  action: string
  object_type: string
  object_id: string
  outcome: string
  via: string | null
  correlation_id: string | null
  detail: Readonly<Record<string, unknown>>
  proof: AuditProof
  prev: string
  hash: string
}

/** Hex SHA-256 of a text in UTF-8; whoever calls brings it, because core has no crypto. */
export type Sha256 = (text: string) => string

/** What the first entry names as the hash before it. */
export const firstPrev = '0'.repeat(64)

/** The salted hash of a personal value. The field is part of it, so that values cannot change places. */
export function commitment(
  sha256: Sha256,
  { field, salt, value }: { field: PersonalField; salt: string; value: string },
): string {
  return sha256(canonicalJson(['pao-audit-value', field, salt, value]))
}

/** The hash of an entry: over everything it says, the salted hashes of what is personal, and the hash before it. */
export function hashOf(sha256: Sha256, entry: Omit<AuditEntry, 'hash'>): string {
  const { proof, actor: _a, address: _b, note: _n, subject: _s, ...said } = entry
  const { hash: _h, ...content } = { ...said, hash: undefined }
  const hashes = Object.fromEntries(
    personalFields.flatMap((field) => {
      const kept = proof[field]
      return kept ? [[field, kept.hash]] : []
    }),
  )
  return sha256(canonicalJson({ v: 1, ...content, personal: hashes }))
}
