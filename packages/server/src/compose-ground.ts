import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import type { Cipher } from '#store/cipher.ts'
import { openCipher } from '#store/cipher.ts'
import { openClock } from '#store/clock.ts'
import { type Database, openDatabase } from '#store/db.ts'
import { startEmbedded } from '#store/embedded.ts'
import { type Jobs, openJobs } from '#store/jobs.ts'
import { migrate, type SchemaState, schemaState } from '#store/migrate.ts'
import { checkKey } from '#store/key-check.ts'
import { onPrimary, openReads, type Reads, type ReadsDeps } from '#store/reads.ts'
import { alone, type Exchange, openExchange } from '#store/redis/exchange.ts'
import type { RedisPlace } from '#store/redis/link.ts'
import { TenantRoleMissing } from '#store/row-security.ts'
import { openSignal, type Signal } from '#store/signal.ts'
import { openTenants, type Tenants } from '#store/tenants.ts'
import type { Config } from './config.ts'
import { createIds } from './ids.ts'
import type { Telemetry } from './telemetry.ts'
import { createSpans, type Spans } from './telemetry-spans.ts'

/** Wrong configuration that only shows once things are built; each fault is one sentence. */
export class Misconfigured extends Error {
  override readonly name = 'Misconfigured'
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}

/** How to close what was opened, in the order it was opened. */
export type Closers = (() => Promise<void> | void)[]

/** What every room is built on. */
export type Ground = {
  config: Config
  telemetry: Telemetry
  database: Database
  /** Databases that show one tenant each: what calls of people are answered from. */
  tenants: Tenants
  signal: Signal
  /** Where lists, searches and figures are read. */
  reads: Reads
  /** What replicas share by Redis. */
  exchange: Exchange
  /** Undefined = no traces are wanted. */
  spans: Spans | undefined
  jobs: Jobs
  cipher: Cipher
  now(): number
  newId(): string
  random(): number
}

/** What doors out and secrets are built on; no work is taken up with it. */
export type Footing = Omit<Ground, 'signal' | 'reads' | 'exchange' | 'spans' | 'jobs' | 'tenants'>

type Opening = { config: Config; telemetry: Telemetry; closers: Closers; version: string }

/**
 * Database, clock, hints, queue and cipher; each closer is pushed as soon as there is something to close.
 * Throws Misconfigured when the database is another key's.
 */
export async function openGround(opening: Opening): Promise<Ground> {
  const { config, telemetry, closers } = opening
  const { log } = telemetry
  const { own, calls } = connectionsOf(config)
  const database = await openOwnDatabase({ config, log, closers, max: own })
  const applied = await bringUpToDate(config, database)
  if (applied.length > 0) log.info({ applied }, 'database migrated')
  const clock = await openClock(database)
  closers.push(() => clock.stop())
  const cipher = await openFittingCipher(config, database)
  const exchange = exchangeOf(opening, { cipher, now: clock.now })
  closers.push(() => exchange.stop())
  const signal = await openSignal(database, exchange.relay)
  closers.push(() => signal.stop())
  const jobs = await openJobs({
    database,
    signal,
    supervise: config.PAO_ROLES.includes('worker'),
    migrate: config.PAO_DATABASE_MIGRATE,
    onError: (error) => log.warn({ error: String(error) }, 'the queue reports a fault'),
  })
  closers.push(() => jobs.stop())
  const tenants = await roleOrRefusal(() =>
    openTenants(database, { max: calls, onError: broken(log) }),
  )
  closers.push(() => tenants.close())
  const now = clock.now
  return {
    config,
    telemetry,
    database,
    tenants,
    signal,
    reads: readsOf(opening, { primary: database, tenants, max: calls }),
    exchange,
    spans: await spansOf(opening),
    jobs,
    cipher,
    now,
    newId: createIds(now),
    random: Math.random,
  }
}

/** The way to Redis, where one is set. Throws Misconfigured. */
function exchangeOf(
  { config, telemetry, version }: Opening,
  { cipher, now }: Pick<Ground, 'cipher' | 'now'>,
): Exchange {
  const place = redisPlaceOf(config)
  if (!place) return alone
  return openExchange({
    place,
    answerMs: config.PAO_REDIS_TIMEOUT_MS,
    cipher,
    release: version,
    now,
    log: telemetry.log,
    facts: telemetry,
  })
}

/** Where lists and figures are read: a replica where one is set. */
function readsOf(
  { config, telemetry, closers }: Opening,
  on: Pick<ReadsDeps, 'primary' | 'tenants' | 'max'>,
): Reads {
  const { PAO_DATABASE_READ_URL: url } = config
  if (url === undefined) return onPrimary(on.tenants)
  const { log, readCounted: counted } = telemetry
  const reads = openReads({ ...on, url, clock: () => performance.now(), counted, log })
  closers.push(() => reads.close())
  return reads
}

/** Spans of what is done, sent to a collector where one is set; nothing of it is loaded where none is. */
async function spansOf({
  config,
  telemetry,
  closers,
  version,
}: Opening): Promise<Spans | undefined> {
  const { PAO_TRACES_URL: url, PAO_OUTBOUND_CA_FILE: file } = config
  if (url === undefined) return undefined
  const { openCollector } = await import('#outbound/otlp.ts')
  const collector = openCollector({
    url,
    headers: config.PAO_TRACES_HEADERS,
    ...(file !== undefined && { authorities: readCertificates('PAO_OUTBOUND_CA_FILE', file) }),
    resource: {
      'service.name': config.PAO_TRACES_SERVICE,
      'service.version': version,
      'service.instance.id': `${hostname()}-${process.pid}`,
    },
    ratio: config.PAO_TRACES_RATIO,
    random: Math.random,
    counted: telemetry.spansCounted,
    log: telemetry.log,
  })
  closers.push(() => collector.stop())
  return createSpans(collector.record)
}

