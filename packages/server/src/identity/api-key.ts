import { randomBytes } from 'node:crypto'
import { type Instant, Problem } from '@pao/core'
import type { Log } from '#telemetry.ts'
import { type Asked, dbOf } from './db-of.ts'
import { type Person, type Principal, type Role, roles as allRoles } from './principal.ts'
import {
  findKey,
  insertKey,
  type KeyRow,
  listKeys,
  markKeyRevoked,
  replaceKeySecret,
  touchKey,
} from './queries.ts'
import { noteEnded } from './rights.ts'
import { findAccount, principalOfAccount } from './account-queries.ts'
import { Recent } from './recent.ts'
import { beyond } from './scope.ts'
import { digest, newSecret, sameDigest } from './secret.ts'

export type ApiKeyDeps = Asked & { now(): Instant; log: Log }

/** A key as anybody but its creator at the moment of creation may see it. */
export type ApiKey = Omit<KeyRow, 'secretHash' | 'tenant' | 'person' | 'previous'> & {
  /** The secret before the last turn is good until then. */
  previousUntil?: Instant
}

export type NewKey = {
  name: string
  roles: readonly Role[]
  teams?: readonly string[]
  /** Parts of the API; unset = whatever the roles allow. */
  scopes?: readonly string[]
  expiresAt?: Instant
}

export type ApiKeys = {
  /** A new key with its token, shown this once. Nobody hands on a role or team they do not have. */
  create(principal: Principal, wanted: NewKey): Promise<{ key: ApiKey; token: string }>
  list(principal: Principal): Promise<ApiKey[]>
  /** Ends a key. In this process at once, in others within two seconds. Throws `api_key.not_found`. */
  revoke(principal: Principal, id: string): Promise<void>
  /** The same key with a new token; the old one stops as with `revoke`, or after `overlapMs`. */
  rotate(
    principal: Principal,
    id: string,
    overlapMs?: number,
  ): Promise<{ key: ApiKey; token: string }>
  /** A new key of a service account, which may what the account may. Throws `service_account.not_found`. */
  createFor(
    principal: Principal,
    wanted: { account: string; name: string; expiresAt?: Instant },
  ): Promise<{ key: ApiKey; token: string }>
  /** Who holds this token; undefined when nobody (any more) does. Without a promise when it was just asked. */
  holder(token: string): Principal | undefined | Promise<Principal | undefined>
}

/** How long a found key is believed without asking again; revocation takes at most this long. */
const believedMs = 2_000
const mostRemembered = 2_000
/** `last used` is exact to this; writing it at every call would cost more than the call. */
const touchEveryMs = 60_000
const tokenShape = /^pao_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/

/** Keys for machines: `pao_<id>_<secret>`, stored as SHA-256. */
export function openApiKeys(deps: ApiKeyDeps): ApiKeys {
  const recent = new Recent<Known>(believedMs, mostRemembered)

  async function lookUp(token: string, fingerprint: string): Promise<Known | undefined> {
    const [, id, secret] = tokenShape.exec(token) ?? []
    if (id === undefined || secret === undefined) return undefined
    const key = await findKey(deps.db, id)
    const until = goodUntil(key, digest(secret))
    if (until === undefined || !key) return undefined
    const holder = await holderOf(deps, key)
    if (!holder) return undefined
    const known = { key, holder, until }
    recent.set(fingerprint, known, deps.now())
    touchNow(deps, key)
    return known
  }

  return {
    create: (principal, wanted) => create(deps, principal, wanted),

    list: async (principal) =>
      (await listKeys(dbOf(deps, principal.tenant), principal.tenant)).map(shown),

    async revoke({ tenant }, id) {
      const found = await markKeyRevoked(dbOf(deps, tenant), { tenant, id }, deps.now())
      recent.forget(({ key }) => key.id === id)
      if (!found) throw new Problem('api_key.not_found', { id })
      await noteEnded(dbOf(deps, tenant), tenant, [`key:${id}`])
    },

    createFor: (principal, wanted) => createFor(deps, principal, wanted),

    async rotate(principal, id, overlapMs = 0) {
      const { tenant, scopes } = principal
      if (scopes) refuseBeyond(scopes, await keyOfTenant(deps, tenant, id))
      const secret = newSecret()
      const until = overlapMs > 0 ? deps.now() + overlapMs : undefined
      const turned = { secretHash: digest(secret), until }
      const key = await replaceKeySecret(dbOf(deps, tenant), { tenant, id }, turned)
      recent.forget((known) => known.key.id === id)
      if (!key) throw new Problem('api_key.not_found', { id })
      return { key: shown(key), token: `pao_${id}_${secret}` }
    },

    holder(token) {
      const fingerprint = digest(token)
      const known = recent.get(fingerprint, deps.now())
      if (known) return holderNow(known, deps.now())
      return lookUp(token, fingerprint).then((found) => found && holderNow(found, deps.now()))
    },
  }
}

async function keyOfTenant(deps: ApiKeyDeps, tenant: string, id: string): Promise<KeyRow> {
  const key = await findKey(dbOf(deps, tenant), id)
  if (key?.tenant !== tenant) throw new Problem('api_key.not_found', { id })
  return key
}

/** A key held to parts of the API does not come by one that may more. */
function refuseBeyond(own: readonly string[] | undefined, wanted: Pick<NewKey, 'scopes'>): void {
  const scopes = beyond(own, wanted.scopes)
  if (scopes.length > 0)
    throw new Problem('auth.forbidden', { detail: 'A key cannot hold more than its maker', scopes })
}

