import { randomBytes } from 'node:crypto'
import { SecretUnavailable } from '@pao/connectors'
import { sql } from 'kysely'
import { type Cipher, createCipher } from '#store/cipher.ts'
import type { Db } from '#store/db.ts'
import type { KeyRing } from '#store/key-ring.ts'

/** A tenant's own key, sealed as it stands in the table. */
export type SealedKey = { tenant: string; id: string; sealed_by: string; sealed: Buffer }

export type KeyDeps = { db: Db; ring: KeyRing; newId: () => string }

/** How far a change of the sealing key has come. `strange` = sealed by a key that is not here. */
export type Rewrapped = { rewrapped: number; remaining: number; strange: number }

const about = ({ tenant, id }: Pick<SealedKey, 'tenant' | 'id'>): string =>
  JSON.stringify(['secret_key', tenant, id])

/** The cipher of a tenant's key. Throws SecretUnavailable when this process has not the key that sealed it. */
export function cipherOf(ring: KeyRing, key: SealedKey): Cipher {
  const opened = untouched('The table of secrets', () =>
    ring.open({ by: key.sealed_by, sealed: key.sealed }, about(key)),
  )
  if (opened !== undefined) return createCipher(Buffer.from(opened, 'base64'))
  const message = `The table of secrets was sealed with another key (fingerprint ${key.sealed_by}); see PAO_SECRETS_KEY`
  throw new SecretUnavailable(message, { retryable: false })
}

/** What opens, opened. Throws SecretUnavailable when the row was not written by us, or moved from elsewhere. */
export function untouched<T>(what: string, open: () => T): T {
  try {
    return open()
  } catch {
    const message = `${what} was changed from outside; set the secret again`
    throw new SecretUnavailable(message, { retryable: false })
  }
}

/** The key that the tenant's secrets are sealed with from now on, made at the first secret. */
export async function tenantKey(
  { db, ring, newId }: KeyDeps,
  tenant: string,
): Promise<{ id: string; cipher: Cipher }> {
  const find = () =>
    db
      .selectFrom('secret_key')
      .select(['tenant', 'id', 'sealed_by', 'sealed'])
      .where('tenant', '=', tenant)
      .orderBy('created_at')
      .limit(1)
      .executeTakeFirst()
  const known = await find()
  if (known) return { id: known.id, cipher: cipherOf(ring, known) }
  const id = newId()
  const { by, sealed } = ring.seal(randomBytes(32).toString('base64'), about({ tenant, id }))
  await db
    .insertInto('secret_key')
    .values({ tenant, id, sealed_by: by, sealed, created_at: sql<Date>`clock_timestamp()` })
    .execute()
  // Two processes may have made one at once: both take the older.
  const made = await find()
  if (!made) throw new Error(`The key of the tenant ${tenant} vanished while it was made`)
  return { id: made.id, cipher: cipherOf(ring, made) }
}

const batch = 100

/**
 * Seals a batch of tenants' keys anew with the key of the ring that seals now; the secrets themselves stay as they
 * are. May be asked again until nothing remains, by several at once, and after a crash.
 */
export async function rewrapKeys({ db, ring }: Omit<KeyDeps, 'newId'>): Promise<Rewrapped> {
  const old = ring.known.filter((fingerprint) => fingerprint !== ring.current)
  const rewrapped = await db.transaction().execute(async (tx) => {
    const keys = await tx
      .selectFrom('secret_key')
      .select(['tenant', 'id', 'sealed_by', 'sealed'])
      .where('sealed_by', 'in', [...old, ''])
      .limit(batch)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const key of keys) {
      const opened = ring.open({ by: key.sealed_by, sealed: key.sealed }, about(key))
      if (opened === undefined) continue
      const { by, sealed } = ring.seal(opened, about(key))
      await tx
        .updateTable('secret_key')
        .set({ sealed_by: by, sealed })
        .where('tenant', '=', key.tenant)
        .where('id', '=', key.id)
        .execute()
    }
    return keys.length
  })
  const counts = await sealedBy(db)
  const strange = strangeIn(ring, counts)
  const remaining = old.reduce((sum, one) => sum + (counts.get(one) ?? 0), 0)
  return { rewrapped, remaining, strange: strange.reduce((sum, { count }) => sum + count, 0) }
}

/** Keys of the table that none of the ring opens, by fingerprint. */
export async function strangeKeys({
  db,
  ring,
}: Omit<KeyDeps, 'newId'>): Promise<readonly { fingerprint: string; count: number }[]> {
  return strangeIn(ring, await sealedBy(db))
}

function strangeIn(ring: KeyRing, counts: ReadonlyMap<string, number>) {
  return [...counts]
    .filter(([fingerprint]) => !ring.known.includes(fingerprint))
    .map(([fingerprint, count]) => ({ fingerprint, count }))
}

async function sealedBy(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('secret_key')
    .select(['sealed_by', sql<number>`count(*)::integer`.as('count')])
    .groupBy('sealed_by')
    .execute()
  return new Map(rows.map((row) => [row.sealed_by, row.count]))
}
