import type { Instant } from '@pao/core'
import { sql } from 'kysely'
import type { Db } from '#store/db.ts'
import { noteEnded } from './rights.ts'

/** What a provider says has ended there. At least one of `sid` and `sub` is set. */
export type EndedThere = {
  /** Name of the issuer as it is configured. */
  issuer: string
  sid?: string | undefined
  sub?: string | undefined
  /** Names the telling; the same one is heard once. */
  jti: string
  /** As long as it could be told again. */
  until: Instant
}

/**
 * Ends the sessions that began with one of the provider's, in every tenant, and what is open with them. Their public
 * ids; undefined = this was told before. A session whose sign-in named no `sid` ends with any of its person's.
 */
export async function endProviderSessions(
  db: Db,
  { issuer, sid, sub, jti, until }: EndedThere,
  now: Instant,
): Promise<readonly string[] | undefined> {
  return db.transaction().execute(async (tx) => {
    await tx.deleteFrom('logout_token').where('until', '<', new Date(now)).execute()
    const told = await tx
      .insertInto('logout_token')
      .values({ issuer, jti, until: new Date(until) })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (!told.numInsertedOrUpdatedRows) return undefined
    const ended = await tx
      .updateTable('session')
      .set({ revoked_at: sql<Date>`clock_timestamp()`, id_token: null })
      .where('issuer', '=', issuer)
      .where('public_id', 'is not', null)
      .where('revoked_at', 'is', null)
      .$if(sub !== undefined, (query) => query.where('provider_sub', '=', sub ?? ''))
      .$if(sid !== undefined, (query) =>
        query.where((eb) =>
          eb.or([
            eb('provider_sid', '=', sid ?? ''),
            ...(sub === undefined ? [] : [eb('provider_sid', 'is', null)]),
          ]),
        ),
      )
      .returning(['tenant', 'public_id', sql<string>`person ->> 'id'`.as('person')])
      .execute()
    for (const tenant of new Set(ended.map((one) => one.tenant))) {
      const theirs = ended.filter((one) => one.tenant === tenant)
      await noteEnded(
        tx,
        tenant,
        theirs.map(({ person }) => person),
      )
    }
    return ended.map(({ public_id: id }) => id ?? '')
  })
}
