import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#store/db.ts'
import { readFilter } from './filter.ts'
import { groupOf, type GroupRow, userOf, type UserRow } from './rows.ts'
import { type Columns, groupColumns, userColumns, whereOf } from './where.ts'

/** A page of a search: `startIndex` counts from 1 (RFC 7644, 3.4.2.4). */
export type Search = { filter?: string; startIndex?: number; count?: number }
export type Found<Row> = { total: number; startIndex: number; rows: readonly Row[] }

/** Groups of a person, or members of a group, with the name each is shown by. */
export type Named = { id: string; name: string }

/** Resources of one page, however many were asked for. */
export const largestPage = 200
const usualPage = 100

type Page = { first: number; count: number; fits: RawBuilder<boolean> }

/** Where and how far to look. Throws `scim.invalid_filter`. */
function pageOf({ filter, startIndex = 1, count = usualPage }: Search, columns: Columns): Page {
  const fits = filter === undefined ? sql<boolean>`true` : whereOf(readFilter(filter), columns)
  return { first: Math.max(1, startIndex), count: Math.min(Math.max(0, count), largestPage), fits }
}

/** People that fit, oldest first. Throws `scim.invalid_filter`. */
export async function findUsers(db: Db, tenant: string, search: Search): Promise<Found<UserRow>> {
  const { first, count, fits } = pageOf(search, userColumns)
  const asked = db
    .selectFrom('directory_user')
    .where('tenant', '=', tenant)
    .where('deleted_at', 'is', null)
    .where(fits)
  const { total } = await asked
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows =
    count === 0
      ? []
      : await asked
          .selectAll()
          .orderBy('created_at')
          .orderBy('id')
          .offset(first - 1)
          .limit(count)
          .execute()
  return { total, startIndex: first, rows: rows.map(userOf) }
}

/** Groups that fit, oldest first. Throws `scim.invalid_filter`. */
export async function findGroups(db: Db, tenant: string, search: Search): Promise<Found<GroupRow>> {
  const { first, count, fits } = pageOf(search, groupColumns)
  const asked = db.selectFrom('directory_group').where('tenant', '=', tenant).where(fits)
  const { total } = await asked
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows =
    count === 0
      ? []
      : await asked
          .selectAll()
          .orderBy('created_at')
          .orderBy('id')
          .offset(first - 1)
          .limit(count)
          .execute()
  return { total, startIndex: first, rows: rows.map(groupOf) }
}

/** The groups of these people, by the person's id. */
export async function groupsOf(
  db: Db,
  tenant: string,
  users: readonly string[],
): Promise<ReadonlyMap<string, readonly Named[]>> {
  if (users.length === 0) return new Map()
  const rows = await db
    .selectFrom('directory_member as m')
    .innerJoin('directory_group as g', (join) =>
      join.onRef('g.tenant', '=', 'm.tenant').onRef('g.id', '=', 'm.group_id'),
    )
    .select(['m.user_id as of', 'g.id', 'g.display_name as name'])
    .where('m.tenant', '=', tenant)
    .where('m.user_id', 'in', [...users])
    .orderBy('g.name_key')
    .execute()
  return gathered(rows)
}

/** The members of these groups, by the group's id. */
export async function peopleOf(
  db: Db,
  tenant: string,
  groups: readonly string[],
): Promise<ReadonlyMap<string, readonly Named[]>> {
  if (groups.length === 0) return new Map()
  const rows = await db
    .selectFrom('directory_member as m')
    .innerJoin('directory_user as u', (join) =>
      join.onRef('u.tenant', '=', 'm.tenant').onRef('u.id', '=', 'm.user_id'),
    )
    .select(['m.group_id as of', 'u.id', 'u.user_name as name'])
    .where('m.tenant', '=', tenant)
    .where('m.group_id', 'in', [...groups])
    .orderBy('u.name_key')
    .execute()
  return gathered(rows)
}

function gathered(
  rows: readonly (Named & { of: string })[],
): ReadonlyMap<string, readonly Named[]> {
  const found = new Map<string, Named[]>()
  for (const { of, id, name } of rows) {
    const known = found.get(of)
    if (known) known.push({ id, name })
    else found.set(of, [{ id, name }])
  }
  return found
}
