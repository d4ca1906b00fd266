import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Database } from './db.ts'
import { protectTenants } from './row-security.ts'

/**
 * `expand` only adds what the release before does not mind; `contract` (a file named `NNNN_contract_…`) takes away
 * what it may still use, and so runs once no process of it is left.
 */
export type MigrationKind = 'expand' | 'contract'

export type Migration = {
  id: number
  name: string
  kind: MigrationKind
  sql: string
  checksum: string
}

/** How a schema stands to the migrations of this release; `unknown` are those of a newer one. */
export type SchemaState = {
  applied: readonly { id: number; name: string; appliedAt: number }[]
  pending: readonly Migration[]
  unknown: readonly { id: number; name: string; kind: MigrationKind }[]
}

export type MigrateOptions = {
  /** False leaves pending contract migrations, and all that follow one, for later. Default true. */
  contract?: boolean
  /** Applies these alone; a backup is restored into the schema it was made from. */
  only?: ReadonlySet<number>
}

type Pooled = Pick<Database, 'pool'>

/** One migrating process at a time; the number is only ours by being unlikely. */
const lockNumber = 7_261_920_118
const folder = new URL('./migrations/', import.meta.url)
/** Milliseconds a migration waits for a table before it steps aside, so that calls do not queue up behind it. */
const lockTimeoutMs = 4_000
const mostTries = 15
const lockNotAvailable = '55P03'

/**
 * Brings the schema up to date, row security included; safe to call from several processes at once. Forward only. Names
 * what it applied. Throws `TenantRoleMissing`.
 */
export async function migrate(
  database: Pooled,
  { contract = true, only }: MigrateOptions = {},
): Promise<readonly string[]> {
  const client = await database.pool.connect()
  try {
    await client.query('set statement_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [lockNumber])
    await client.query(
      `create table if not exists pao_migration (
        id integer primary key, name text not null, checksum text not null,
        applied_at timestamptz not null default now())`,
    )
    await client.query(`set lock_timeout = ${lockTimeoutMs}`)
    const pending = unapplied(await migrations(), await applied(client))
    const due = runnable(pending, contract).filter(({ id }) => only?.has(id) ?? true)
    for (const migration of due) await patiently(client, () => apply(client, migration))
    await protectTenants(client, (work) => patiently(client, work))
    return due.map((migration) => migration.name)
  } finally {
    // A fresh connection forgets lock and settings whatever went wrong above.
    client.release(true)
  }
}

/** What was applied, what this release would still apply, and what a newer one has applied. Changes nothing. */
export async function schemaState(database: Pooled): Promise<SchemaState> {
  const [all, done] = await Promise.all([migrations(), appliedIfAny(database)])
  const known = new Set(all.map(({ id }) => id))
  const rows = [...done.values()]
  return {
    applied: rows
      .filter(({ id }) => known.has(id))
      .map(({ id, name, appliedAt }) => ({ id, name, appliedAt })),
    pending: unapplied(all, done),
    unknown: rows
      .filter(({ id }) => !known.has(id))
      .map(({ id, name }) => ({ id, name, kind: kindOf(name) })),
  }
}

/** Names of migrations the database still lacks for this release to serve; a ready server has none. */
export async function pendingMigrations(database: Pooled): Promise<readonly string[]> {
  const { pending } = await schemaState(database)
  return runnable(pending, false).map((migration) => migration.name)
}

let shipped: Promise<readonly Migration[]> | undefined

/** Every migration of this release, lowest number first; read once. */
export function migrations(): Promise<readonly Migration[]> {
  shipped ??= readMigrations()
  return shipped
}

async function readMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, folder), 'utf8')
      const checksum = createHash('sha256').update(sql).digest('hex')
      return { id: Number.parseInt(name, 10), name, kind: kindOf(name), sql, checksum }
    }),
  )
}

function kindOf(name: string): MigrationKind {
  return /^\d+_contract_/.test(name) ? 'contract' : 'expand'
}

/** Without `contract` all before the first contract migration: what follows may rest on it. */
function runnable(pending: readonly Migration[], contract: boolean): readonly Migration[] {
  const first = contract ? -1 : pending.findIndex(({ kind }) => kind === 'contract')
  return first === -1 ? pending : pending.slice(0, first)
}

type Applied = { id: number; name: string; checksum: string; appliedAt: number }

async function appliedIfAny(database: Pooled): Promise<ReadonlyMap<number, Applied>> {
  const { rows } = await database.pool.query<{ found: boolean }>(
    `select to_regclass('pao_migration') is not null as found`,
  )
  return rows[0]?.found === true ? await applied(database.pool) : new Map<number, Applied>()
}

async function applied(client: Pick<pg.Pool, 'query'>): Promise<ReadonlyMap<number, Applied>> {
  const { rows } = await client.query<Applied>(
    `select id, name, checksum, (extract(epoch from applied_at) * 1000)::float8 as "appliedAt"
      from pao_migration order by id`,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

function unapplied(all: readonly Migration[], done: ReadonlyMap<number, Applied>): Migration[] {
  for (const { id, name, checksum } of all)
    if (done.has(id) && done.get(id)?.checksum !== checksum)
      throw new Error(`The migration ${name} was changed after it had been applied`)
  return all.filter(({ id }) => !done.has(id))
}

/** A table somebody else holds is asked for again and again, never waited for in one go. */
async function patiently(client: pg.PoolClient, work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      await client.query('rollback')
      const isBusy = error instanceof pg.DatabaseError && error.code === lockNotAvailable
      if (!isBusy || tries === mostTries) throw error
      await pause(1_000)
    }
  }
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
