import { createHash, type Hash } from 'node:crypto'
import type { BackupCount, BackupHead, BackupRecord, BackupTable } from './records.ts'
import { BackupDamaged } from './seal.ts'

/** What becomes of the records of a backup as they are read; each is awaited. */
export type BackupReader = {
  head(head: BackupHead): Promise<void>
  table(table: BackupTable): Promise<void>
  row(row: readonly (string | null)[]): Promise<void>
  end(name: string): Promise<void>
  sequence(name: string, value: string): Promise<void>
}

const nothing = async (): Promise<void> => undefined
const looksOnly: BackupReader = {
  head: nothing,
  table: nothing,
  row: nothing,
  end: nothing,
  sequence: nothing,
}

type Checking = {
  reader: BackupReader
  head?: BackupHead
  done?: BackupCount
  open?: { hash: Hash; rows: number } | undefined
  seen: { tables: number; rows: number }
}

/** Reads a backup to its end and checks every count and sum in it. Throws BackupDamaged. */
export async function checkBackup(
  records: AsyncIterable<BackupRecord>,
  reader: BackupReader = looksOnly,
): Promise<BackupCount & { head: BackupHead }> {
  const checking: Checking = { reader, seen: { tables: 0, rows: 0 } }
  for await (const record of records) {
    if (checking.done) throw new BackupDamaged('Something stands behind its end')
    await take(checking, record)
  }
  const { head, done, seen } = checking
  if (!head || done?.tables !== seen.tables || done.rows !== seen.rows)
    throw new BackupDamaged('It is not whole')
  return { head, ...seen }
}

async function take(checking: Checking, record: BackupRecord): Promise<void> {
  const { reader } = checking
  switch (record.kind) {
    case 'head':
      checking.head = record.head
      return reader.head(record.head)
    case 'table':
      checking.open = { hash: createHash('sha256'), rows: 0 }
      return reader.table(record.table)
    case 'row':
      return takeRow(checking, record.row)
    case 'end':
      return takeEnd(checking, record)
    case 'sequence':
      return reader.sequence(record.name, record.value)
    case 'done':
      checking.done = record
  }
}

async function takeRow({ reader, open }: Checking, row: readonly (string | null)[]): Promise<void> {
  if (!open) throw new BackupDamaged('A row belongs to no table')
  open.hash.update(JSON.stringify(row))
  open.rows += 1
  await reader.row(row)
}

async function takeEnd(
  checking: Checking,
  { name, rows, sha256 }: Extract<BackupRecord, { kind: 'end' }>,
): Promise<void> {
  const { open, seen, reader } = checking
  if (open?.rows !== rows || open.hash.digest('hex') !== sha256)
    throw new BackupDamaged(`The table ${name} is not as it was written`)
  seen.tables += 1
  seen.rows += rows
  checking.open = undefined
  await reader.end(name)
}
