import type { Generated } from 'kysely'
import type { At } from './columns.ts'

/** Backups that were made, and the restores this database has been through. */
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
}
