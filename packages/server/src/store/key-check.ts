import type { Cipher } from './cipher.ts'
import type { Db } from './db.ts'

/** `kept` is the fingerprint of the key this database was first used with, `ours` that of our own. */
export type KeyCheck = { fits: boolean; kept: string; ours: string }

/**
 * Compares our key with the one this database was first used with; the first to ask leaves its own. With
 * another key, what one process seals the next cannot open, and that would show only in the middle of work.
 */
export async function checkKey(db: Db, cipher: Pick<Cipher, 'derive'>): Promise<KeyCheck> {
  const ours = cipher.derive('key-fingerprint').slice(0, 16)
  await db
    .insertInto('key_fingerprint')
    .values({ fingerprint: ours })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { fingerprint: kept } = await db
    .selectFrom('key_fingerprint')
    .select('fingerprint')
    .executeTakeFirstOrThrow()
  return { fits: kept === ours, kept, ours }
}
