import pg from 'pg'
import { migrate, migrations } from '../migrate.ts'
import type { Database } from '../db.ts'
import { type BackupReader, checkBackup } from './check.ts'
import { tablesOf } from './dump.ts'
import type { BackupCount, BackupHead, BackupRecord, BackupTable } from './records.ts'

/** Bytes and rows sent in one statement. */
const batchBytes = 4 * 1024 * 1024
const batchRows = 1_000

/** A backup that cannot be restored here, and why. */
export class NotRestorable extends Error {
  override readonly name = 'NotRestorable'
}

type Restoring = { id: string; file: string }

/**
 * Restores a backup into an empty database, all of it or nothing, and begins a new epoch: what happened outside since the snapshot is not
 * known here. Afterwards the schema is that of this release. Throws NotRestorable, BackupDamaged.
 */
export async function restore(
  database: Pick<Database, 'pool'>,
  records: AsyncIterable<BackupRecord>,
  { id, file }: Restoring,
): Promise<BackupCount & { head: BackupHead }> {
  await mustBeEmpty(database)
  const client = await database.pool.connect()
  try {
    const loader = loaderOf(database, client)
    const checked = await checkBackup(records, loader.reader)
    await loader.finish()
    await client.query('insert into restore_epoch (id, file, snapshot_at) values ($1, $2, $3)', [
      id,
      file,
      checked.head.snapshotAt,
    ])
    await client.query('commit')
    await client.query('analyze')
    await migrate(database)
    return checked
  } finally {
    // What was not committed is gone with the connection.
    client.release(true)
  }
}

async function mustBeEmpty({ pool }: Pick<Database, 'pool'>): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables
      where schemaname in (current_schema(), 'pgboss') order by 1 limit 3`,
  )
  if (rows.length > 0)
    throw new NotRestorable(
      `The database is not empty (${rows.map(({ name }) => name).join(', ')}, …); make a new one and restore into that`,
    )
}

/** The schema of the backup, made of this release's own migrations. */
async function makeSchema(database: Pick<Database, 'pool'>, head: BackupHead): Promise<void> {
  const own = new Map((await migrations()).map((one) => [one.id, one.checksum]))
  const strange = head.migrations.filter(({ id, checksum }) => own.get(id) !== checksum)
  if (strange.length > 0)
    throw new NotRestorable(
      `It is of release ${head.release}, whose schema this one does not know (${strange.map(({ name }) => name).join(', ')}); restore it with that release, then upgrade`,
    )
  await migrate(database, { only: new Set(head.migrations.map(({ id }) => id)) })
}

type Loader = { reader: BackupReader; finish(): Promise<void> }

function loaderOf(database: Pick<Database, 'pool'>, client: pg.PoolClient): Loader {
  let insert = ''
  let lines: string[] = []
  let bytes = 0
  let keys: readonly Key[] = []
  let known: readonly BackupTable[] = []
  const silenced: string[] = []
  const flush = async (): Promise<void> => {
    if (lines.length === 0) return
    await client.query(insert, [`[${lines.join(',')}]`])
    lines = []
    bytes = 0
  }
  return {
    reader: {
      async head(head) {
        await makeSchema(database, head)
        await client.query('begin')
        await client.query(
          `set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;
            set local timezone = 'UTC'`,
        )
        known = await tablesOf(client)
        keys = await dropKeys(client)
      },
      async table(table) {
        const name = pg.escapeIdentifier(table.name)
        insert = insertInto(ours(known, table))
        // What triggers made of these rows is restored itself, and must not be made once more.
        await client.query(`alter table ${name} disable trigger user`)
        silenced.push(name)
        // A migration may bring rows of its own; those of the backup are all there are to be.
        await client.query(`delete from ${name}`)
      },
      async row(row) {
        const line = JSON.stringify(row)
        lines.push(line)
        bytes += line.length
        if (bytes >= batchBytes || lines.length >= batchRows) await flush()
      },
      end: flush,
      async sequence(name, value) {
        await client.query('select setval($1::regclass, $2::bigint)', [
          pg.escapeIdentifier(name),
          value,
        ])
      },
    },
    async finish() {
      for (const name of silenced) await client.query(`alter table ${name} enable trigger user`)
      for (const { table, name, definition } of keys)
        await client.query(`alter table ${table} add constraint ${name} ${definition}`)
    },
  }
}

/** The table as this schema has it: of what a file says, no word becomes part of a statement. Throws NotRestorable. */
function ours(known: readonly BackupTable[], { name, columns }: BackupTable): BackupTable {
  const types = new Map(
    known.find((one) => one.name === name)?.columns.map((column) => [column.name, column.type]),
  )
  if (types.size === 0)
    throw new NotRestorable(`Its table ${JSON.stringify(name)} is none of this schema`)
  const typed = columns.map((column) => {
    const type = types.get(column.name)
    if (type === undefined)
      throw new NotRestorable(
        `Its column ${JSON.stringify(column.name)} of ${name} is none of this schema`,
      )
    return { name: column.name, type }
  })
  return { name, columns: typed }
}

function insertInto({ name, columns }: BackupTable): string {
  const names = columns.map((column) => pg.escapeIdentifier(column.name)).join(', ')
  const values = columns.map(({ type }, at) => `(v->>${at})::${type}`).join(', ')
  return `insert into ${pg.escapeIdentifier(name)} (${names}) overriding system value
    select ${values} from jsonb_array_elements($1::jsonb) as rows (v)`
}

type Key = { table: string; name: string; definition: string }

/** Foreign keys would ask for an order of tables and rows; they are checked again once everything is there. */
async function dropKeys(client: pg.PoolClient): Promise<readonly Key[]> {
  const { rows } = await client.query<Key>(
    `select c.conrelid::regclass::text as table, quote_ident(c.conname) as name,
        pg_get_constraintdef(c.oid) as definition
      from pg_constraint c join pg_namespace n on n.oid = c.connamespace
      where c.contype = 'f' and n.nspname = current_schema()`,
  )
  for (const { table, name } of rows)
    await client.query(`alter table ${table} drop constraint ${name}`)
  return rows
}
