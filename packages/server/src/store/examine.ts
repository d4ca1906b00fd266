import type { Database } from './db.ts'

/** What a database and our role in it are like, as far as it matters to us. */
export type DatabaseFacts = {
  version: string
  /** Milliseconds of one question and its answer. */
  roundTripMs: number
  /** By the database's clock, milliseconds since 1970, at the middle of the question. */
  nowMs: number
  role: string
  isSuperuser: boolean
  bypassesRowSecurity: boolean
  mayCreate: boolean
  readOnly: boolean
  encrypted: boolean
  maxConnections: number
  openConnections: number
  /** Of the key this database is used with; undefined = with none yet. */
  keyFingerprint: string | undefined
  hasQueue: boolean
}

type Row = Omit<DatabaseFacts, 'roundTripMs' | 'keyFingerprint'> & { hasFingerprint: boolean }

/** Asks the database about itself; changes nothing. `clock` is our own, in milliseconds. */
export async function examine(
  { pool }: Pick<Database, 'pool'>,
  clock: () => number,
): Promise<DatabaseFacts & { askedAtMs: number }> {
  const roundTripMs = await quickest(pool, clock)
  const before = clock()
  const { rows } = await pool.query<Row>(
    `select current_setting('server_version') as version,
      (extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs",
      current_user as role, r.rolsuper as "isSuperuser", r.rolbypassrls as "bypassesRowSecurity",
      has_schema_privilege(current_schema(), 'create')
        and has_database_privilege(current_database(), 'create') as "mayCreate",
      pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as "readOnly",
      coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as encrypted,
      current_setting('max_connections')::integer as "maxConnections",
      (select count(*)::integer from pg_stat_activity where backend_type = 'client backend') as "openConnections",
      to_regclass('key_fingerprint') is not null as "hasFingerprint",
      to_regclass('pgboss.job') is not null as "hasQueue"
      from pg_roles r where r.rolname = current_user`,
  )
  const after = clock()
  const [row] = rows
  if (!row) throw new Error('The database does not know the role it let in')
  const { hasFingerprint, ...facts } = row
  return {
    ...facts,
    keyFingerprint: hasFingerprint ? await fingerprintIn(pool) : undefined,
    roundTripMs,
    askedAtMs: (before + after) / 2,
  }
}

/** The quickest of a few: what a busy machine adds is not the way. */
async function quickest(pool: Database['pool'], clock: () => number): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let count = 0; count < 6; count += 1) {
    const before = clock()
    await pool.query('select 1')
    best = Math.min(best, clock() - before)
  }
  return best
}

async function fingerprintIn(pool: Database['pool']): Promise<string | undefined> {
  const { rows } = await pool.query<{ fingerprint: string }>(
    'select fingerprint from key_fingerprint',
  )
  return rows[0]?.fingerprint
}
