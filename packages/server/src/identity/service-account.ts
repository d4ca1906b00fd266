import { randomBytes } from 'node:crypto'
import { type Instant, Problem } from '@pao/core'
import { type Acting, writeAudit } from '#store/audit-log.ts'
import { isDuplicate, type Tx } from '#store/db.ts'
import {
  accountOfKeeper,
  endAccount,
  keepAccount,
  keepsAccountsOf,
  listAccounts,
  type ServiceAccount,
} from './account-queries.ts'
import { type Asked, dbOf } from './db-of.ts'
import { refuseMoreThanOwn } from './key-making.ts'
import { type Principal, type Role, roles as allRoles } from './principal.ts'
import { noteEnded } from './rights.ts'

/** What is said of an account when it is made or changed; what is left out of a change stays. */
export type AccountWish = {
  name: string
  description?: string
  ownerTeam: string
  roles: readonly Role[]
  teams?: readonly string[]
  scopes?: readonly string[]
}

/** Who asks for a change, and how they came. */
export type AccountAsking = { principal: Principal; by: Acting }

/**
 * Service accounts: names for what is no person, with keys that may what the account may. Somebody sees and keeps those
 * of their own teams, an admin all.
 */
export type ServiceAccounts = {
  /** Throws `service_account.name_taken`; `auth.forbidden` for another team, or more than its maker holds. */
  create(asking: AccountAsking, wish: AccountWish): Promise<ServiceAccount>
  list(principal: Principal): Promise<readonly ServiceAccount[]>
  /** Throws `service_account.not_found`. */
  get(principal: Principal, id: string): Promise<ServiceAccount>
  /** Changes what it, and so every key of it, may: here at once, elsewhere within two seconds. */
  change(asking: AccountAsking, id: string, wish: Partial<AccountWish>): Promise<ServiceAccount>
  /** Ends it and all its keys. */
  remove(asking: AccountAsking, id: string): Promise<void>
}

type Deps = Asked & { now(): Instant }

/** Opens them. Every change is noted in its transaction. */
export function openServiceAccounts(deps: Deps): ServiceAccounts {
  return {
    create: (asking, wish) => create(deps, asking, wish),
    async list(principal) {
      const all = await listAccounts(dbOf(deps, principal.tenant), principal.tenant)
      return all.filter(({ ownerTeam }) => keepsAccountsOf(principal, ownerTeam))
    },
    get: (principal, id) => accountOfKeeper(dbOf(deps, principal.tenant), principal, id),
    change: (asking, id, wish) => change(deps, { asking, id }, wish),
    remove: (asking, id) => remove(deps, asking, id),
  }
}

function refuseOtherTeams(principal: Principal, ownerTeam: string): void {
  if (keepsAccountsOf(principal, ownerTeam)) return
  throw new Problem('auth.forbidden', {
    detail: 'The team that answers for a service account is one of yours',
    owner_team: ownerTeam,
    teams: principal.teams,
  })
}

async function write<T>(deps: Deps, tenant: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await dbOf(deps, tenant).transaction().execute(work)
  } catch (error) {
    if (!isDuplicate(error)) throw error
    throw new Problem('service_account.name_taken')
  }
}

type Note = { id: string; did: string; detail: Readonly<Record<string, unknown>> }

/** Names are free text and may name people: they stand where an erasure can take them out. */
function note(tx: Tx, { principal, by }: AccountAsking, { id, did, detail }: Note) {
  const { name, ...facts } = detail
  const on = { type: 'service_account', id }
  return writeAudit(tx, {
    tenant: principal.tenant,
    by,
    action: `service_account.${did}`,
    on,
    ...(typeof name === 'string' && { subject: name }),
    detail: facts,
  })
}

async function create(
  deps: Deps,
  asking: AccountAsking,
  wish: AccountWish,
): Promise<ServiceAccount> {
  const { principal } = asking
  refuseOtherTeams(principal, wish.ownerTeam)
  refuseMoreThanOwn(principal, wish)
  const at = deps.now()
  const account: ServiceAccount = {
    ...wished(wish),
    id: randomBytes(8).toString('hex'),
    createdBy: principal.id,
    createdAt: at,
    updatedAt: at,
  }
  await write(deps, principal.tenant, async (tx) => {
    await keepAccount(tx, principal.tenant, { account, isNew: true })
    await note(tx, asking, { id: account.id, did: 'created', detail: factsOf(account) })
  })
  return account
}

function wished({ name, description, ownerTeam, roles, teams = [], scopes }: AccountWish) {
  return {
    name,
    ownerTeam,
    roles: allRoles.filter((role) => roles.includes(role)),
    teams: [...new Set(teams)],
    ...(description !== undefined && { description }),
    ...(scopes && { scopes: [...new Set(scopes)] }),
  }
}

function factsOf({ name, ownerTeam, roles, teams, scopes }: ServiceAccount) {
  return { name, owner_team: ownerTeam, roles, teams, scopes: scopes ?? null }
}

type Changing = { asking: AccountAsking; id: string }

async function change(
  deps: Deps,
  { asking, id }: Changing,
  wish: Partial<AccountWish>,
): Promise<ServiceAccount> {
  const { principal } = asking
  const { tenant } = principal
  return write(deps, tenant, async (tx) => {
    const now = await accountOfKeeper(tx, principal, id)
    const next = { ...now, ...wished({ ...now, ...wish }), updatedAt: deps.now() }
    refuseOtherTeams(principal, next.ownerTeam)
    refuseMoreThanOwn(principal, next)
    await keepAccount(tx, tenant, { account: next, isNew: false })
    // What is open was opened with what it could before.
    await noteEnded(tx, tenant, [`service:${id}`])
    await note(tx, asking, { id, did: 'changed', detail: factsOf(next) })
    return next
  })
}

async function remove(deps: Deps, asking: AccountAsking, id: string): Promise<void> {
  const { tenant } = asking.principal
  await write(deps, tenant, async (tx) => {
    await accountOfKeeper(tx, asking.principal, id)
    const keys = await endAccount(tx, { tenant, id }, deps.now())
    // Somebody else was faster.
    if (keys === undefined) throw new Problem('service_account.not_found', { id })
    await noteEnded(tx, tenant, [`service:${id}`])
    await note(tx, asking, { id, did: 'removed', detail: { keys } })
  })
}
