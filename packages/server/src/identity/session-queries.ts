import { sql } from 'kysely'
import type { Instant } from '@pao/core'
import type { Db } from '#store/db.ts'
import { isRole, type Role } from './principal.ts'

/** What is kept of a session: hashes of its ids, who it is, and what a form must send back. */
export type SessionRow = {
  tenant: string
  secretHash: string
  person: {
    id: string
    email: string
    name: string
    roles: readonly Role[]
    teams: readonly string[]
    /** Of a ticket: those of the key it was made with. */
    scopes?: readonly string[]
    key?: string
  }
  csrf: string
  createdAt: Instant
  expiresAt: Instant
  revokedAt?: Instant
  /** Names it to its holder; unset = it is a ticket. */
  publicId?: string
  issuer?: string
  agent?: string
  lastSeenAt?: Instant
  rotatedAt?: Instant
  nextHash?: string
  previousHash?: string
  idToken?: Buffer
  /** What the provider calls its own session and the person. */
  providerSid?: string
  providerSub?: string
}

/** A person has no more sessions than that; older ones run out by themselves. */
const mostSessions = 200

/** Writes a new session and forgets those that ended before it. */
export async function insertSession(db: Db, session: SessionRow): Promise<void> {
  await db
    .insertInto('session')
    .values({
      tenant: session.tenant,
      secret_hash: session.secretHash,
      person: JSON.stringify(session.person),
      csrf: session.csrf,
      created_at: new Date(session.createdAt),
      expires_at: new Date(session.expiresAt),
      public_id: session.publicId ?? null,
      issuer: session.issuer ?? null,
      agent: session.agent ?? null,
      last_seen_at: dateOf(session.lastSeenAt),
      rotated_at: dateOf(session.rotatedAt),
      id_token: session.idToken ?? null,
      provider_sid: session.providerSid ?? null,
      provider_sub: session.providerSub ?? null,
    })
    .execute()
  await db
    .deleteFrom('session')
    .where('tenant', '=', session.tenant)
    .where('expires_at', '<', new Date(session.createdAt))
    .execute()
}

/** The session that has, will have or had this hash, ended ones included. Hashes are 256 random bits, unique over all tenants. */
export async function findSession(db: Db, hash: string): Promise<SessionRow | undefined> {
  const row = await db
    .selectFrom('session')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('secret_hash', '=', hash),
        eb('next_hash', '=', hash),
        eb('previous_hash', '=', hash),
      ]),
    )
    .where('public_id', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row && sessionOf(row)
}

/** The newest living session of the person with this e-mail. */
export async function findSessionOf(
  db: Db,
  who: { tenant: string; email: string },
  at: Instant,
): Promise<SessionRow | undefined> {
  const row = await db
    .selectFrom('session')
    .selectAll()
    .where('tenant', '=', who.tenant)
    .where(sql<string>`lower(person ->> 'email')`, '=', who.email.toLowerCase())
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', new Date(at))
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && sessionOf(row)
}

/** The living sessions of a person, newest first. */
export async function listSessionsOf(
  db: Db,
  who: { tenant: string; id: string },
  at: Instant,
): Promise<SessionRow[]> {
  const rows = await db
    .selectFrom('session')
    .selectAll()
    .where('tenant', '=', who.tenant)
    .where(sql<string>`person ->> 'id'`, '=', who.id)
    .where('public_id', 'is not', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', new Date(at))
    .orderBy('created_at', 'desc')
    .limit(mostSessions)
    .execute()
  return rows.map(sessionOf)
}

/** Uses a ticket up and returns it: of many who try, one gets it. */
export async function takeTicket(
  db: Db,
  secretHash: string,
  at: Instant,
): Promise<SessionRow | undefined> {
  const row = await db
    .updateTable('session')
    .set({ revoked_at: new Date(at) })
    .where('secret_hash', '=', secretHash)
    .where('public_id', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', new Date(at))
    .returningAll()
    .executeTakeFirst()
  return row && sessionOf(row)
}

/** Ends a living session of this person; undefined when there is none. */
export async function revokeSession(
  db: Db,
  key: { tenant: string; publicId: string; person: string },
  at: Instant,
): Promise<SessionRow | undefined> {
  const row = await db
    .updateTable('session')
    .set({ revoked_at: new Date(at), id_token: null })
    .where('tenant', '=', key.tenant)
    .where('public_id', '=', key.publicId)
    .where(sql<string>`person ->> 'id'`, '=', key.person)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row && sessionOf(row)
}

type Place = { tenant: string; secretHash: string }

/** Notes that the session was used. */
export async function touchSession(db: Db, { tenant, secretHash }: Place, at: Instant) {
  await db
    .updateTable('session')
    .set({ last_seen_at: new Date(at) })
    .where('tenant', '=', tenant)
    .where('secret_hash', '=', secretHash)
    .execute()
}

/** Keeps the hash of the id that will follow; doing it twice is the same. */
export async function offerNext(db: Db, { tenant, secretHash }: Place, nextHash: string) {
  await db
    .updateTable('session')
    .set({ next_hash: nextHash })
    .where('tenant', '=', tenant)
    .where('secret_hash', '=', secretHash)
    .execute()
}

/** The id that was handed out came back: from now on it is the session's. Of many who try, one does it. */
export async function takeNext(db: Db, place: Place & { nextHash: string }, at: Instant) {
  await db
    .updateTable('session')
    .set({
      secret_hash: place.nextHash,
      previous_hash: place.secretHash,
      next_hash: null,
      rotated_at: new Date(at),
    })
    .where('tenant', '=', place.tenant)
    .where('secret_hash', '=', place.secretHash)
    .where('next_hash', '=', place.nextHash)
    .execute()
}

type StoredSession = {
  tenant: string
  secret_hash: string
  person: unknown
  csrf: string
  created_at: Date
  expires_at: Date
  revoked_at: Date | null
  public_id: string | null
  issuer: string | null
  agent: string | null
  last_seen_at: Date | null
  rotated_at: Date | null
  next_hash: string | null
  previous_hash: string | null
  id_token: Buffer | null
}

function sessionOf(row: StoredSession): SessionRow {
  return {
    tenant: row.tenant,
    secretHash: row.secret_hash,
    person: personOf(row.person),
    csrf: row.csrf,
    createdAt: row.created_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    ...present({
      revokedAt: row.revoked_at?.getTime(),
      publicId: row.public_id,
      issuer: row.issuer,
      agent: row.agent,
      lastSeenAt: row.last_seen_at?.getTime(),
      rotatedAt: row.rotated_at?.getTime(),
      nextHash: row.next_hash,
      previousHash: row.previous_hash,
      idToken: row.id_token,
    }),
  }
}

type Present<T> = { [K in keyof T]?: NonNullable<T[K]> }

function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  ) as Present<T>
}

function personOf(stored: unknown): SessionRow['person'] {
  const { id, email, name, roles, teams, scopes, key } = stored as SessionRow['person']
  const known = roles.filter((role) => isRole(role))
  const limits = { ...(scopes && { scopes }), ...(key !== undefined && { key }) }
  return { id, email, name, roles: known, teams, ...limits }
}

function dateOf(at: Instant | undefined): Date | null {
  return at === undefined ? null : new Date(at)
}
