import { sql } from 'kysely'
import type { Db, Tx } from '#store/db.ts'
import type { Instant } from '@pao/core'
import { isRole, type Person, type Role } from './principal.ts'

/** What is kept of an API key. The secret itself is nowhere. */
export type KeyRow = {
  tenant: string
  id: string
  name: string
  secretHash: string
  roles: readonly Role[]
  teams: readonly string[]
  scopes?: readonly string[]
  createdBy: string
  /** The person behind the key; unset where nobody knows. */
  person?: Person
  /** The service account it is a key of. */
  serviceAccount?: string
  /** The person made it for themselves: it stands for them, and never may more than they may now. */
  own?: true
  /** The secret before the last turn, and how long it is good. */
  previous?: { hash: string; until: Instant }
  createdAt: Instant
  expiresAt?: Instant
  revokedAt?: Instant
  lastUsedAt?: Instant
}

/** A page of keys is at most this long; nobody needs more keys than that. */
const mostKeys = 500

/** Writes a new key. */
export async function insertKey(db: Db | Tx, key: KeyRow): Promise<void> {
  await db
    .insertInto('api_key')
    .values({
      tenant: key.tenant,
      id: key.id,
      name: key.name,
      secret_hash: key.secretHash,
      roles: [...key.roles],
      teams: [...key.teams],
      scopes: key.scopes ? [...key.scopes] : null,
      created_by: key.createdBy,
      person: key.person ? JSON.stringify(key.person) : null,
      service_account: key.serviceAccount ?? null,
      own: key.own ?? false,
      created_at: new Date(key.createdAt),
      expires_at: key.expiresAt === undefined ? null : new Date(key.expiresAt),
    })
    .execute()
}

/** The key with this public id, revoked and expired ones included. Ids are 64 random bits, unique over all tenants. */
export async function findKey(db: Db, id: string): Promise<KeyRow | undefined> {
  const row = await db.selectFrom('api_key').selectAll().where('id', '=', id).executeTakeFirst()
  return row && keyOf(row)
}

/** The tenant's keys, newest first. */
export async function listKeys(db: Db, tenant: string): Promise<KeyRow[]> {
  const rows = await db
    .selectFrom('api_key')
    .selectAll()
    .where('tenant', '=', tenant)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(mostKeys)
    .execute()
  return rows.map(keyOf)
}

type OfPerson = { tenant: string; person: string }

/** Keys a person made for themselves, newest first. */
export async function listOwnKeys(db: Db, { tenant, person }: OfPerson): Promise<KeyRow[]> {
  const rows = await db
    .selectFrom('api_key')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('own', '=', true)
    .where(sql<string>`person ->> 'id'`, '=', person)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(mostKeys)
    .execute()
  return rows.map(keyOf)
}

/** Keys of a service account, newest first. */
export async function listAccountKeys(
  db: Db,
  { tenant, account }: { tenant: string; account: string },
): Promise<KeyRow[]> {
  const rows = await db
    .selectFrom('api_key')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('service_account', '=', account)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(mostKeys)
    .execute()
  return rows.map(keyOf)
}

/** How many keys of their own a person has that are neither stopped nor over. */
export async function countOwnKeys(
  tx: Tx,
  { tenant, person }: OfPerson,
  at: Instant,
): Promise<number> {
  const { count } = await tx
    .selectFrom('api_key')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('tenant', '=', tenant)
    .where('own', '=', true)
    .where(sql<string>`person ->> 'id'`, '=', person)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', new Date(at))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Ends a key; says whether there was one. Revoking twice keeps the first moment. */
export async function markKeyRevoked(
  db: Db,
  key: { tenant: string; id: string },
  at: Instant,
): Promise<boolean> {
  const result = await db
    .updateTable('api_key')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(new Date(at))) }))
    .where('tenant', '=', key.tenant)
    .where('id', '=', key.id)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Replaces the secret of a living key; the old one stops at once, or `until` then. */
export async function replaceKeySecret(
  db: Db,
  key: { tenant: string; id: string },
  { secretHash, until }: { secretHash: string; until?: Instant | undefined },
): Promise<KeyRow | undefined> {
  const row = await db
    .updateTable('api_key')
    .set(({ ref }) => ({
      secret_hash: secretHash,
      previous_hash: until === undefined ? null : ref('secret_hash'),
      previous_until: until === undefined ? null : new Date(until),
    }))
    .where('tenant', '=', key.tenant)
    .where('id', '=', key.id)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row && keyOf(row)
}

/** Notes that the key was used. */
export async function touchKey(
  db: Db,
  key: { tenant: string; id: string },
  at: Instant,
): Promise<void> {
  await db
    .updateTable('api_key')
    .set({ last_used_at: new Date(at) })
    .where('tenant', '=', key.tenant)
    .where('id', '=', key.id)
    .execute()
}

function isPerson(value: unknown): value is Person {
  return typeof value === 'object' && value !== null && 'id' in value && 'email' in value
}

type StoredKey = {
  tenant: string
  id: string
  name: string
  secret_hash: string
  roles: string[]
  teams: string[]
  created_by: string
  person: unknown
  scopes: string[] | null
  service_account: string | null
  own: boolean
  previous_hash: string | null
  previous_until: Date | null
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
}

function keyOf(row: StoredKey): KeyRow {
  return {
    tenant: row.tenant,
    id: row.id,
    name: row.name,
    secretHash: row.secret_hash,
    roles: row.roles.filter(isRole),
    teams: row.teams,
    createdBy: row.created_by,
    ...(row.scopes && { scopes: row.scopes }),
    ...(isPerson(row.person) && { person: row.person }),
    ...(row.service_account !== null && { serviceAccount: row.service_account }),
    ...(row.own && { own: true as const }),
    ...(row.previous_hash !== null &&
      row.previous_until && {
        previous: { hash: row.previous_hash, until: row.previous_until.getTime() },
      }),
    createdAt: row.created_at.getTime(),
    ...(row.expires_at && { expiresAt: row.expires_at.getTime() }),
    ...(row.revoked_at && { revokedAt: row.revoked_at.getTime() }),
    ...(row.last_used_at && { lastUsedAt: row.last_used_at.getTime() }),
  }
}
