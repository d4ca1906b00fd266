import type { Generated } from 'kysely'
import type { At, Maybe, MaybeAt } from './columns.ts'

/** Who is being forgotten, and how far it is. */
export type ErasureTables = {
  person_erasure: {
    tenant: string
    id: string
    /** Null once it is done. */
    names: Maybe<string[]>
    pseudonym: string
    reason: string
    asked_by: string
    asked_at: At
    stage: Generated<string>
    round: Generated<number>
    at_table: Generated<string>
    at_block: Generated<number>
    round_changes: Generated<number>
    deleted: Generated<number>
    changed: Generated<number>
    audit_values: Generated<number>
    done_at: MaybeAt
  }
}