/** Where Redis is and how it is spoken to; undefined = there is none. Throws Misconfigured. */
export function redisPlaceOf(config: Config): RedisPlace | undefined {
  const { PAO_REDIS_URL: url, PAO_REDIS_PASSWORD: password, PAO_REDIS_CA_FILE: file } = config
  if (url === undefined) return undefined
  const authorities = file === undefined ? undefined : readCertificates('PAO_REDIS_CA_FILE', file)
  return { url, password, authorities }
}

/** The text of a file of certificates in PEM. Throws Misconfigured. */
export function readCertificates(setting: string, file: string): string {
  try {
    const text = readFileSync(file, 'utf8')
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text
  } catch {
    throw new Misconfigured([`${setting}: ${file} cannot be read`])
  }
  throw new Misconfigured([`${setting}: ${file} holds no certificate in PEM`])
}

type OwnDatabase = {
  config: Pick<Config, 'PAO_DATABASE_URL' | 'PAO_DATABASE_POOL' | 'PAO_DATA_DIR'>
  log: {
    info(facts: Record<string, unknown>, message: string): void
    warn(facts: Record<string, unknown>, message: string): void
  }
  closers: Closers
  /** Most connections; left out = all the settings allow. */
  max?: number
}

/** The database of this installation: the one that is set, else the embedded one, started if need be. */
export async function openOwnDatabase({
  config,
  log,
  closers,
  max,
}: OwnDatabase): Promise<Database> {
  let url = config.PAO_DATABASE_URL
  if (url === undefined) {
    const embedded = await startEmbedded({ dataDir: config.PAO_DATA_DIR, log })
    closers.push(() => embedded.stop())
    url = embedded.url
  }
  const database = await openDatabase(url, {
    max: max ?? config.PAO_DATABASE_POOL,
    onError: broken(log),
  })
  closers.push(() => database.close())
  return database
}

/** Applies what is due, or refuses a schema this release cannot serve; names what it applied. */
async function bringUpToDate(config: Config, database: Database): Promise<readonly string[]> {
  const faults = schemaFaults(await schemaState(database), config.PAO_DATABASE_MIGRATE)
  if (faults.length > 0) throw new Misconfigured(faults)
  return config.PAO_DATABASE_MIGRATE ? roleOrRefusal(() => migrate(database)) : []
}

/** Calls without a role that sees their tenant alone are not answered at all. */
async function roleOrRefusal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof TenantRoleMissing)) throw error
    throw new Misconfigured([
      `PAO_DATABASE_URL: ${error.message}; as a role that may, run: ${error.mend}`,
    ])
  }
}

function broken(log: OwnDatabase['log']): (error: Error) => void {
  return (error) => log.warn({ error: error.message }, 'a database connection broke')
}

/**
 * How the connections of a process are shared out: for calls of people, which see one tenant, and for its own work. A
 * process without an API answers none; one without a worker needs few of its own, to see who calls.
 */
function connectionsOf({
  PAO_DATABASE_POOL: pool,
  PAO_ROLES: roles,
}: Pick<Config, 'PAO_DATABASE_POOL' | 'PAO_ROLES'>): { own: number; calls: number } {
  if (!roles.includes('api')) return { own: pool, calls: 1 }
  const own = Math.max(1, Math.ceil(pool / (roles.includes('worker') ? 2 : 4)))
  return { own, calls: Math.max(1, pool - own) }
}

/** What keeps this release from serving such a schema, one sentence each. */
export function schemaFaults({ unknown, pending }: SchemaState, migrates: boolean): string[] {
  const gone = unknown.filter(({ kind }) => kind === 'contract').map(({ name }) => name)
  const faults: string[] = []
  if (gone.length > 0)
    faults.push(
      `PAO_DATABASE_URL: a newer release has taken away what this one needs (${gone.join(', ')}); run that release, or restore a backup of before`,
    )
  const due = pending.filter(({ kind }) => kind === 'expand').map(({ name }) => name)
  if (!migrates && due.length > 0)
    faults.push(
      `PAO_DATABASE_MIGRATE is off and the database lacks ${due.join(', ')}; run "pao migrate up" of this release first`,
    )
  return faults
}

/** Our key, if what this database holds was sealed with it. */
async function openFittingCipher(config: Config, { db }: Database): Promise<Cipher> {
  const { PAO_DATA_DIR: dataDir, PAO_ENCRYPTION_KEY: key } = config
  const cipher = await openCipher({ dataDir, ...(key !== undefined && { key }) })
  const { fits, kept, ours } = await checkKey(db, cipher)
  if (fits) return cipher
  const mine = key === undefined ? `the key in ${dataDir}` : 'this one'
  throw new Misconfigured([
    `PAO_ENCRYPTION_KEY: this database is used with another key (fingerprint ${kept}; ${mine} has ${ours}); set the same key for every process on it`,
  ])
}
