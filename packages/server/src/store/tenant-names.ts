import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'

/**
 * Tenants with rows in a table whose key begins with the tenant, in order: one step of that key each, however many rows there
 * are; 10,000 at most, where not said otherwise.
 */
export async function tenantNames(
  db: Db | Tx,
  table: string,
  most = 10_000,
): Promise<readonly string[]> {
  const rowsOf = sql.table(table)
  const { rows } = await sql<{ tenant: string }>`
    with recursive known as (
      (select tenant from ${rowsOf} order by tenant limit 1)
      union all
      select (select r.tenant from ${rowsOf} r where r.tenant > k.tenant order by r.tenant limit 1)
      from known k where k.tenant is not null)
    select tenant from known where tenant is not null limit ${most}`.execute(db)
  return rows.map(({ tenant }) => tenant)
}
