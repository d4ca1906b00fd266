import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Database } from '../db.ts'
import type { BackupHead, BackupRecord, BackupTable } from './records.ts'

/** Rows asked for at once. */
const batchRows = 500
/** Made anew by whoever restores: the list of migrations stands in the head. */
const leftOut: ReadonlySet<string> = new Set(['pao_migration'])

type Given = Pick<BackupHead, 'release' | 'settings' | 'files'>

/**
 * Everything this database holds, as of one moment, while others go on writing: one transaction that only reads. The queue's hints are left
 * out, because they are made anew from what they hint at.
 */
export async function* dump(
  database: Pick<Database, 'pool'>,
  given: Given,
): AsyncGenerator<BackupRecord> {
  const client = await database.pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    // Filtered rows would make half a backup that looks whole: rather an error.
    await client.query(
      `set local row_security = off; set local statement_timeout = 0;
        set local idle_in_transaction_session_timeout = 0; set local timezone = 'UTC'`,
    )
    yield { kind: 'head', head: { ...given, ...(await standing(client)) } }
    const tables = await tablesOf(client)
    let rows = 0
    for (const table of tables) {
      yield { kind: 'table', table }
      const end = yield* rowsOf(client, table)
      rows += end.rows
      yield end
    }
    yield* sequencesOf(client)
    yield { kind: 'done', tables: tables.length, rows }
  } finally {
    client.release(true)
  }
}

async function standing(
  client: pg.PoolClient,
): Promise<Pick<BackupHead, 'snapshotAt' | 'serverVersion' | 'migrations'>> {
  const { rows } = await client.query<{ at: string; version: string }>(
    `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
      current_setting('server_version') as version`,
  )
  const { rows: migrations } = await client.query<BackupHead['migrations'][number]>(
    'select id, name, checksum from pao_migration order by id',
  )
  return { snapshotAt: rows[0]?.at ?? '', serverVersion: rows[0]?.version ?? '', migrations }
}

/** Tables of our schema with the columns that are stored; what is computed is computed again. Parts come with the whole. */
export async function tablesOf(client: pg.PoolClient): Promise<readonly BackupTable[]> {
  const { rows } = await client.query<{ name: string; columns: BackupTable['columns'] }>(
    `select c.relname as name,
        jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
          order by a.attname) as columns
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = current_schema()
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relkind in ('r', 'p') and not c.relispartition group by c.relname order by c.relname`,
  )
  return rows.filter(({ name }) => !leftOut.has(name))
}

async function* rowsOf(
  client: pg.PoolClient,
  { name, columns }: BackupTable,
): AsyncGenerator<BackupRecord, Extract<BackupRecord, { kind: 'end' }>> {
  const hash = createHash('sha256')
  let count = 0
  const selected = columns.map((column) => `${pg.escapeIdentifier(column.name)}::text`).join(', ')
  await client.query(
    `declare backup_rows no scroll cursor for select ${selected} from ${pg.escapeIdentifier(name)}`,
  )
  for (;;) {
    const { rows } = await client.query<(string | null)[]>({
      text: `fetch ${batchRows} from backup_rows`,
      rowMode: 'array',
    })
    for (const row of rows) {
      hash.update(JSON.stringify(row))
      count += 1
      yield { kind: 'row', row }
    }
    if (rows.length < batchRows) break
  }
  await client.query('close backup_rows')
  return { kind: 'end', name, rows: count, sha256: hash.digest('hex') }
}

async function* sequencesOf(client: pg.PoolClient): AsyncGenerator<BackupRecord> {
  const { rows } = await client.query<{ name: string; value: string }>(
    `select sequencename as name, last_value::text as value from pg_sequences
      where schemaname = current_schema() and last_value is not null order by sequencename`,
  )
  for (const { name, value } of rows) yield { kind: 'sequence', name, value }
}
