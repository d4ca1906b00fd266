import { type Instant, Problem } from '@pao/core'
import type { Log } from '#telemetry.ts'
import { type Asked, dbOf } from './db-of.ts'
import {
  type ApiKey,
  type Changing,
  keyShown,
  type NewKey,
  newKeyRow,
  refuseBeyond,
  refuseMoreThanOwn,
} from './key-making.ts'
import type { Person, Principal } from './principal.ts'
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
import { type AccountKeys, accountKeys } from './account-keys.ts'
import { createOwnKey, type OwnKeyWish, ownKeysOf } from './own-key.ts'
import { findRights, heldNow } from './person-rights.ts'
import { Recent } from './recent.ts'
import { digest, newSecret, sameDigest } from './secret.ts'

export type ApiKeyDeps = Asked & {
  now(): Instant
  log: Log
  /** Days a key of one's own lives at most; 0, or left out, = there are none. */
  ownMaxDays?: number
  /** Whether the one who vouched for this person is still trusted. Left out = always. */
  isVouched?: (person: string) => boolean
}

export type ApiKeys = {
  /** A new key with its token, shown this once. Nobody hands on a role or team they do not have. */
  create(principal: Principal, wanted: NewKey): Promise<{ key: ApiKey; token: string }>
  list(principal: Principal): Promise<ApiKey[]>
  /** Ends a key. In this process at once, in others within two seconds. Throws `api_key.not_found`. */
  revoke(principal: Principal, id: string): Promise<void>
  /**
   * The same key with a new token; the old one stops as with `revoke`, or after `overlapMs`. One somebody made for
   * themselves is not there for others: whoever had its secret would be that person.
   */
  rotate(
    principal: Principal,
    id: string,
    overlapMs?: number,
  ): Promise<{ key: ApiKey; token: string }>
  /** Keys that people make for themselves. Of others' there are none. */
  own: OwnKeys
  /** Keys of service accounts, for whoever keeps these. Every call throws `service_account.not_found`. */
  account: AccountKeys
  /** Who holds this token; undefined when nobody (any more) does. Without a promise when it was just asked. */
  holder(token: string): Principal | undefined | Promise<Principal | undefined>
}

export type OwnKeys = {
  /** Days one lives at most; 0 = nobody makes any. */
  mostDays: number
  create(principal: Principal, wish: OwnKeyWish): Promise<{ key: ApiKey; token: string }>
  list(principal: Principal): Promise<ApiKey[]>
  revoke(principal: Principal, id: string): Promise<void>
  rotate(
    principal: Principal,
    id: string,
    overlapMs?: number,
  ): Promise<{ key: ApiKey; token: string }>
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

  const { revoke, turn } = changing(deps, recent)

  return {
    create: (principal, wanted) => create(deps, principal, wanted),

    list: async (principal) =>
      (await listKeys(dbOf(deps, principal.tenant), principal.tenant)).map(keyShown),

    revoke: ({ tenant }, id) => revoke(tenant, id),

    async rotate({ tenant, scopes }, id, overlapMs = 0) {
      const key = await keyOfTenant(deps, tenant, id)
      if (key.own) throw new Problem('api_key.not_found', { id })
      if (scopes) refuseBeyond(scopes, key)
      return turn(tenant, id, overlapMs)
    },

    own: ownKeys(deps, { revoke, turn }),
    account: accountKeys(deps, { revoke, turn }),

    holder(token) {
      const fingerprint = digest(token)
      const known = recent.get(fingerprint, deps.now())
      if (known) return holderNow(known, deps.now())
      return lookUp(token, fingerprint).then((found) => found && holderNow(found, deps.now()))
    },
  }
}

