import type { Config } from '#config.ts'
import { lastBackupAt, restoredFrom } from '#store/backup-runs.ts'
import type { Cipher } from '#store/cipher.ts'
import type { Database } from '#store/db.ts'
import { type DatabaseFacts, examine } from '#store/examine.ts'
import { schemaState, type SchemaState } from '#store/migrate.ts'
import { monthsOf } from '#store/partitions.ts'
import { bad, fine, type Finding, warn, wordsOf } from './finding.ts'

/** Milliseconds our clock may be off; tokens and signatures of others are dated by it. */
const skewMs = 2_000
const farMs = 20
/** Besides the pool: the queue's own three, two that listen, one to spare. */
const besidesPool = 6
const backupHours = 26

type Looking = { config: Config; database: Database; cipher: Cipher; now(): number }

/** The database, our role in it, its schema, key and backups. */
export async function lookAtDatabase(looking: Looking): Promise<readonly Finding[]> {
  const { config, database, cipher, now } = looking
  const facts = await examine(database, now)
  const schema = await schemaState(database).catch((error: unknown) => wordsOf(error))
  const isThere = typeof schema !== 'string' && schema.pending.length === 0
  return [
    serverFinding(facts),
    roleFinding(config, facts),
    connectionsFinding(config, facts),
    clockFinding(facts),
    schemaFinding(config, schema),
    keyFinding(facts, cipher.derive('key-fingerprint').slice(0, 16)),
    ...(isThere ? [await backupFinding(looking), await monthsFinding(looking)] : []),
  ]
}

function serverFinding({ version, roundTripMs, encrypted, readOnly }: DatabaseFacts): Finding {
  const says = `PostgreSQL ${version}, ${roundTripMs.toFixed(1)} ms away, ${encrypted ? 'TLS' : 'no TLS'}`
  if (readOnly)
    return bad(
      'database',
      `${says}, read only`,
      'Point PAO_DATABASE_URL at the primary, not at a replica',
    )
  if (roundTripMs > farMs)
    return warn(
      'database',
      says,
      'Bring it nearer: each order and each step waits for some answers of it',
    )
  return fine('database', says)
}

function roleFinding({ PAO_DATABASE_MIGRATE: migrates }: Config, facts: DatabaseFacts): Finding {
  const { role, isSuperuser, bypassesRowSecurity, mayCreate } = facts
  if (isSuperuser || bypassesRowSecurity)
    return warn(
      'role',
      `${role} ${isSuperuser ? 'is a superuser' : 'bypasses row security'}`,
      'Give PAO a role of its own that owns its database and nothing else',
    )
  if (migrates && !mayCreate)
    return bad(
      'role',
      `${role} may not create tables and schemas`,
      'Grant create on database and schema, or set PAO_DATABASE_MIGRATE=off and migrate with another role',
    )
  return fine('role', `${role}${mayCreate ? '' : ', which may not change the schema'}`)
}

function connectionsFinding({ PAO_DATABASE_POOL: pool }: Config, facts: DatabaseFacts): Finding {
  const { maxConnections, openConnections } = facts
  const fit = Math.floor((maxConnections - 5) / (pool + besidesPool))
  const says = `${openConnections} of ${maxConnections} connections are open; ${fit} processes with a pool of ${pool} fit`
  const mend = 'Raise max_connections, or lower PAO_DATABASE_POOL'
  if (fit < 1) return bad('connections', says, mend)
  return fit < 2 || openConnections > maxConnections * 0.8
    ? warn('connections', says, mend)
    : fine('connections', says)
}

function clockFinding({ nowMs, askedAtMs }: DatabaseFacts & { askedAtMs: number }): Finding {
  const skew = Math.round(askedAtMs - nowMs)
  const says = `ours is ${skew >= 0 ? `${skew} ms ahead of` : `${-skew} ms behind`} the database's`
  return Math.abs(skew) > skewMs
    ? warn(
        'clock',
        says,
        'Run NTP on both machines; PAO keeps to the database, but tokens of others are dated by ours',
      )
    : fine('clock', says)
}

function schemaFinding(
  { PAO_DATABASE_MIGRATE: migrates }: Config,
  state: SchemaState | string,
): Finding {
  if (typeof state === 'string')
    return bad('schema', state, 'Run the release this database was migrated by')
  const gone = state.unknown.filter(({ kind }) => kind === 'contract')
  if (gone.length > 0)
    return bad(
      'schema',
      `a newer release has taken away what this one needs (${gone.map(({ name }) => name).join(', ')})`,
      'Run that release, or restore a backup of before',
    )
  const due = state.pending.filter(({ kind }) => kind === 'expand')
  if (due.length > 0)
    return (migrates ? warn : bad)(
      'schema',
      `${due.length} migrations are due (${due[0]?.name}, …)`,
      migrates ? 'The next start applies them' : 'Run pao migrate up',
    )
  if (state.pending.length > 0)
    return warn(
      'schema',
      `${state.pending.length} contract migrations wait`,
      'Run pao migrate up --contract once no older process is left',
    )
  return fine(
    'schema',
    `${state.applied.length} migrations${state.unknown.length > 0 ? ', and some of a newer release' : ''}`,
  )
}

function keyFinding({ keyFingerprint }: DatabaseFacts, ours: string): Finding {
  if (keyFingerprint === undefined) return fine('key', 'the first process to start leaves its own')
  return keyFingerprint === ours
    ? fine('key', `is the one this database is used with (fingerprint ${ours})`)
    : bad(
        'key',
        `this database is used with another key (fingerprint ${keyFingerprint}; ours is ${ours})`,
        'Set PAO_ENCRYPTION_KEY to the key of the first process',
      )
}

async function backupFinding({ database: { db }, now }: Looking): Promise<Finding> {
  const [last, restored] = await Promise.all([lastBackupAt(db), restoredFrom(db)])
  const from = restored ? `; restored from ${new Date(restored.snapshotAt).toISOString()}` : ''
  if (last === undefined)
    return warn(
      'backup',
      `none was ever made${from}`,
      'Run pao backup create, and let a timer do it; see disaster-recovery.md',
    )
  const hours = Math.floor((now() - last) / 3_600_000)
  const says = `the last one is ${hours} hours old${from}`
  return hours > backupHours
    ? warn('backup', says, 'Look at the last run of pao backup create')
    : fine('backup', says)
}

/** Milliseconds that months should reach ahead, less than a worker makes. */
const aheadMs = 32 * 86_400_000

async function monthsFinding({ database: { db }, now }: Looking): Promise<Finding> {
  const months = [...(await monthsOf(db, 'request_event')), ...(await monthsOf(db, 'audit_entry'))]
  const says = `logs are in ${months.length} parts`
  const ends = ['request_event', 'audit_entry'].map((table) =>
    Math.max(...months.filter(({ name }) => name.startsWith(table)).map(({ until }) => +until)),
  )
  return Math.min(...ends) < now() + aheadMs
    ? warn(
        'months',
        `${says}, and there is none for next month`,
        'Let a worker run: it makes them ahead; until then all goes into one part',
      )
    : fine('months', says)
}
