import { type Instant, Problem } from '@pao/core'
import { type Acting, writeAudit } from '#store/audit-log.ts'
import { isDuplicate, type Tx } from '#store/db.ts'
import { type Asked, dbOf } from '../db-of.ts'
import { endRights, type EndedRights } from '../rights.ts'
import type { Found, Named, Search } from './look.ts'
import { emailKeys, isId } from './people.ts'
import type { GroupRow, UserRow } from './rows.ts'

export type DirectoryDeps = Asked & { now(): Instant; newId(): string }

/** Who changes the directory, in which tenant. */
export type Asking = { tenant: string; by: Acting }

export type DirectoryUser = UserRow & { groups: readonly Named[] }
export type DirectoryGroup = GroupRow & { members: readonly Named[] }

/** One kind of what a directory tells of. Everything with an id throws `scim.not_found` where there is none. */
export type Kept<R> = {
  create(asking: Asking, body: unknown): Promise<R>
  one(tenant: string, id: string): Promise<R>
  find(tenant: string, search: Search): Promise<Found<R>>
  replace(asking: Asking, id: string, body: unknown): Promise<R>
  patch(asking: Asking, id: string, body: unknown): Promise<R>
  /** Removes it and the rights that came of it; its name is free again. */
  remove(asking: Asking, id: string): Promise<void>
}

/** The one of a search that has this id. */
export async function oneOf<R>(find: Kept<R>['find'], tenant: string, id: string): Promise<R> {
  const { rows } = await find(tenant, { filter: `id eq ${JSON.stringify(id)}`, count: 1 })
  const [found] = rows
  if (!found) throw new Problem('scim.not_found', { id })
  return found
}

type Writing<T> = (tx: Tx) => Promise<T>

/** One transaction; a name that is taken is a refusal. */
export async function write<T>(deps: DirectoryDeps, tenant: string, work: Writing<T>): Promise<T> {
  try {
    return await dbOf(deps, tenant).transaction().execute(work)
  } catch (error) {
    if (!isDuplicate(error)) throw error
    throw new Problem('scim.uniqueness', { detail: 'userName and displayName are given once' })
  }
}

type Key = { tenant: string; id: string }

/** What has this id, held until the end of the transaction. */
export async function held<Row>(
  tx: Tx,
  key: Key,
  hold: (tx: Tx, key: Key) => Promise<Row | undefined>,
): Promise<Row> {
  const now = isId(key.id) ? await hold(tx, key) : undefined
  if (!now) throw new Problem('scim.not_found', { id: key.id })
  return now
}

type Note = { id: string; did: string; subject?: string; detail?: object }

/** Notes what was done to a `user` or `group` in the audit log, in the same transaction. */
export function note(
  tx: Tx,
  what: 'user' | 'group',
  { tenant, by }: Asking,
  { id, did, subject, detail }: Note,
): Promise<void> {
  return writeAudit(tx, {
    tenant,
    by,
    action: `directory.${what}_${did}`,
    on: { type: `directory_${what}`, id },
    ...(subject !== undefined && { subject }),
    ...(detail && { detail: { ...detail } }),
  })
}

/** Ends every session and key of these people. */
export async function endAll(
  tx: Tx,
  tenant: string,
  users: readonly UserRow[],
): Promise<EndedRights> {
  const ended = { sessions: 0, keys: 0 }
  for (const user of users) {
    const { knownAs: ids, externalId } = user
    const one = await endRights(tx, tenant, { ids, emails: emailKeys(user), externalId })
    ended.sessions += one.sessions
    ended.keys += one.keys
  }
  return ended
}
