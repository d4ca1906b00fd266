import { sql } from 'kysely'
import type { Db } from '#store/db.ts'
import { isRole } from './principal.ts'

/** People looked through: those whose sessions began last. */
const mostPeople = 2_000

/**
 * E-mail addresses behind names that stand for people, in lower case: an address is itself; of a role or team those whose
 * session nobody ended, since nothing else tells who is of it. At most `limit`.
 */
export async function addressesOf(
  db: Db,
  tenant: string,
  { names, limit }: { names: readonly string[]; limit: number },
): Promise<readonly string[]> {
  const direct = names.filter(isAddress).map((name) => name.toLowerCase())
  const groups = names.filter((name) => !isAddress(name))
  const found = groups.length === 0 ? [] : await signedIn(db, tenant)
  const theirs = found.filter(({ roles, teams }) =>
    groups.some((name) => (isRole(name) ? roles : teams).includes(name)),
  )
  return [...new Set([...direct, ...theirs.map(({ email }) => email)])].slice(0, limit)
}

function isAddress(name: string): boolean {
  return name.includes('@')
}

type Known = { email: string; roles: readonly string[]; teams: readonly string[] }

/** Everybody once, as they last signed in. */
async function signedIn(db: Db, tenant: string): Promise<readonly Known[]> {
  const { rows } = await sql<Known>`
    select email, roles, teams from (
      select distinct on (lower(person ->> 'email')) lower(person ->> 'email') as email,
        person -> 'roles' as roles, person -> 'teams' as teams, created_at
      from session
      where tenant = ${tenant} and public_id is not null and revoked_at is null
      order by lower(person ->> 'email'), created_at desc) as last
    order by created_at desc limit ${mostPeople}`.execute(db)
  return rows
}
