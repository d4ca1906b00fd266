import type { Instant } from '@pao/core'
import { sql } from 'kysely'
import { writeAudit } from '#store/audit-log.ts'
import type { Db, Tx } from '#store/db.ts'
import { sweepPiece } from '#store/erasure/sweep.ts'
import { dropEndings, dropIdentity, type Gone } from './own.ts'

export type AdvanceDeps = {
  db: Db
  now(): Instant
  signal: AbortSignal
  /** Takes away what is a person's own in other rooms; returns how many rows went. */
  drops: readonly ((tx: Tx, gone: Gone) => Promise<number>)[]
  /** Names of legal holds that stand: while there is one, nothing goes on. */
  holds(tx: Tx, tenant: string): Promise<readonly string[]>
  /** Takes the person out of the audit log; returns how many values went. */
  eraseAudit(gone: Gone & { reason: string }): Promise<number>
  /** Blocks of tables in one piece, see `sweepPiece`. */
  blocks?: number
  /** Milliseconds until every process has heard that what they held open is to be closed; default 10 s. */
  heardMs?: number
}

/** What others wrote behind a round is found by the next; whoever is forgotten writes no more themselves. */
const mostRounds = 5
/** Pieces of one look; what is left goes with the next. */
const mostPieces = 100_000
const usuallyHeardMs = 10_000

type Step = 'on' | 'wait' | 'none'

/**
 * Goes on with every erasure that is under way. Each piece is one short transaction that also notes how far it is: a crash
 * loses at most one piece, and several processes do not get in each other's way. Returns how many came to their end.
 */
export async function advanceErasures(deps: AdvanceDeps): Promise<number> {
  const open = await deps.db
    .selectFrom('person_erasure')
    .select(['tenant', 'id'])
    .where('done_at', 'is', null)
    .orderBy('asked_at')
    .limit(100)
    .execute()
  let ended = 0
  for (const key of open)
    for (let piece = 0; piece < mostPieces && !deps.signal.aborted; piece += 1) {
      const step = await advanceOne(deps, key)
      if (step === 'none') ended += 1
      if (step !== 'on') break
    }
  return ended
}

type Key = { tenant: string; id: string }
type Row = Awaited<ReturnType<typeof held>>

async function held(tx: Tx, { tenant, id }: Key) {
  return tx
    .selectFrom('person_erasure')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

async function advanceOne(deps: AdvanceDeps, key: Key): Promise<Step> {
  const audit = await deps.db.transaction().execute(async (tx) => {
    const row = await held(tx, key)
    if (!row || (await deps.holds(tx, key.tenant)).length > 0) return 'wait' as const
    await sql`set local pao.erasing = 'on'`.execute(tx)
    if (row.stage === 'own') return dropOwn(deps, tx, row)
    if (row.stage === 'sweep') return sweep(deps, tx, row)
    return { ...goneOf(row), reason: row.reason }
  })
  if (typeof audit === 'string') return audit
  // Has a transaction of its own, for it holds the chain; done twice it finds nothing more to take.
  const values = await deps.eraseAudit(audit)
  return deps.db.transaction().execute((tx) => finish(deps, tx, { key, values }))
}

function goneOf(row: NonNullable<Row>): Gone {
  return { tenant: row.tenant, names: row.names ?? [] }
}

async function dropOwn(deps: AdvanceDeps, tx: Tx, row: NonNullable<Row>): Promise<Step> {
  let deleted = 0
  for (const drop of [dropIdentity, ...deps.drops]) deleted += await drop(tx, goneOf(row))
  await note(tx, row, { stage: 'sweep', deleted: row.deleted + deleted })
  return 'on'
}

async function sweep({ blocks }: AdvanceDeps, tx: Tx, row: NonNullable<Row>): Promise<Step> {
  const place = { table: row.at_table, block: row.at_block }
  const { next, changed, deleted } = await sweepPiece(
    tx,
    { ...goneOf(row), pseudonym: row.pseudonym, blocks },
    place,
  )
  const found = row.round_changes + changed + deleted
  const counts = { changed: row.changed + changed, deleted: row.deleted + deleted }
  if (next) {
    await note(tx, row, {
      ...counts,
      at_table: next.table,
      at_block: next.block,
      round_changes: found,
    })
    return 'on'
  }
  const isOver = found === 0 || row.round >= mostRounds
  const again = { at_table: '', at_block: 0, round_changes: 0, round: row.round + 1 }
  await note(tx, row, { ...counts, ...(isOver ? { stage: 'audit' } : again) })
  return 'on'
}

type Told = Partial<{
  stage: string
  round: number
  at_table: string
  at_block: number
  round_changes: number
  deleted: number
  changed: number
}>

async function note(tx: Tx, { tenant, id }: Key, told: Told): Promise<void> {
  await tx
    .updateTable('person_erasure')
    .set(told)
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .execute()
}

type Finishing = { key: Key; values: number }

async function finish(deps: AdvanceDeps, tx: Tx, { key, values }: Finishing): Promise<Step> {
  const row = await held(tx, key)
  if (!row) return 'wait'
  const total = row.audit_values + values
  const { heardMs = usuallyHeardMs } = deps
  const isHeard = await dropEndings(tx, goneOf(row), heardMs)
  const end = { stage: 'done', names: null, done_at: new Date(deps.now()) }
  await tx
    .updateTable('person_erasure')
    .set({ audit_values: total, ...(isHeard && end) })
    .where('tenant', '=', key.tenant)
    .where('id', '=', key.id)
    .execute()
  if (!isHeard) return 'wait'
  const { tenant, id } = key
  const detail = { deleted: row.deleted, changed: row.changed, values: total }
  const on = { type: 'erasure', id }
  await writeAudit(tx, { tenant, by: { id: 'system' }, action: 'person.erased', on, detail })
  return 'none'
}
