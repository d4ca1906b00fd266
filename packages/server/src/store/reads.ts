import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { type Database, type Db, isUnavailable, openPool } from './db.ts'
import { TenantRoleMissing } from './row-security.ts'
import { openTenants, type Tenants } from './tenants.ts'

/** Where a reading went: the replica, or the primary because there is none, it was late, away, or gave way. */
export type ReadPlace = 'replica' | 'late' | 'away' | 'yielded'

/**
 * Where lists, searches and figures are read. Whoever reads sees all that was acknowledged to anybody before: a replica is
 * asked only once it has replayed what the primary had flushed when the question came.
 */
export type Reads = {
  /** Runs a reading of what one tenant has, perhaps twice; it must not write. */
  run<T>(tenant: string, read: (db: Db) => Promise<T>): Promise<T>
  /** Undefined = there is no replica. */
  state(): { up: boolean; why?: string } | undefined
  close(): Promise<void>
}

export type ReadsDeps = {
  primary: Pick<Database, 'pool'>
  /** The primary's, read where the replica is not. */
  tenants: Pick<Tenants, 'of'>
  /** Of the replica. */
  url: string
  max: number
  /** Milliseconds on a clock that does not jump. */
  clock(): number
  counted(place: ReadPlace): void
  log: { warn(facts: object, text: string): void }
  /** Longest wait for the replica to have what was written, in milliseconds. */
  patienceMs?: number
  /** How long it is left alone after it failed, in milliseconds. */
  restMs?: number
}

/** Reads of a process without a replica. */
export function onPrimary({ of }: Pick<Tenants, 'of'>): Reads {
  return {
    run: (tenant, read) => read(of(tenant)),
    state: () => undefined,
    close: async () => undefined,
  }
}

/** Connections that only ask how far the replica is. */
const mostLooks = 4
const usualPatienceMs = 100
const usualRestMs = 5_000
const lookAgainMs = 4
/** Late so often in a row, it is left alone for a while: the wait would only make every reading slower. */
const mostLate = 5

class NotOurs extends Error {}

/** Opens nothing yet: the replica may be away. */
export function openReads(deps: ReadsDeps): Reads {
  const { url, log } = deps
  const onError = (error: Error): void =>
    log.warn({ error: error.message }, 'a connection to the replica broke')
  const looks = openPool(url, { max: mostLooks, onError })
  const held: Held = { quietUntil: Number.NEGATIVE_INFINITY, late: 0, isOurs: false, why: '' }
  const replica = { pool: looks, url }
  return {
    async run(tenant, read) {
      const place = await placeOf(deps, replica, held)
      if (place !== 'replica' || !held.tenants) return elsewhere(deps, place, { tenant, read })
      try {
        const found = await read(held.tenants.of(tenant))
        deps.counted('replica')
        return found
      } catch (error) {
        if (!givesWay(error)) throw error
        if (isAway(error)) rest(deps, held, 'does not answer')
        return elsewhere(deps, 'yielded', { tenant, read })
      }
    },
    state: () => (held.why === '' ? { up: true } : { up: false, why: held.why }),
    async close() {
      await held.tenants?.close()
      await looks.end()
    },
  }
}

type Held = {
  quietUntil: number
  late: number
  /** Whether it was seen to be a copy of our primary since it was away last. */
  isOurs: boolean
  why: string
  /** Its connections, each bound to a tenant as on the primary; opened once it was reached. */
  tenants?: Tenants
  opening?: Promise<Tenants> | undefined
}

type Reading<T> = { tenant: string; read: (db: Db) => Promise<T> }

function elsewhere<T>(
  { tenants, counted }: ReadsDeps,
  place: ReadPlace,
  { tenant, read }: Reading<T>,
): Promise<T> {
  counted(place)
  return read(tenants.of(tenant))
}

type Replica = { pool: pg.Pool; url: string }

async function placeOf(deps: ReadsDeps, replica: Replica, held: Held): Promise<ReadPlace> {
  if (deps.clock() < held.quietUntil) return 'away'
  const wanted = await flushed(deps.primary)
  try {
    if (!held.isOurs) await checkOurs(deps.primary, replica)
    held.isOurs = true
    held.tenants ??= await bound(deps, replica, held)
    const has = await caughtUp(deps, replica, wanted)
    held.late = has ? 0 : held.late + 1
    if (held.late >= mostLate) rest(deps, held, 'is behind')
    else held.why = ''
    return has ? 'replica' : 'late'
  } catch (error) {
    const isStrange = error instanceof NotOurs || error instanceof TenantRoleMissing
    if (!isAway(error) && !isStrange) throw error
    rest(deps, held, isStrange ? error.message : 'does not answer')
    return 'away'
  }
}

