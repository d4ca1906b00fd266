import { sql } from 'kysely'
import type pg from 'pg'
import type { Database, Tx } from './db.ts'
import { countRows, tenantTables } from './tenant-tables.ts'

/** Rows of one statement: a fraction of a second, and nobody else waits for longer. */
const rowsAtOnce = 2_000
/** Rounds over all tables: what a process still wrote behind the first is taken by the next. */
const mostRounds = 5

/** Told of each batch in its own transaction, so that what is counted is what went, wherever a crash comes. */
export type Deleted = (tx: Tx, table: string, rows: number) => Promise<void>

/**
 * Takes every row of a tenant away, in batches that each commit, and the hints of its jobs. A crash loses nothing:
 * called again it goes on. The tenant must rest. Throws when rows keep coming.
 */
export async function deleteTenantRows(
  { db, pool }: Pick<Database, 'db' | 'pool'>,
  tenant: string,
  deleted: Deleted,
): Promise<void> {
  await deleteHints(pool, tenant)
  for (let round = 0; round < mostRounds; round += 1) {
    for (const { name } of await tenantTables(pool))
      while ((await deleteBatch(db, { table: name, tenant, deleted })) === rowsAtOnce);
    if (Object.keys(await countRows(pool, tenant)).length === 0) return
  }
  throw new Error(`Rows of ${tenant} keep coming: a process still serves it`)
}

type Batch = { table: string; tenant: string; deleted: Deleted }

/** The audit lets go of entries only where it is said to be upkeep. */
async function deleteBatch(db: Database['db'], { table, tenant, deleted }: Batch): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await sql`set local pao.audit_upkeep = 'on'`.execute(tx)
    const name = sql.table(table)
    // A place is unique in one partition only, so the tenant is asked for again.
    const { numAffectedRows } = await sql`delete from ${name} where tenant = ${tenant}
      and ctid = any (array(select ctid from ${name} where tenant = ${tenant} limit ${rowsAtOnce}))`.execute(
      tx,
    )
    const rows = Number(numAffectedRows ?? 0)
    if (rows > 0) await deleted(tx, table, rows)
    return rows
  })
}

/** Jobs carry no truth, but the tenant's name. There are none before the first start of a server. */
async function deleteHints(pool: pg.Pool, tenant: string): Promise<void> {
  const { rows } = await pool.query<{ is: boolean }>(
    `select to_regclass('pgboss.job') is not null as is`,
  )
  if (rows[0]?.is === true)
    await pool.query(`delete from pgboss.job where data ->> 'tenant' = $1`, [tenant])
}