/** A key with who it stands for: made once, so that what is kept by principal is found again. `until`: of this secret. */
type Known = { key: KeyRow; holder: Principal; until: Instant }

/** How long a secret of the key is good; undefined = it is none. Both are compared, so that the time tells nothing. */
function goodUntil(key: KeyRow | undefined, hash: string): Instant | undefined {
  const isNow = sameDigest(key?.secretHash ?? digest(''), hash)
  const wasBefore = sameDigest(key?.previous?.hash ?? digest(''), hash)
  if (isNow) return Number.POSITIVE_INFINITY
  return wasBefore ? key?.previous?.until : undefined
}

/** Who the key stands for; undefined once it is revoked or over. */
function holderNow({ key, holder, until }: Known, now: Instant): Principal | undefined {
  const isOver = until <= now || (key.expiresAt !== undefined && key.expiresAt <= now)
  return key.revokedAt !== undefined || isOver ? undefined : holder
}

/** A key of a service account stands for the account as it is now; undefined when that is gone. */
async function holderOf(deps: ApiKeyDeps, key: KeyRow): Promise<Principal | undefined> {
  const { tenant, serviceAccount } = key
  if (serviceAccount !== undefined) {
    const account = await findAccount(dbOf(deps, tenant), { tenant, id: serviceAccount })
    return account && principalOfAccount(tenant, account)
  }
  return {
    tenant,
    id: `key:${key.id}`,
    email: `${key.id}@keys.pao.invalid`,
    name: key.name,
    roles: key.roles,
    teams: key.teams,
    via: 'api-key',
    ...(key.scopes && { scopes: key.scopes }),
    ...(key.person && { person: key.person }),
  }
}

async function createFor(
  deps: ApiKeyDeps,
  principal: Principal,
  { account: id, name, expiresAt }: { account: string; name: string; expiresAt?: Instant },
): Promise<{ key: ApiKey; token: string }> {
  const { tenant } = principal
  const account = await findAccount(dbOf(deps, tenant), { tenant, id })
  if (!account) throw new Problem('service_account.not_found', { id })
  refuseMoreThanOwn(principal, account)
  const { roles, teams, scopes } = account
  const until = expiresAt === undefined ? {} : { expiresAt }
  const wanted = { name, roles, teams, ...(scopes && { scopes }), ...until }
  return keep(deps, principal, { ...wanted, serviceAccount: id })
}

async function create(
  deps: ApiKeyDeps,
  principal: Principal,
  wanted: NewKey,
): Promise<{ key: ApiKey; token: string }> {
  refuseMoreThanOwn(principal, wanted)
  return keep(deps, principal, { ...wanted, ...personBehind(principal) })
}

type Keeping = NewKey & Pick<KeyRow, 'person' | 'serviceAccount'>

async function keep(
  deps: ApiKeyDeps,
  principal: Principal,
  wanted: Keeping,
): Promise<{ key: ApiKey; token: string }> {
  const secret = newSecret()
  const key: KeyRow = {
    tenant: principal.tenant,
    id: randomBytes(8).toString('hex'),
    name: wanted.name,
    secretHash: digest(secret),
    roles: allRoles.filter((role) => wanted.roles.includes(role)),
    teams: [...new Set(wanted.teams)],
    ...(wanted.scopes && { scopes: [...new Set(wanted.scopes)] }),
    createdBy: principal.id,
    ...(wanted.person && { person: wanted.person }),
    ...(wanted.serviceAccount !== undefined && { serviceAccount: wanted.serviceAccount }),
    createdAt: deps.now(),
    ...(wanted.expiresAt !== undefined && { expiresAt: wanted.expiresAt }),
  }
  await insertKey(dbOf(deps, key.tenant), key)
  return { key: shown(key), token: `pao_${key.id}_${secret}` }
}

/** Whoever makes a key by a key is the person behind both. */
function personBehind({ id, email, via, person }: Principal): { person?: Person } {
  if (via !== 'api-key') return { person: { id, email } }
  return person ? { person } : {}
}

/** Throws `auth.forbidden` where something would hold more than its maker. */
export function refuseMoreThanOwn(
  principal: Principal,
  wanted: Pick<NewKey, 'roles' | 'teams' | 'scopes'>,
): void {
  refuseBeyond(principal.scopes, wanted)
  if (principal.roles.includes('admin')) return
  const roles = wanted.roles.filter((role) => !principal.roles.includes(role))
  const teams = (wanted.teams ?? []).filter((team) => !principal.teams.includes(team))
  if (roles.length > 0 || teams.length > 0)
    throw new Problem('auth.forbidden', {
      detail: 'A key cannot hold more than its maker',
      roles,
      teams,
    })
}

function shown(row: KeyRow): ApiKey {
  const key: Partial<KeyRow> = { ...row }
  delete key.secretHash
  delete key.tenant
  delete key.person
  delete key.previous
  return { ...(key as ApiKey), ...(row.previous && { previousUntil: row.previous.until }) }
}

/** Nobody waits for this note and nobody fails with it. */
function touchNow(deps: ApiKeyDeps, key: KeyRow): void {
  const now = deps.now()
  if (key.lastUsedAt !== undefined && now - key.lastUsedAt < touchEveryMs) return
  touchKey(dbOf(deps, key.tenant), key, now).catch((error: unknown) =>
    deps.log.warn({ err: error, key: key.id }, 'last use of an API key was not noted'),
  )
}
