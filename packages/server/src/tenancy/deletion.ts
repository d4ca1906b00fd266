import type { Db, Tx } from '#store/db.ts'

/** What a deletion took away so far, by table, and how far the audit had come. */
export type Deletion = {
  rows: Readonly<Record<string, number>>
  /** The last checkpoint of the tenant's audit, signed; null = it had none. */
  checkpoint: unknown
}

/** What stands with the tombstone; nothing of it is anybody's data. */
export async function deletionOf(db: Db, name: string): Promise<Deletion | undefined> {
  const row = await db
    .selectFrom('tenant')
    .select('deletion')
    .where('name', '=', name)
    .executeTakeFirst()
  return (row?.deletion ?? undefined) as Deletion | undefined
}

/** Keeps it. */
export async function keepDeletion(db: Db | Tx, name: string, deletion: Deletion): Promise<void> {
  await db
    .updateTable('tenant')
    .set({ deletion: JSON.stringify(deletion) })
    .where('name', '=', name)
    .execute()
}

/** Actions of the tenant that a worker has in its hands now: their outcome would come to nothing. */
export async function countUnderWay(db: Db, tenant: string, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom('action')
    .select((select) => select.fn.countAll().as('count'))
    .where('tenant', '=', tenant)
    .where('state', '=', 'running')
    .where('lease_until', '>', now)
    .executeTakeFirstOrThrow()
  return Number(count)
}
