import type { Instant } from '@pao/core'
import type { Db } from './db.ts'

/** A backup that was made of this database. `snapshotAt`: what it holds is as it was then. */
export type BackupRun = {
  id: string
  file: string
  snapshotAt: Instant
  finishedAt: Instant
  bytes: number
  rowCount: number
}

/** Notes that a backup was made and verified. */
export async function noteBackup(db: Db, run: BackupRun): Promise<void> {
  await db
    .insertInto('backup_run')
    .values({
      id: run.id,
      file: run.file,
      snapshot_at: new Date(run.snapshotAt),
      finished_at: new Date(run.finishedAt),
      bytes: run.bytes,
      row_count: run.rowCount,
    })
    .execute()
}

/** The moment the newest backup shows; undefined = none was ever made. */
export async function lastBackupAt(db: Db): Promise<Instant | undefined> {
  const found = await db
    .selectFrom('backup_run')
    .select('snapshot_at')
    .orderBy('snapshot_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found?.snapshot_at.getTime()
}

/** The snapshot this database was last restored from; undefined = it never was. */
export async function restoredFrom(
  db: Db,
): Promise<{ snapshotAt: Instant; restoredAt: Instant } | undefined> {
  const found = await db
    .selectFrom('restore_epoch')
    .select(['snapshot_at', 'restored_at'])
    .orderBy('restored_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (
    found && {
      snapshotAt: found.snapshot_at.getTime(),
      restoredAt: found.restored_at.getTime(),
    }
  )
}
