import { type Fault, type Instant, Problem } from '@pao/core'
import { sql } from 'kysely'
import { type Acting, writeAudit } from '#store/audit-log.ts'
import type { Db, Tx } from '#store/db.ts'
import { endRights } from '../rights.ts'
import { namesOf } from './names.ts'
import { type Gone, isInDirectory } from './own.ts'

/** One forgetting, without a word of whom. */
export type Erasure = {
  id: string
  /** What stands in the place of the person from now on. */
  pseudonym: string
  reason: string
  askedBy: string
  askedAt: Date
  /** `own`: what is theirs goes · `sweep`: the pseudonym takes their place · `audit` · `done`. */
  stage: 'own' | 'sweep' | 'audit' | 'done'
  /** Rows that went, rows with the pseudonym, values of the audit log that went. */
  deleted: number
  changed: number
  auditValues: number
  doneAt: Date | null
}

export type ErasureWish = {
  tenant: string
  by: Acting
  /** Ids and addresses of the person. */
  names: readonly string[]
  reason: string
}

export type ErasureDeps = {
  db: Db
  now(): Instant
  newId(): string
  /** What still needs the person, one fault each; asked inside the transaction that begins the erasure. */
  needs(tx: Tx, gone: Gone): Promise<readonly Fault[]>
  /** Names of legal holds that stand. */
  holds(tx: Tx, tenant: string): Promise<readonly string[]>
}

/**
 * Begins to forget a person: what lets them in ends at once, the rest goes piece by piece. Asked again while it is under way it is
 * the same one. Throws `person.needed` with everything that still needs them, `audit.held`.
 */
export async function askErasure(deps: ErasureDeps, wish: ErasureWish): Promise<Erasure> {
  const { tenant, by, reason } = wish
  return deps.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`erasure ${tenant}`}, 0))`.execute(tx)
    const running = await runningFor(tx, wish)
    if (running) return running
    const names = await namesOf(tx, tenant, wish.names)
    const holds = await deps.holds(tx, tenant)
    if (holds.length > 0) throw new Problem('audit.held', { holds })
    const faults = await faultsOf(deps, tx, { tenant, names, by: by.id })
    if (faults.length > 0) throw new Problem('person.needed', {}, faults)
    await endRights(tx, tenant, { ids: names, emails: names.map((name) => name.toLowerCase()) })
    const id = deps.newId()
    const row = await tx
      .insertInto('person_erasure')
      .values({
        tenant,
        id,
        names: [...names],
        pseudonym: `erased-${id.slice(-12)}`,
        reason,
        asked_by: by.id,
        asked_at: new Date(deps.now()),
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    const on = { type: 'erasure', id }
    await writeAudit(tx, { tenant, by, action: 'person.erasure_asked', on, note: reason })
    return erasureOf(row)
  })
}

async function faultsOf(
  deps: ErasureDeps,
  tx: Tx,
  { by, ...gone }: Gone & { by: string },
): Promise<readonly Fault[]> {
  const own = gone.names.includes(by)
    ? [
        {
          code: 'person.self',
          at: '/person',
          message: 'Nobody forgets themselves',
          hint: 'Have another admin do it',
        },
      ]
    : []
  const told = (await isInDirectory(tx, gone))
    ? [
        {
          code: 'person.in_directory',
          at: '/person',
          message: 'The directory still tells of this person as somebody who is let in',
          hint: 'Remove them there first',
        },
      ]
    : []
  return [...own, ...told, ...(await deps.needs(tx, gone))]
}

async function runningFor(tx: Tx, { tenant, names }: ErasureWish): Promise<Erasure | undefined> {
  const row = await tx
    .selectFrom('person_erasure')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('done_at', 'is', null)
    .where(sql<boolean>`names && ${[...names]}::text[]`)
    .limit(1)
    .executeTakeFirst()
  return row && erasureOf(row)
}

/** The tenant's, newest first; 200 at most. */
export async function listErasures(db: Db, tenant: string): Promise<readonly Erasure[]> {
  const rows = await db
    .selectFrom('person_erasure')
    .selectAll()
    .where('tenant', '=', tenant)
    .orderBy('asked_at', 'desc')
    .limit(200)
    .execute()
  return rows.map(erasureOf)
}

/** Throws `erasure.not_found`. */
export async function getErasure(
  db: Db,
  { tenant, id }: { tenant: string; id: string },
): Promise<Erasure> {
  const row = await db
    .selectFrom('person_erasure')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Problem('erasure.not_found', { erasure: id })
  return erasureOf(row)
}

type Row = {
  id: string
  pseudonym: string
  reason: string
  asked_by: string
  asked_at: Date
  stage: string
  deleted: number
  changed: number
  audit_values: number
  done_at: Date | null
}

const stages = ['own', 'sweep', 'audit', 'done'] as const

function erasureOf(row: Row): Erasure {
  return {
    id: row.id,
    pseudonym: row.pseudonym,
    reason: row.reason,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    stage: stages.find((stage) => stage === row.stage) ?? 'own',
    deleted: row.deleted,
    changed: row.changed,
    auditValues: row.audit_values,
    doneAt: row.done_at,
  }
}
