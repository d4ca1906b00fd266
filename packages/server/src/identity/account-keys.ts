import { type Instant, Problem } from '@pao/core'
import { accountOfKeeper } from './account-queries.ts'
import { type Asked, dbOf } from './db-of.ts'
import { type ApiKey, type Changing, keyShown, newKeyRow, refuseMoreThanOwn } from './key-making.ts'
import type { Principal } from './principal.ts'
import { insertKey, listAccountKeys } from './queries.ts'

type Made = Promise<{ key: ApiKey; token: string }>
/** A key by its account's id and its own. */
export type AccountKey = { account: string; id: string }

export type AccountKeys = {
  /** A new key, which may what the account may. Throws `auth.forbidden` where that is more than its maker may. */
  create(principal: Principal, wanted: { account: string; name: string; expiresAt?: Instant }): Made
  /** Newest first, those that ended included. */
  list(principal: Principal, account: string): Promise<ApiKey[]>
  /** Throws `api_key.not_found` too, as `rotate` does. */
  revoke(principal: Principal, key: AccountKey): Promise<void>
  rotate(principal: Principal, key: AccountKey, overlapMs?: number): Made
}

type Deps = Asked & { now(): Instant }

/** Keys of service accounts: whoever keeps the account keeps them. */
export function accountKeys(deps: Deps, { revoke, turn }: Changing): AccountKeys {
  const on = ({ tenant }: Principal) => dbOf(deps, tenant)
  const listed = async (principal: Principal, account: string) => {
    await accountOfKeeper(on(principal), principal, account)
    return listAccountKeys(on(principal), { tenant: principal.tenant, account })
  }
  const check = async (principal: Principal, { account, id }: AccountKey) => {
    const found = (await listed(principal, account)).some((key) => key.id === id)
    if (!found) throw new Problem('api_key.not_found', { id })
  }
  return {
    create: (principal, wanted) => create(deps, principal, wanted),
    list: async (principal, account) => (await listed(principal, account)).map(keyShown),
    async revoke(principal, key) {
      await check(principal, key)
      await revoke(principal.tenant, key.id)
    },
    async rotate(principal, key, overlapMs = 0) {
      await check(principal, key)
      // Whoever has the new secret may what the account may now.
      refuseMoreThanOwn(principal, await accountOfKeeper(on(principal), principal, key.account))
      return turn(principal.tenant, key.id, overlapMs)
    },
  }
}

async function create(
  deps: Deps,
  principal: Principal,
  { account: id, name, expiresAt }: Parameters<AccountKeys['create']>[1],
): Made {
  const db = dbOf(deps, principal.tenant)
  const account = await accountOfKeeper(db, principal, id)
  refuseMoreThanOwn(principal, account)
  const { roles, teams, scopes } = account
  const until = expiresAt === undefined ? {} : { expiresAt }
  const wanted = { name, roles, teams, ...(scopes && { scopes }), ...until }
  const { row, token } = newKeyRow(principal, { ...wanted, serviceAccount: id }, deps.now())
  await insertKey(db, row)
  return { key: keyShown(row), token }
}
