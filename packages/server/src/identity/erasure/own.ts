import { sql } from 'kysely'
import type { Tx } from '#store/db.ts'

/** Whom, by all names. */
export type Gone = { tenant: string; names: readonly string[] }

/**
 * Takes away what let somebody in and what was noted of it. Of a directory's entry only its own number stays, so that who
 * must stay out does. Returns how many rows went.
 */
export async function dropIdentity(tx: Tx, { tenant, names }: Gone): Promise<number> {
  const ids = [...names]
  const lower = ids.map((name) => name.toLowerCase())
  const isTheirs = sql<boolean>`(person ->> 'id' = any (${ids}::text[])
    or lower(person ->> 'email') = any (${lower}::text[]))`
  const gone = [
    await tx.deleteFrom('session').where('tenant', '=', tenant).where(isTheirs).executeTakeFirst(),
    await tx
      .deleteFrom('api_key')
      .where('tenant', '=', tenant)
      .where('own', '=', true)
      .where(isTheirs)
      .executeTakeFirst(),
    await tx
      .deleteFrom('person_right')
      .where('tenant', '=', tenant)
      .where(sql<boolean>`(person = any (${ids}::text[]) or lower(email) = any (${lower}::text[]))`)
      .executeTakeFirst(),
  ]
  await tx
    .updateTable('directory_user')
    .set({ attributes: '{}', email_keys: [], known_as: [], user_name: sql`'erased ' || id` })
    .where('tenant', '=', tenant)
    .where(
      sql<boolean>`(known_as && ${ids}::text[] or name_key = any (${lower}::text[])
        or email_keys && ${lower}::text[])`,
    )
    .execute()
  return gone.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0)
}

/** Whether a directory still tells of them as somebody who is let in. */
export async function isInDirectory(tx: Tx, { tenant, names }: Gone): Promise<boolean> {
  const ids = [...names]
  const lower = ids.map((name) => name.toLowerCase())
  const found = await tx
    .selectFrom('directory_user')
    .select('id')
    .where('tenant', '=', tenant)
    .where('active', '=', true)
    .where('deleted_at', 'is', null)
    .where(
      sql<boolean>`(known_as && ${ids}::text[] or name_key = any (${lower}::text[])
        or email_keys && ${lower}::text[])`,
    )
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
