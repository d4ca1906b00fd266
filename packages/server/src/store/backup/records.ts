/** What stands first in a backup: of which release and schema it is, and what goes with the database. */
export type BackupHead = {
  release: string
  snapshotAt: string
  serverVersion: string
  migrations: readonly { id: number; name: string; checksum: string }[]
  /** Settings that are not secret, as they were. */
  settings: Readonly<Record<string, string>>
  /** Configuration files by name. */
  files: Readonly<Record<string, string>>
}

export type BackupTable = { name: string; columns: readonly { name: string; type: string }[] }

/** One line of a backup, before it is compressed and sealed. */
export type BackupRecord =
  | { kind: 'head'; head: BackupHead }
  | { kind: 'table'; table: BackupTable }
  /** Values as PostgreSQL writes them as text, in the order of the columns. */
  | { kind: 'row'; row: readonly (string | null)[] }
  | { kind: 'end'; name: string; rows: number; sha256: string }
  | { kind: 'sequence'; name: string; value: string }
  | { kind: 'done'; tables: number; rows: number }

export type BackupCount = { tables: number; rows: number }

/** A row is its own line: there are many of them. */
export function lineOf(record: BackupRecord): string {
  return JSON.stringify(record.kind === 'row' ? record.row : record)
}

export function recordOf(line: string): BackupRecord {
  const value: unknown = JSON.parse(line)
  return Array.isArray(value) ? { kind: 'row', row: value } : (value as BackupRecord)
}
