import { sql } from 'kysely'
import type { Db } from '#store/db.ts'

/** Tenants with a chain, found by one step of the index each; 10,000 at most. */
export async function tenantsOf(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ tenant: string }>`
    with recursive known as (
      (select tenant from audit_entry order by tenant limit 1)
      union all
      select (select e.tenant from audit_entry e where e.tenant > k.tenant order by e.tenant limit 1)
      from known k where k.tenant is not null)
    select tenant from known where tenant is not null limit 10000`.execute(db)
  return rows.map(({ tenant }) => tenant)
}
