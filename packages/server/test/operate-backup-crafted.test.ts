import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BackupKey, readBackup, writeBackup } from '../src/store/backup/file.ts'
import type { BackupRecord, BackupTable } from '../src/store/backup/records.ts'
import { openDatabase } from '../src/store/db.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { emptyDatabase, newKey, openDataDir, run, type Told } from './operate-world.ts'

const backupKey = newKey()
/** What `psql` would carry out, where a value begins or ends a line. */
const commands = `\\! touch /tmp/crafted\n\\copy (select 1) to program 'touch /tmp/crafted'\n\\.\n'; drop table request; --`
const taken = '/tmp/crafted'

let database: TestDatabase
let folder: string
let settings: Record<string, string>
let key: BackupKey
let good: readonly BackupRecord[]

beforeAll(async () => {
  database = await openTestDatabase()
  folder = await openDataDir()
  settings = {
    PAO_DATABASE_URL: database.url,
    PAO_BACKUP_DIR: folder,
    PAO_BACKUP_KEY: backupKey,
    PAO_ENCRYPTION_KEY: newKey(),
  }
  await database.pool.query(
    `insert into limit_rule (tenant, scope, name, set_most, item_most, updated_by, updated_at)
      values ('t', 'item', $1, 3, 5, 'olga', now())`,
    [commands],
  )
  const made = await run(settings, 'backup', 'create')
  if (made.code !== 0) throw new Error(made.err)
  const [name = ''] = await readdir(folder)
  const file = join(folder, name)
  const [line = ''] = (await readFile(file, 'latin1')).split('\n')
  const { key: fingerprint } = JSON.parse(line) as { key: string }
  key = { bytes: Buffer.from(backupKey, 'base64'), fingerprint }
  const records: BackupRecord[] = []
  for await (const record of readBackup(file, key)) records.push(record)
  good = records
})
afterAll(() => database.close())

type Restored = Told & { into: string; tables: string[]; names: string[] }

/** Restores these records, sealed with the right key, into a database of its own, and looks at it. */
async function restored(records: readonly BackupRecord[]): Promise<Restored> {
  const file = join(await openDataDir(), 'crafted')
  const into = join(await openDataDir(), 'files')
  await writeBackup(
    file,
    key,
    (async function* () {
      yield* records
    })(),
  )
  const empty = await emptyDatabase()
  const told = await run(
    { ...settings, PAO_DATABASE_URL: empty.url },
    'backup',
    'restore',
    file,
    '--files',
    into,
  )
  const copy = await openDatabase(empty.url)
  const { rows } = await copy.pool.query<{ tables: string[]; names: string[] | null }>(
    `select (select array_agg(tablename::text) from pg_tables where tablename like '%crafted%') as tables,
      (select array_agg(name) from limit_rule) as names`,
  )
  await copy.close()
  await empty.drop()
  return { ...told, into, tables: rows[0]?.tables ?? [], names: rows[0]?.names ?? [] }
}

/** The same records, with another description of one table. */
const withTable = (records: readonly BackupRecord[], to: (table: BackupTable) => BackupTable) =>
  records.map((record) =>
    record.kind === 'table' && record.table.name === 'limit_rule'
      ? { kind: 'table' as const, table: to(record.table) }
      : record,
  )

/** What stands in the head, of files and settings, in the place of what was there. */
const head = {
  files: { '../../escaped': 'x', '..': 'x', 'settings.env': 'x', '.bashrc': 'x' },
  settings: {
    PAO_LOG_LEVEL: 'warn\nLD_PRELOAD=/tmp/x.so',
    PAO_PORT: '8080',
    LD_PRELOAD: '/tmp/x.so',
    'X\nLD_PRELOAD': '/tmp/x.so',
  },
}
const statement = '); create table crafted(); --'

const withName = (name: string) => (table: BackupTable) => ({ ...table, name })
const withColumn = (table: BackupTable) => ({
  ...table,
  columns: [{ name: `tenant"${statement}`, type: 'text' }],
})

describe('a backup that somebody with its key has crafted (A110)', () => {
  it('restores values as values, takes types from the schema, and writes its own files only', async () => {
    const typed = withTable(good, (table) => ({
      ...table,
      columns: table.columns.map(({ name }) => ({ name, type: `text${statement}` })),
    }))
    const { code, err, into, tables, names } = await restored(
      typed.map((record) =>
        record.kind === 'head' ? { kind: 'head', head: { ...record.head, ...head } } : record,
      ),
    )

    expect(code, err).toBe(0)
    expect([tables, names]).toEqual([[], [commands]])
    expect(existsSync(taken)).toBe(false)
    expect(await readdir(into)).toEqual(['settings.env'])
    expect(await readFile(join(into, 'settings.env'), 'utf8')).toBe('PAO_PORT=8080\n')
    expect(existsSync(join(into, '../../escaped'))).toBe(false)
  })

  it.each([
    ['a table of its own', withName(`x"${statement}`)],
    ['a table of the system', withName('pg_authid')],
    ['a column of its own', withColumn],
  ])('is refused whole when it has %s', async (_, to) => {
    const { code, err, tables, names } = await restored(withTable(good, to))

    expect(code).toBe(1)
    expect(err).toMatch(/none of this schema/)
    expect([tables, names]).toEqual([[], []])
  })

  it('is refused whole when something stands behind its end', async () => {
    const { code, names } = await restored([...good, { kind: 'row', row: ['x'] }])

    expect(code).toBe(1)
    expect(names).toEqual([])
  })
})
