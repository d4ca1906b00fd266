import type { Instant } from '@pao/core'
import { type Asked, dbOf } from './db-of.ts'
import { isRole, type Principal, type Role } from './principal.ts'
import { noteEnded } from './rights.ts'
import type { Db, Tx } from '#store/db.ts'

/** What somebody may, as their issuer last told it. Kept only of people with keys of their own. */
export type PersonRights = { name?: string; roles: readonly Role[]; teams: readonly string[] }

type Whose = { tenant: string; person: string }
type Told = Pick<Principal, 'tenant' | 'id' | 'email' | 'name' | 'roles' | 'teams'>

/** What a person may; undefined where it was never noted, or was taken away. */
export async function findRights(db: Db, whose: Whose): Promise<PersonRights | undefined> {
  const row = await db
    .selectFrom('person_right')
    .select(['name', 'roles', 'teams'])
    .where('tenant', '=', whose.tenant)
    .where('person', '=', whose.person)
    .executeTakeFirst()
  if (!row) return undefined
  const { name, roles, teams } = row
  return { ...(name !== null && { name }), roles: roles.filter(isRole), teams }
}

/** Keeps what a person may, as they are signed in now. The row stays locked until the transaction ends. */
export async function keepRights(tx: Tx, told: Told, at: Instant): Promise<void> {
  const columns = {
    email: told.email,
    name: told.name ?? null,
    roles: [...told.roles],
    teams: [...told.teams],
    noted_at: new Date(at),
  }
  await tx
    .insertInto('person_right')
    .values({ tenant: told.tenant, person: told.id, ...columns })
    .onConflict((conflict) => conflict.columns(['tenant', 'person']).doUpdateSet(columns))
    .execute()
}

/**
 * Notes what somebody who just signed in may, where they have keys of their own. What was lost is lost to these keys
 * within two seconds, and what is open with it is closed.
 */
export async function followRights(deps: Asked & { now(): Instant }, told: Told): Promise<void> {
  const { tenant, id: person } = told
  const db = dbOf(deps, tenant)
  const before = await findRights(db, { tenant, person })
  if (!before || isSame(before, told)) return
  await db.transaction().execute(async (tx) => {
    await keepRights(tx, told, deps.now())
    if (hasLost(before, told)) await noteEnded(tx, tenant, [person])
  })
}

function isSame(before: PersonRights, now: PersonRights): boolean {
  return (
    before.roles.length === now.roles.length &&
    before.teams.length === now.teams.length &&
    !hasLost(before, now)
  )
}

function hasLost(before: PersonRights, now: PersonRights): boolean {
  return (
    before.roles.some((role) => !now.roles.includes(role)) ||
    before.teams.some((team) => !now.teams.includes(team))
  )
}

/** Of what a key was made with, what its person has now. An admin has all of it. */
export function heldNow(
  key: { roles: readonly Role[]; teams: readonly string[] },
  now: PersonRights,
): { roles: readonly Role[]; teams: readonly string[] } {
  if (now.roles.includes('admin')) return { roles: key.roles, teams: key.teams }
  return {
    roles: key.roles.filter((role) => now.roles.includes(role)),
    teams: key.teams.filter((team) => now.teams.includes(team)),
  }
}
