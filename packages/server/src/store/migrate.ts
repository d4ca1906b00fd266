import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import type pg from 'pg'
import type { Database } from './db.ts'

type Migration = { id: number; name: string; sql: string; checksum: string }

/** One migrating process at a time; the number is only ours by being unlikely. */
const lockNumber = 7_261_920_118
const folder = new URL('./migrations/', import.meta.url)

/** Brings the schema up to date; safe to call from several processes at once. Forward only. */
export async function migrate(database: Pick<Database, 'pool'>): Promise<readonly string[]> {
  const client = await database.pool.connect()
  try {
    await client.query('set statement_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [lockNumber])
    await client.query(
      `create table if not exists pao_migration (
        id integer primary key, name text not null, checksum text not null,
        applied_at timestamptz not null default now())`,
    )
    const pending = unapplied(await migrations(), await applied(client))
    for (const migration of pending) await apply(client, migration)
    return pending.map((migration) => migration.name)
  } finally {
    // A fresh connection forgets lock and settings whatever went wrong above.
    client.release(true)
  }
}

/** Names of migrations the database still lacks; a ready server has none. */
export async function pendingMigrations(
  database: Pick<Database, 'pool'>,
): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ found: boolean }>(
    `select to_regclass('pao_migration') is not null as found`,
  )
  const done = rows[0]?.found === true ? await applied(database.pool) : new Map<number, string>()
  return unapplied(await migrations(), done).map((migration) => migration.name)
}

async function migrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, folder), 'utf8')
      const checksum = createHash('sha256').update(sql).digest('hex')
      return { id: Number.parseInt(name, 10), name, sql, checksum }
    }),
  )
}

async function applied(client: Pick<pg.Pool, 'query'>): Promise<Map<number, string>> {
  const { rows } = await client.query<{ id: number; checksum: string }>(
    'select id, checksum from pao_migration',
  )
  return new Map(rows.map((row) => [row.id, row.checksum]))
}

function unapplied(all: readonly Migration[], done: ReadonlyMap<number, string>): Migration[] {
  for (const { id, name, checksum } of all)
    if (done.has(id) && done.get(id) !== checksum)
      throw new Error(`The migration ${name} was changed after it had been applied`)
  return all.filter(({ id }) => !done.has(id))
}

async function apply(client: pg.PoolClient, { id, name, sql, checksum }: Migration): Promise<void> {
  await client.query('begin')
  await client.query(sql)
  await client.query('insert into pao_migration (id, name, checksum) values ($1, $2, $3)', [
    id,
    name,
    checksum,
  ])
  await client.query('commit')
}
