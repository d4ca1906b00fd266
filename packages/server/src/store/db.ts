import { CompiledQuery, Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>
/** A function that asks for a Tx says: call me inside a transaction. */
export type Tx = Transaction<Tables>

/** An open database. `pool` is for this room only; other rooms use `db`. */
export type Database = { db: Db; pool: pg.Pool; url: string; close(): Promise<void> }

export type DatabaseOptions = {
  /** Most connections, default 20. */
  max?: number
  /** Milliseconds after which the server ends a statement, default 30,000. */
  statementTimeoutMs?: number
  /** Told when an idle connection breaks; the pool replaces it by itself. */
  onError?: (error: Error) => void
}

const oldestServer = 150_000
const int8 = 20

/** Counts and sequences stay far below 2^53, so int8 is read as a number. */
const parsers = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): ((text: string) => unknown) =>
    oid === int8
      ? Number
      : (pg.types.getTypeParser as (oid: number, format?: string) => (text: string) => unknown)(
          oid,
          format,
        ),
}

/** Connects and checks the server. Throws when it is older than 15 or set to lose what it acknowledged. */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  const pool = openPool(url, options)
  try {
    await refuseUnsafe(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  const db = dbOver(pool)
  return {
    db,
    pool,
    url,
    async close() {
      await db.destroy()
      if (!pool.ended) await pool.end()
    },
  }
}

type PoolOptions = DatabaseOptions & {
  /** What a new connection does before anybody gets it. */
  onConnect?: (client: pg.ClientBase) => Promise<void>
}

/** Connections to this database; none is opened before it is needed. */
export function openPool(url: string, options: PoolOptions): pg.Pool {
  const { onConnect } = options
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 20,
    connectionTimeoutMillis: 5_000,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'pao',
    keepAlive: true,
    types: parsers,
    ...(onConnect && { onConnect }),
  })
  listenTo(pool, (error) => options.onError?.(error))
  return pool
}

/** What hands out connections: a pool, or what stands before one. */
export type Connections = {
  connect(): Promise<pg.PoolClient>
  query<Row extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<pg.QueryResult<Row>>
}

/** The tables as they are seen through these connections. */
export function dbOver(connections: Connections): Db {
  // Whoever opened the connections ends them.
  const pool = { connect: () => connections.connect(), end: async () => undefined, options: {} }
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  pools.set(db, connections)
  return db
}

/**
 * Hears every broken connection. The pool itself listens only while one is idle; one that breaks between
 * two statements of a transaction would end the process, and its next statement tells the caller anyway.
 */
export function listenTo(pool: pg.Pool, onError: (error: Error) => void): void {
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', () => undefined))
}

const pools = new WeakMap<object, Connections>()

/** SQL that is worth parsing and planning once per connection; the name must be its own. */
export type Statement = { name: string; text: string }

/** Runs a statement: prepared when given the database, as it stands inside a transaction. */
export async function runStatement<Row extends object>(
  db: Db | Tx,
  { name, text }: Statement,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const pool = pools.get(db)
  if (pool) return (await pool.query<Row>({ name, text, values: [...values] })).rows
  return (await db.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows
}

/** An acknowledged request must survive a crash, so settings that break this stop the start. */
async function refuseUnsafe(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings
     where name in ('server_version_num', 'fsync', 'full_page_writes', 'synchronous_commit')`,
  )
  const settings = new Map(rows.map((row) => [row.name, row.setting]))
  if (Number(settings.get('server_version_num')) < oldestServer)
    throw new Error('PostgreSQL 15 or newer is needed')
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit'])
    if (settings.get(name) === 'off')
      throw new Error(`PostgreSQL runs with ${name}=off and could lose acknowledged requests`)
}

// Besides a lost connection: class 53 (no disk, no memory, no connection left), a server that only reads (25006, a standby that was
// not promoted yet), and what the server ended because it took too long (57014). PostgreSQL, appendix A.
const awayCodes = /^(08\w{3}|53\w{3}|25006|57014|57P0[1-5]|ECONN\w+|EPIPE|ENOTFOUND|ETIMEDOUT)$/
const awayTexts = /Connection terminated|timeout exceeded when trying to connect|not queryable/

/** Whether an error says that the database cannot be reached, or cannot do it, now (so the answer is 503, not 500). */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return awayCodes.test(code) || awayTexts.test(error.message)
}

/** Whether an error is a breach of a unique index. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505'
}

/** Whether PostgreSQL gave up on a statement that may simply be tried again. */
export function isTransient(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001')
  )
}
