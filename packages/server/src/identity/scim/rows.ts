import type { Instant } from '@pao/core'
import type { Db, Tx } from '#store/db.ts'
import { emailKeys, type GroupFacts, type UserFacts } from './people.ts'
import type { Resource } from './patch.ts'

/** A person of a directory as it is kept. */
export type UserRow = UserFacts & {
  id: string
  knownAs: readonly string[]
  createdAt: Instant
  updatedAt: Instant
}

/** A group as it is kept, without its members. */
export type GroupRow = Omit<GroupFacts, 'members'> & {
  id: string
  createdAt: Instant
  updatedAt: Instant
}

type Key = { tenant: string; id: string }

/** Writes a person anew or as changed. Fails with a duplicate where the name is taken. */
export async function keepUser(
  tx: Tx,
  { tenant, id }: Key,
  { facts, at, isNew }: { facts: UserFacts; at: Instant; isNew: boolean },
): Promise<void> {
  const columns = {
    user_name: facts.userName,
    external_id: facts.externalId ?? null,
    active: facts.active,
    attributes: JSON.stringify(facts.attributes),
    email_keys: [...emailKeys(facts)],
    updated_at: new Date(at),
  }
  if (isNew)
    await tx
      .insertInto('directory_user')
      .values({ tenant, id, created_at: new Date(at), ...columns })
      .execute()
  else
    await tx
      .updateTable('directory_user')
      .set(columns)
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .execute()
}

/** A living person, held until the end of the transaction. */
export async function holdUser(tx: Tx, { tenant, id }: Key): Promise<UserRow | undefined> {
  const row = await tx
    .selectFrom('directory_user')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row && userOf(row)
}

/** What stays of a person who was removed keeps them out, and nothing more is told of it. */
export async function markRemoved(tx: Tx, { tenant, id }: Key, at: Instant): Promise<void> {
  await tx
    .updateTable('directory_user')
    .set({ active: false, deleted_at: new Date(at), updated_at: new Date(at) })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .execute()
  await tx
    .deleteFrom('directory_member')
    .where('tenant', '=', tenant)
    .where('user_id', '=', id)
    .execute()
}

/** Writes a group anew or as changed. Fails with a duplicate where the name is taken. */
export async function keepGroup(
  tx: Tx,
  { tenant, id }: Key,
  { facts, at, isNew }: { facts: Omit<GroupFacts, 'members'>; at: Instant; isNew: boolean },
): Promise<void> {
  const columns = {
    display_name: facts.displayName,
    external_id: facts.externalId ?? null,
    updated_at: new Date(at),
  }
  if (isNew)
    await tx
      .insertInto('directory_group')
      .values({ tenant, id, created_at: new Date(at), ...columns })
      .execute()
  else
    await tx
      .updateTable('directory_group')
      .set(columns)
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .execute()
}

/** A group, held until the end of the transaction. */
export async function holdGroup(tx: Tx, { tenant, id }: Key): Promise<GroupRow | undefined> {
  const row = await tx
    .selectFrom('directory_group')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && groupOf(row)
}

/** Ends a group and its memberships. */
export async function dropGroup(tx: Tx, { tenant, id }: Key): Promise<void> {
  await tx.deleteFrom('directory_group').where('tenant', '=', tenant).where('id', '=', id).execute()
}

/** Ids of the members of a group. */
export async function membersOf(db: Db | Tx, { tenant, id }: Key): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('directory_member')
    .select('user_id')
    .where('tenant', '=', tenant)
    .where('group_id', '=', id)
    .orderBy('user_id')
    .execute()
  return rows.map((row) => row.user_id)
}

/** Of these ids those of living people. */
export async function livingUsers(
  tx: Tx,
  tenant: string,
  ids: readonly string[],
): Promise<readonly UserRow[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('directory_user')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', 'in', [...ids])
    .where('deleted_at', 'is', null)
    .execute()
  return rows.map(userOf)
}

/** Members come and go. */
export async function changeMembers(
  tx: Tx,
  { tenant, id }: Key,
  { come, gone }: Record<'come' | 'gone', readonly string[]>,
): Promise<void> {
  if (come.length > 0)
    await tx
      .insertInto('directory_member')
      .values(come.map((user) => ({ tenant, group_id: id, user_id: user })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  if (gone.length > 0)
    await tx
      .deleteFrom('directory_member')
      .where('tenant', '=', tenant)
      .where('group_id', '=', id)
      .where('user_id', 'in', [...gone])
      .execute()
}

type StoredUser = {
  id: string
  user_name: string
  external_id: string | null
  active: boolean
  attributes: Resource
  known_as: string[]
  created_at: Date
  updated_at: Date
}

export function userOf(row: StoredUser): UserRow {
  return {
    id: row.id,
    userName: row.user_name,
    ...(row.external_id !== null && { externalId: row.external_id }),
    active: row.active,
    attributes: row.attributes,
    knownAs: row.known_as,
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
  }
}

type StoredGroup = {
  id: string
  display_name: string
  external_id: string | null
  created_at: Date
  updated_at: Date
}

export function groupOf(row: StoredGroup): GroupRow {
  return {
    id: row.id,
    displayName: row.display_name,
    ...(row.external_id !== null && { externalId: row.external_id }),
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
  }
}
