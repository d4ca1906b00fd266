import type { Generated } from 'kysely'
import type { At, Json, MaybeAt } from './columns.ts'

/** Backups that were made, the restores this database has been through, and unexpected errors. */
export type UpkeepTables = {
  backup_run: {
    id: string
    file: string
    snapshot_at: At
    finished_at: At
    bytes: number
    row_count: number
  }
  restore_epoch: {
    id: string
    file: string
    snapshot_at: At
    restored_at: Generated<Date>
  }
  error_group: {
    tenant: string
    fingerprint: string
    name: string
    message: string
    said: string
    count: number
    first_seen_at: At
    last_seen_at: At
    release: string
    resolved_at: MaybeAt
    sample: Json<unknown>
  }
}
