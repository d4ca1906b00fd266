import pg from 'pg'
import type { Database } from './db.ts'
import { countRows, tenantTables } from './tenant-tables.ts'

/** Rows of one statement: a fraction of a second, and nobody else waits for longer. */
const rowsAtOnce = 2_000
/** Rounds over all tables: what a process still wrote behind the first is taken by the next. */
const mostRounds = 5

/** Told of each batch, so that progress is kept. */
export type Deleted = (table: string, rows: number) => Promise<void>

/**
 * Takes every row of a tenant away, in batches that each commit, and the hints of its jobs. A crash loses nothing:
 * called again it goes on. The tenant must rest. Throws when rows keep coming.
 */
export async function deleteTenantRows(
  { pool }: Pick<Database, 'pool'>,
  tenant: string,
  deleted: Deleted,
): Promise<void> {
  await deleteHints(pool, tenant)
  for (let round = 0; round < mostRounds; round += 1) {
    for (const { name } of await tenantTables(pool))
      for (;;) {
        const rows = await deleteBatch(pool, name, tenant)
        if (rows > 0) await deleted(name, rows)
        if (rows < rowsAtOnce) break
      }
    if (Object.keys(await countRows(pool, tenant)).length === 0) return
  }
  throw new Error(`Rows of ${tenant} keep coming: a process still serves it`)
}

/** The audit lets go of entries only where it is said to be upkeep. */
async function deleteBatch(pool: pg.Pool, table: string, tenant: string): Promise<number> {
  const name = pg.escapeIdentifier(table)
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(`set local pao.audit_upkeep = 'on'`)
    const { rowCount } = await client.query(
      // A place is unique in one partition only, so the tenant is asked for again.
      `delete from ${name} where tenant = $1 and ctid = any (array(
        select ctid from ${name} where tenant = $1 limit ${rowsAtOnce}))`,
      [tenant],
    )
    await client.query('commit')
    client.release()
    return rowCount ?? 0
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** Jobs carry no truth, but the tenant's name. There are none before the first start of a server. */
async function deleteHints(pool: pg.Pool, tenant: string): Promise<void> {
  const { rows } = await pool.query<{ is: boolean }>(
    `select to_regclass('pgboss.job') is not null as is`,
  )
  if (rows[0]?.is === true)
    await pool.query(`delete from pgboss.job where data ->> 'tenant' = $1`, [tenant])
}