/** What becomes of a key, whoever asked for it; forgotten here at once. */
function changing(deps: ApiKeyDeps, recent: Recent<Known>): Changing {
  const revoke: Changing['revoke'] = async (tenant, id) => {
    const found = await markKeyRevoked(dbOf(deps, tenant), { tenant, id }, deps.now())
    recent.forget(({ key }) => key.id === id)
    if (!found) throw new Problem('api_key.not_found', { id })
    await noteEnded(dbOf(deps, tenant), tenant, [`key:${id}`])
  }

  const turn: Changing['turn'] = async (tenant, id, overlapMs) => {
    const secret = newSecret()
    const until = overlapMs > 0 ? deps.now() + overlapMs : undefined
    const turned = { secretHash: digest(secret), until }
    const key = await replaceKeySecret(dbOf(deps, tenant), { tenant, id }, turned)
    recent.forget((known) => known.key.id === id)
    if (!key) throw new Problem('api_key.not_found', { id })
    return { key: keyShown(key), token: `pao_${id}_${secret}` }
  }
  return { revoke, turn }
}

function ownKeys(deps: ApiKeyDeps, { revoke, turn }: Changing): OwnKeys {
  const { ownMaxDays = 0 } = deps
  return {
    mostDays: ownMaxDays,
    create: (principal, wish) => createOwnKey({ ...deps, ownMaxDays }, principal, wish),
    list: (principal) => ownKeysOf(deps, principal),
    async revoke(principal, id) {
      await ownKey(deps, principal, id)
      await revoke(principal.tenant, id)
    },
    async rotate(principal, id, overlapMs = 0) {
      const key = await ownKey(deps, principal, id)
      refuseMoreThanOwn(principal, key)
      return turn(principal.tenant, id, overlapMs)
    },
  }
}

async function keyOfTenant(deps: ApiKeyDeps, tenant: string, id: string): Promise<KeyRow> {
  const key = await findKey(dbOf(deps, tenant), id)
  if (key?.tenant !== tenant) throw new Problem('api_key.not_found', { id })
  return key
}

async function ownKey(deps: ApiKeyDeps, principal: Principal, id: string): Promise<KeyRow> {
  const key = await keyOfTenant(deps, principal.tenant, id)
  if (!key.own || key.person?.id !== principal.id) throw new Problem('api_key.not_found', { id })
  return key
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
  if (key.own) return ownHolder(deps, key)
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

/** A key of one's own stands for its person, with what is left of it of what they may now. */
async function ownHolder(deps: ApiKeyDeps, key: KeyRow): Promise<Principal | undefined> {
  const { tenant, person, scopes } = key
  const { ownMaxDays = 0, isVouched = () => true } = deps
  if (!person || ownMaxDays === 0 || !isVouched(person.id)) return undefined
  const now = await findRights(dbOf(deps, tenant), { tenant, person: person.id })
  const held = now && heldNow(key, now)
  if (!held || held.roles.length === 0) return undefined
  return {
    tenant,
    ...person,
    ...(now.name !== undefined && { name: now.name }),
    ...held,
    via: 'api-key',
    ...(scopes && { scopes }),
    person,
    key: key.id,
  }
}

async function create(
  deps: ApiKeyDeps,
  principal: Principal,
  wanted: NewKey,
): Promise<{ key: ApiKey; token: string }> {
  refuseMoreThanOwn(principal, wanted)
  const wish = { ...wanted, ...personBehind(principal) }
  const { row, token } = newKeyRow(principal, wish, deps.now())
  await insertKey(dbOf(deps, row.tenant), row)
  return { key: keyShown(row), token }
}

/** Whoever makes a key by a key is the person behind both. */
function personBehind({ id, email, via, person }: Principal): { person?: Person } {
  if (via !== 'api-key') return { person: { id, email } }
  return person ? { person } : {}
}

/** Nobody waits for this note and nobody fails with it. */
function touchNow(deps: ApiKeyDeps, key: KeyRow): void {
  const now = deps.now()
  if (key.lastUsedAt !== undefined && now - key.lastUsedAt < touchEveryMs) return
  touchKey(dbOf(deps, key.tenant), key, now).catch((error: unknown) =>
    deps.log.warn({ err: error, key: key.id }, 'last use of an API key was not noted'),
  )
}
