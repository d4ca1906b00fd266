import type { AuditEntry, AuditProof } from '@pao/core/governance'

/** A link as the database gives it. */
export type EntryRow = Omit<AuditEntry, 'at' | 'detail' | 'proof'> & {
  at: Date
  detail: Record<string, unknown>
  proof: AuditProof
}

/** The link as it is hashed, shown and exported. */
export function entryOf({ at, ...row }: EntryRow): AuditEntry {
  return { ...row, at: at.toISOString() }
}
