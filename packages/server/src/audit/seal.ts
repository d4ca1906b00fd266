import { randomBytes } from 'node:crypto'
import {
  type AuditEntry,
  type AuditProof,
  commitment,
  firstPrev,
  hashOf,
  personalFields,
} from '@pao/core/governance'
import { sql } from 'kysely'
import { type PendingRow, takePending, waitingTenants } from '#store/audit-log.ts'
import type { Db, Tx } from '#store/db.ts'
import { entryOf } from './entry.ts'
import { sha256 } from './sha256.ts'

/** Rows chained in one transaction; some 20 ms. */
const mostAtOnce = 500
const mostTenants = 200
/** Rounds of one call; what is left then waits for the next. */
const mostRounds = 200

/** The end of a chain. */
export type Head = { seq: number; hash: string }

/** Chains what waits, tenant by tenant, in the order it was written. Returns how many rows it chained. */
export async function sealAll(db: Db): Promise<number> {
  let sealed = 0
  for (const tenant of await waitingTenants(db, mostTenants)) sealed += await sealTenant(db, tenant)
  return sealed
}

/** Chains all that waits of one tenant; what another process is chaining already is left to it. */
export async function sealTenant(db: Db, tenant: string): Promise<number> {
  let sealed = 0
  for (let round = 0; round < mostRounds; round += 1) {
    const count = await db.transaction().execute((tx) => sealBatch(tx, tenant))
    sealed += count
    if (count < mostAtOnce) break
  }
  return sealed
}

/** Rounds and milliseconds that a reader gives to the chaining of what waits; the rest is chained a moment later. */
const readersRounds = 4
const readersPatience = '1s'
const lockNotHad = '55P03'

/** Chains some of what waits before a reader looks, so that it sees what was just done; never holds the reader up for long. */
export async function sealForReader(db: Db, tenant: string): Promise<void> {
  for (let round = 0; round < readersRounds; round += 1) {
    const count = await db
      .transaction()
      .execute(async (tx) => {
        await sql`set local lock_timeout = ${sql.lit(readersPatience)}`.execute(tx)
        return sealBatch(tx, tenant)
      })
      .catch(whereOthersChain)
    if (count < mostAtOnce) return
  }
}

/** Somebody else is chaining it. */
function whereOthersChain(error: unknown): number {
  if (error instanceof Error && 'code' in error && error.code === lockNotHad) return 0
  throw error
}

/** Lets nobody else append to this tenant's chain until the transaction ends. */
export async function holdChain(tx: Tx, tenant: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`pao audit ${tenant}`}, 0))`.execute(tx)
}

/** The newest link of a chain. */
export async function headOf(db: Db | Tx, tenant: string): Promise<Head | undefined> {
  return db
    .selectFrom('audit_entry')
    .select(['seq', 'hash'])
    .where('tenant', '=', tenant)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Whoever chains holds the lock, and takes only what is committed: what commits later is chained later. */
async function sealBatch(tx: Tx, tenant: string): Promise<number> {
  await holdChain(tx, tenant)
  const rows = await takePending(tx, tenant, mostAtOnce)
  if (rows.length === 0) return 0
  let head = (await headOf(tx, tenant)) ?? { seq: 0, hash: firstPrev }
  const chained = rows.map((row) => {
    const entry = link(row, head)
    head = { seq: entry.seq, hash: entry.hash }
    return entry
  })
  await sql`insert into audit_entry select * from jsonb_populate_recordset(null::audit_entry,
    ${JSON.stringify(chained)}::text::jsonb)`.execute(tx)
  return rows.length
}

function link(row: PendingRow, head: Head): AuditEntry {
  const proof: AuditProof = Object.fromEntries(
    personalFields.flatMap((field) => {
      const value = row[field]
      if (value === null) return []
      const salt = randomBytes(16).toString('base64url')
      return [[field, { hash: commitment(sha256, { field, salt, value }), salt }]]
    }),
  )
  const entry = entryOf({ ...row, seq: head.seq + 1, proof, prev: head.hash, hash: '' })
  return { ...entry, hash: hashOf(sha256, entry) }
}
