import type { AuditProof } from '@pao/core/governance'
import type { ColumnType, Generated } from 'kysely'
import type { At, Json, Maybe, MaybeAt } from './columns.ts'

/** What was done by whom: notes that wait, the chain, and what holds it. */
export type AuditTables = {
  audit_pending: {
    id: Generated<number>
    tenant: string
    at: ColumnType<Date, Date | undefined, never>
    action: string
    object_type: string
    object_id: string
    outcome: ColumnType<string, string | undefined, never>
    via: Maybe<string>
    correlation_id: Maybe<string>
    detail: ColumnType<Record<string, unknown>, string | undefined, never>
    actor: string
    address: Maybe<string>
    note: Maybe<string>
    subject: Maybe<string>
  }
  audit_entry: {
    tenant: string
    seq: number
    at: At
    action: string
    object_type: string
    object_id: string
    outcome: string
    via: Maybe<string>
    correlation_id: Maybe<string>
    detail: Json<Record<string, unknown>>
    proof: Json<AuditProof>
    actor: Maybe<string>
    address: Maybe<string>
    note: Maybe<string>
    subject: Maybe<string>
    prev: string
    hash: string
  }
  audit_cursor: {
    tenant: string
    target: string
    seq: number
    shipped_at: MaybeAt
    leased_until: MaybeAt
  }
  audit_hold: {
    tenant: string
    name: string
    reason: string
    set_by: string
    set_at: At
  }
}