/** Opened once, however many ask at the same time. */
function bound({ max }: ReadsDeps, replica: Replica, held: Held): Promise<Tenants> {
  held.opening ??= openTenants(replica, { max }).finally(() => (held.opening = undefined))
  return held.opening
}

/** Every acknowledged commit is before it. */
async function flushed({ pool }: Pick<Database, 'pool'>): Promise<string> {
  const { rows } = await pool.query<{ lsn: string }>({
    name: 'reads_flushed',
    text: 'select pg_current_wal_flush_lsn()::text as lsn',
  })
  return rows[0]?.lsn ?? ''
}

/** Whether it has replayed up to there in time. A replica that was promoted is none any more. */
async function caughtUp(
  deps: Pick<ReadsDeps, 'clock' | 'patienceMs'>,
  { pool }: Pick<Database, 'pool'>,
  lsn: string,
): Promise<boolean> {
  const end = deps.clock() + (deps.patienceMs ?? usualPatienceMs)
  for (;;) {
    const { rows } = await pool.query<{ follows: boolean; has: boolean | null }>({
      name: 'reads_replayed',
      text: 'select pg_is_in_recovery() as follows, pg_last_wal_replay_lsn() >= $1::pg_lsn as has',
      values: [lsn],
    })
    if (rows[0]?.follows !== true) throw new NotOurs('is no replica')
    if (rows[0].has === true) return true
    if (deps.clock() >= end) return false
    await pause(lookAgainMs)
  }
}

const identity = `select system_identifier::text || ' ' || current_database() as name from pg_control_system()`

/** Throws NotOurs when it is a copy of another database: its positions would mean nothing. */
async function checkOurs(
  primary: Pick<Database, 'pool'>,
  replica: Pick<Database, 'pool'>,
): Promise<void> {
  const [ours, theirs] = await Promise.all(
    [primary, replica].map(async ({ pool }) => (await pool.query<{ name: string }>(identity)).rows),
  )
  if (ours?.[0]?.name !== theirs?.[0]?.name) throw new NotOurs('is a replica of another database')
}

function rest({ clock, restMs = usualRestMs, log }: ReadsDeps, held: Held, why: string): void {
  if (held.why !== why) log.warn({ why }, 'the replica is left alone; the primary is read')
  Object.assign(held, { quietUntil: clock() + restMs, late: 0, isOurs: false, why })
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

/**
 * 40001: the replica had to go on replaying (conflict with recovery); 25006: it cannot write. Both say nothing against the
 * reading itself.
 */
function givesWay(error: unknown): boolean {
  const code = codeOf(error)
  return code === '40001' || code === '25006' || isAway(error)
}

/** A replica that cannot write, or has ended what took too long (57014), is there. */
function isAway(error: unknown): boolean {
  const code = codeOf(error)
  return isUnavailable(error) && code !== '25006' && code !== '57014'
}

export type ReplicaFacts = {
  isOurs: boolean
  follows: boolean
  /** How long it took to replay what was written when it was asked, in milliseconds; five seconds at most. */
  behindMs: number
}

const examineMs = 5_000
const monotonic = (): number => performance.now()

/** What a replica is like. Throws when it does not answer. */
export async function examineReplica(
  primary: Pick<Database, 'pool'>,
  url: string,
): Promise<ReplicaFacts> {
  const replica = { pool: openPool(url, { max: 1, onError: () => undefined }) }
  try {
    const isOurs = await checkOurs(primary, replica).then(() => true, isNotOurs)
    const { rows } = await replica.pool.query<{ follows: boolean }>(
      'select pg_is_in_recovery() as follows',
    )
    const follows = rows[0]?.follows === true
    if (!isOurs || !follows) return { isOurs, follows, behindMs: 0 }
    const wanted = await flushed(primary)
    const began = monotonic()
    await caughtUp({ clock: monotonic, patienceMs: examineMs }, replica, wanted)
    return { isOurs, follows, behindMs: Math.round(monotonic() - began) }
  } finally {
    await replica.pool.end()
  }
}

function isNotOurs(error: unknown): false {
  if (error instanceof NotOurs) return false
  throw error
}
