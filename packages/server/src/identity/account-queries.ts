import { type Instant, Problem } from '@pao/core'
import { sql } from 'kysely'
import type { Db, Tx } from '#store/db.ts'
import { isRole, type Principal, type Role } from './principal.ts'

/** Something that is no person but calls all the same. Its keys may what is said here. */
export type ServiceAccount = {
  id: string
  name: string
  description?: string
  /** The team that answers for it. */
  ownerTeam: string
  roles: readonly Role[]
  teams: readonly string[]
  /** Parts of the API; unset = whatever the roles allow. */
  scopes?: readonly string[]
  createdBy: string
  createdAt: Instant
  updatedAt: Instant
}

type Key = { tenant: string; id: string }
const mostAccounts = 500

/** Who calls with any key of the account: the same whichever it is. Nobody stands behind it, so it approves nothing. */
export function principalOfAccount(tenant: string, account: ServiceAccount): Principal {
  const { id, name, roles, teams, scopes } = account
  return {
    tenant,
    id: `service:${id}`,
    email: `${id}@services.pao.invalid`,
    name,
    roles,
    teams,
    via: 'api-key',
    ...(scopes && { scopes }),
  }
}

/** The living account of that id. */
export async function findAccount(
  db: Db | Tx,
  { tenant, id }: Key,
): Promise<ServiceAccount | undefined> {
  const row = await db
    .selectFrom('service_account')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row && accountOf(row)
}

/** Whether somebody keeps accounts that this team answers for. */
export function keepsAccountsOf({ roles, teams }: Principal, ownerTeam: string): boolean {
  return roles.includes('admin') || teams.includes(ownerTeam)
}

/** An account the caller keeps. Throws `service_account.not_found` for others', as for what does not exist. */
export async function accountOfKeeper(
  db: Db | Tx,
  principal: Principal,
  id: string,
): Promise<ServiceAccount> {
  const account = await findAccount(db, { tenant: principal.tenant, id })
  if (!account || !keepsAccountsOf(principal, account.ownerTeam))
    throw new Problem('service_account.not_found', { id })
  return account
}

/** The living accounts of a tenant by name. */
export async function listAccounts(db: Db, tenant: string): Promise<readonly ServiceAccount[]> {
  const rows = await db
    .selectFrom('service_account')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('removed_at', 'is', null)
    .orderBy('name_key')
    .limit(mostAccounts)
    .execute()
  return rows.map(accountOf)
}

/** Writes an account anew or as changed. Fails with a duplicate where the name is taken. */
export async function keepAccount(
  tx: Tx,
  tenant: string,
  { account, isNew }: { account: ServiceAccount; isNew: boolean },
): Promise<void> {
  const columns = {
    name: account.name,
    description: account.description ?? null,
    owner_team: account.ownerTeam,
    roles: [...account.roles],
    teams: [...account.teams],
    scopes: account.scopes ? [...account.scopes] : null,
    updated_at: new Date(account.updatedAt),
  }
  if (isNew)
    await tx
      .insertInto('service_account')
      .values({
        tenant,
        id: account.id,
        created_by: account.createdBy,
        created_at: new Date(account.createdAt),
        ...columns,
      })
      .execute()
  else
    await tx
      .updateTable('service_account')
      .set(columns)
      .where('tenant', '=', tenant)
      .where('id', '=', account.id)
      .execute()
}

/** Ends an account and its keys; says how many keys, undefined when there is no such account. */
export async function endAccount(
  tx: Tx,
  { tenant, id }: Key,
  at: Instant,
): Promise<number | undefined> {
  const ended = await tx
    .updateTable('service_account')
    .set({ removed_at: new Date(at), updated_at: new Date(at) })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (ended.numUpdatedRows === 0n) return undefined
  const keys = await tx
    .updateTable('api_key')
    .set({ revoked_at: sql<Date>`clock_timestamp()` })
    .where('tenant', '=', tenant)
    .where('service_account', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return Number(keys.numUpdatedRows)
}

type Stored = {
  id: string
  name: string
  description: string | null
  owner_team: string
  roles: string[]
  teams: string[]
  scopes: string[] | null
  created_by: string
  created_at: Date
  updated_at: Date
}

function accountOf(row: Stored): ServiceAccount {
  return {
    id: row.id,
    name: row.name,
    ...(row.description !== null && { description: row.description }),
    ownerTeam: row.owner_team,
    roles: row.roles.filter(isRole),
    teams: row.teams,
    ...(row.scopes && { scopes: row.scopes }),
    createdBy: row.created_by,
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
  }
}
