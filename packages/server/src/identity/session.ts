import { createHmac, randomBytes } from 'node:crypto'
import type { Cipher } from '#store/cipher.ts'
import { type Instant, Problem } from '@pao/core'
import type { Log } from '#telemetry.ts'
import { type Asked, dbOf } from './db-of.ts'
import type { Principal, Role } from './principal.ts'
import { followRights } from './person-rights.ts'
import { endProviderSessions, type EndedThere } from './provider-session.ts'
import { Recent } from './recent.ts'
import { digest, newSecret } from './secret.ts'
import {
  findSession,
  insertSession,
  listSessionsOf,
  offerNext,
  revokeSession,
  type SessionRow,
  takeNext,
  touchSession,
} from './session-queries.ts'

export type SessionDeps = Asked & {
  now(): Instant
  log: Log
  cipher: Pick<Cipher, 'seal' | 'open' | 'derive'>
  limits: SessionLimits
}

export type SessionLimits = {
  /** Milliseconds without a call after which a session ends. */
  idleMs: number
  /** Milliseconds after which it ends, however much it is used. */
  longestMs: number
}

/** Somebody whom an identity provider has just told of. */
export type SignedIn = {
  tenant: string
  id: string
  email: string
  name?: string
  roles: readonly Role[]
  teams: readonly string[]
  issuer: string
  /** As it came; kept sealed, for the provider's sign-out. */
  idToken?: string
  /** `sid` and `sub` of the ID token, by which the provider names them when it ends its session. */
  providerSid?: string
  providerSub?: string
  /** The browser's own word for itself. */
  agent?: string
}

export type OpenSession = {
  principal: Principal
  csrf: string
  expiresAt: Instant
  /** The id to put into the cookie from now on. */
  renewed?: string
}

/** A session as its holder sees it. */
export type SessionView = {
  id: string
  issuer: string
  agent: string
  createdAt: Instant
  lastSeenAt: Instant
  expiresAt: Instant
  current: boolean
}

/** What the provider needs to end its own session too. */
export type Ended = { issuer: string; idToken?: string }

export type Sessions = {
  /** Starts a session. `id` goes into the cookie and is kept nowhere else. */
  start(person: SignedIn): Promise<OpenSession & { id: string }>
  /** The living session with this id. */
  find(id: string): Promise<OpenSession | undefined>
  /** Ends it; unknown ids are fine. */
  end(id: string): Promise<Ended | undefined>
  /** The living sessions of a person; `id` is the one that asks. */
  list(principal: Principal, id: string | undefined): Promise<SessionView[]>
  /** Ends one of one's own by its public id, here at once, elsewhere within two seconds. Throws `session.not_found`. */
  revoke(principal: Principal, publicId: string): Promise<void>
  /** Ends what a provider says has ended there; how many, undefined = it told so before. */
  endAtProvider(told: EndedThere): Promise<number | undefined>
}

const believedMs = 2_000
const mostRemembered = 2_000
const idShape = /^[A-Za-z0-9_-]{43}$/
/** A new id follows the old one after this. */
const turnMs = 15 * 60_000
/** Calls that were under way when the id turned still come with the old one. */
const graceMs = 60_000
/** The time of the last call is exact to this. */
const touchEveryMs = 60_000
const longestAgent = 200

/**
 * Browser sessions: an opaque id, hashed in the database, so that each can be ended at once. Its id turns: after a
 * while each answer hands out the id to follow; once that comes back, the old one is void, and whoever still uses it
 * ends the session, for then two hold it.
 */
export function openSessions(deps: SessionDeps): Sessions {
  const recent = new Recent<SessionRow>(believedMs, mostRemembered)

  async function lookUp(hash: string): Promise<SessionRow | undefined> {
    const known = recent.get(hash, deps.now())
    if (known) return known
    const found = await findSession(deps.db, hash)
    if (found) recent.set(hash, found, deps.now())
    return found
  }

  async function end(row: SessionRow): Promise<SessionRow | undefined> {
    const { tenant, publicId = '', person } = row
    recent.forget((one) => one.publicId === publicId)
    return revokeSession(dbOf(deps, tenant), { tenant, publicId, person: person.id }, deps.now())
  }

  return {
    start: (person) => start(deps, person),

    async find(id) {
      if (!idShape.test(id)) return undefined
      const hash = digest(id)
      const row = await lookUp(hash)
      if (!row || !isAlive(deps, row)) return undefined
      if (isStolen(row, hash, deps.now())) {
        deps.log.warn(
          { session: row.publicId, person: row.person.id },
          'an old session id was used',
        )
        await end(row)
        return undefined
      }
      if (hash === row.nextHash) {
        await takeNext(dbOf(deps, row.tenant), { ...row, nextHash: hash }, deps.now())
        recent.forget((one) => one.publicId === row.publicId)
      }
      touchNow(deps, row, hash)
      const renewed = await turned(deps, row, id)
      return { ...opened(row), ...(renewed !== undefined && { renewed }) }
    },

    async end(id) {
      const row = await lookUp(digest(id))
      return row && endedOf(deps, row, await end(row))
    },
    list: (principal, id) => list(deps, principal, id),
    async endAtProvider(told) {
      const ended = await endProviderSessions(deps.db, told, deps.now())
      recent.forget(({ publicId = '' }) => ended?.includes(publicId) === true)
      return ended?.length
    },

    async revoke(principal, publicId) {
      recent.forget((one) => one.publicId === publicId && one.person.id === principal.id)
      await revokeOwn(deps, principal, publicId)
    },
  }
}

