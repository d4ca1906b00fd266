import type { Instant } from '@pao/core'
import { sql } from 'kysely'
import type { Db } from '#store/db.ts'

/** One thing that was done to an object, without who did it. */
export type Done = { at: Instant; detail: Readonly<Record<string, unknown>> }

/** What was done to one object under one name, oldest first: the latest so many. Served by audit_entry_object. */
export async function doneTo(
  db: Db,
  tenant: string,
  { on, action, limit }: { on: { type: string; id: string }; action: string; limit: number },
): Promise<readonly Done[]> {
  const those = sql`tenant = ${tenant} and object_id = ${on.id} and object_type = ${on.type} and action = ${action}`
  const { rows } = await sql<{ at: Date; detail: Record<string, unknown> }>`
    select at, detail from (
      select at, detail from audit_entry where ${those}
      union all select at, detail from audit_pending where ${those}) as done
    order by at desc limit ${limit}`.execute(db)
  return rows.map(({ at, detail }) => ({ at: at.getTime(), detail })).toReversed()
}
