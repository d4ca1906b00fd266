import { sql } from 'kysely'
import type { Tx } from '#store/db.ts'
import { whose } from './whose.ts'

/** Whom, by all names. */
export type Gone = { tenant: string; names: readonly string[] }

/**
 * Takes away what let somebody in and what was noted of it. Of a directory's entry only its own number stays, so that who
 * must stay out does. Returns how many rows went.
 */
export async function dropIdentity(tx: Tx, { tenant, names }: Gone): Promise<number> {
  const { person, right, directory } = whose(names)
  const gone = [
    await tx.deleteFrom('session').where('tenant', '=', tenant).where(person).executeTakeFirst(),
    await tx
      .deleteFrom('api_key')
      .where('tenant', '=', tenant)
      .where('own', '=', true)
      .where(person)
      .executeTakeFirst(),
    await tx
      .deleteFrom('person_right')
      .where('tenant', '=', tenant)
      .where(right)
      .executeTakeFirst(),
  ]
  await tx
    .updateTable('directory_user')
    .set({ attributes: '{}', email_keys: [], known_as: [], user_name: sql`'erased ' || id` })
    .where('tenant', '=', tenant)
    .where(directory)
    .execute()
  return gone.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0)
}

/** Whether a directory still tells of them as somebody who is let in. */
export async function isInDirectory(tx: Tx, { tenant, names }: Gone): Promise<boolean> {
  const found = await tx
    .selectFrom('directory_user')
    .select('id')
    .where('tenant', '=', tenant)
    .where('active', '=', true)
    .where('deleted_at', 'is', null)
    .where(whose(names).directory)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Takes away the notes that tell every process to close what they held open; false while some are too young for that. */
export async function dropEndings(
  tx: Tx,
  { tenant, names }: Gone,
  heardMs: number,
): Promise<boolean> {
  const isTheirs = sql<boolean>`person = any (${[...names]}::text[])`
  await tx
    .deleteFrom('ended_right')
    .where('tenant', '=', tenant)
    .where(isTheirs)
    .where('at', '<=', sql<Date>`clock_timestamp() - make_interval(secs => ${heardMs / 1_000})`)
    .execute()
  const left = await tx
    .selectFrom('ended_right')
    .select('at')
    .where('tenant', '=', tenant)
    .where(isTheirs)
    .limit(1)
    .executeTakeFirst()
  return left === undefined
}