async function revokeOwn(
  deps: SessionDeps,
  { tenant, id: person }: Principal,
  publicId: string,
): Promise<void> {
  const key = { tenant, publicId, person }
  const found = await revokeSession(dbOf(deps, tenant), key, deps.now())
  if (!found) throw new Problem('session.not_found', { session: publicId })
}

async function list(
  deps: SessionDeps,
  { tenant, id: person }: Principal,
  id: string | undefined,
): Promise<SessionView[]> {
  const hash = id === undefined ? '' : digest(id)
  const rows = await listSessionsOf(dbOf(deps, tenant), { tenant, id: person }, deps.now())
  return rows.filter((row) => isAlive(deps, row)).map((row) => viewOf(row, hash))
}

async function start(deps: SessionDeps, person: SignedIn): Promise<OpenSession & { id: string }> {
  const id = newSecret()
  const at = deps.now()
  const publicId = randomBytes(8).toString('hex')
  const {
    tenant,
    issuer,
    idToken,
    agent = '',
    email,
    roles,
    teams,
    providerSid,
    providerSub,
  } = person
  const row: SessionRow = {
    tenant,
    secretHash: digest(id),
    person: { id: person.id, email, name: person.name ?? email, roles, teams },
    csrf: newSecret(),
    createdAt: at,
    expiresAt: at + deps.limits.longestMs,
    publicId,
    issuer,
    agent: agent.slice(0, longestAgent),
    lastSeenAt: at,
    rotatedAt: at,
    ...(providerSid !== undefined && { providerSid }),
    ...(providerSub !== undefined && { providerSub }),
    ...(idToken !== undefined && { idToken: deps.cipher.seal(idToken, about(publicId)) }),
  }
  await insertSession(dbOf(deps, tenant), row)
  await followRights(deps, { tenant, ...row.person })
  return { id, ...opened(row) }
}

function isAlive({ now, limits }: SessionDeps, row: SessionRow): boolean {
  const seenAt = row.lastSeenAt ?? row.createdAt
  return row.revokedAt === undefined && row.expiresAt > now() && seenAt + limits.idleMs > now()
}

function isStolen(row: SessionRow, hash: string, now: Instant): boolean {
  return hash === row.previousHash && now - (row.rotatedAt ?? 0) > graceMs
}

/**
 * The id to follow, made from the old one so that every replica hands out the same; nothing is lost when an answer
 * does not arrive.
 */
async function turned(deps: SessionDeps, row: SessionRow, id: string): Promise<string | undefined> {
  const isCurrent = digest(id) === row.secretHash
  if (!isCurrent || deps.now() - (row.rotatedAt ?? row.createdAt) < turnMs) return undefined
  const next = createHmac('sha256', deps.cipher.derive('session-turn'))
    .update(id)
    .digest('base64url')
  if (row.nextHash === undefined) await offerNext(dbOf(deps, row.tenant), row, digest(next))
  return next
}

/** Nobody waits for this note and nobody fails with it. */
function touchNow(deps: SessionDeps, row: SessionRow, hash: string): void {
  const now = deps.now()
  if (now - (row.lastSeenAt ?? row.createdAt) < touchEveryMs) return
  const place = { tenant: row.tenant, secretHash: hash === row.nextHash ? hash : row.secretHash }
  touchSession(dbOf(deps, row.tenant), place, now).catch((error: unknown) =>
    deps.log.warn({ err: error, session: row.publicId }, 'last use of a session was not noted'),
  )
}

function endedOf(
  { cipher }: SessionDeps,
  { publicId = '', issuer, idToken }: SessionRow,
  ended: SessionRow | undefined,
): Ended | undefined {
  if (ended === undefined || issuer === undefined) return undefined
  return { issuer, ...(idToken && { idToken: cipher.open(idToken, about(publicId)) }) }
}

function about(publicId: string): string {
  return `session ${publicId}`
}

function viewOf(row: SessionRow, hash: string): SessionView {
  return {
    id: row.publicId ?? '',
    issuer: row.issuer ?? '',
    agent: row.agent ?? '',
    createdAt: row.createdAt,
    lastSeenAt: row.lastSeenAt ?? row.createdAt,
    expiresAt: row.expiresAt,
    current: [row.secretHash, row.nextHash, row.previousHash].includes(hash),
  }
}

function opened(row: SessionRow): OpenSession {
  return {
    principal: { tenant: row.tenant, ...row.person, via: 'session' },
    csrf: row.csrf,
    expiresAt: row.expiresAt,
  }
}
