import type { Db } from '#store/db.ts'
import type { Instant } from '@pao/core'
import type { Person } from './people.ts'
import { defaultTenant, type Principal } from './principal.ts'
import { findSession, insertSession, markSessionRevoked, type SessionRow } from './queries.ts'
import { Recent } from './recent.ts'
import { digest, newSecret } from './secret.ts'

export type SessionDeps = { db: Db; now(): Instant }

type OpenSession = { principal: Principal; csrf: string; expiresAt: Instant }

export type Sessions = {
  /** Starts a session. `id` goes into the cookie and is kept nowhere else. */
  start(person: Person): Promise<OpenSession & { id: string }>
  /** The living session with this id. */
  find(id: string): Promise<OpenSession | undefined>
  /** Ends it; unknown ids are fine. */
  end(id: string): Promise<void>
}

/** A working day and the evening after it; then sign in again. */
const lifetimeMs = 12 * 60 * 60 * 1000
const believedMs = 2_000
const mostRemembered = 2_000
const idShape = /^[A-Za-z0-9_-]{43}$/

/** Browser sessions: an opaque id, hashed in the database, so that each can be ended at once. */
export function openSessions(deps: SessionDeps): Sessions {
  const recent = new Recent<SessionRow>(believedMs, mostRemembered)
  const tenant = defaultTenant

  async function lookUp(secretHash: string): Promise<SessionRow | undefined> {
    const known = recent.get(secretHash, deps.now())
    if (known) return known
    const found = await findSession(deps.db, { tenant, secretHash })
    if (found) recent.set(secretHash, found, deps.now())
    return found
  }

  return {
    async start(person) {
      const id = newSecret()
      const row: SessionRow = {
        tenant,
        secretHash: digest(id),
        person: {
          id: person.id,
          email: person.email,
          name: person.name,
          roles: person.roles,
          teams: person.teams,
        },
        csrf: newSecret(),
        createdAt: deps.now(),
        expiresAt: deps.now() + lifetimeMs,
      }
      await insertSession(deps.db, row)
      return { id, ...opened(row) }
    },

    async find(id) {
      if (!idShape.test(id)) return undefined
      const row = await lookUp(digest(id))
      const alive = row && row.revokedAt === undefined && row.expiresAt > deps.now()
      return alive ? opened(row) : undefined
    },

    async end(id) {
      const secretHash = digest(id)
      await markSessionRevoked(deps.db, { tenant, secretHash }, deps.now())
      recent.forget((row) => row.secretHash === secretHash)
    },
  }
}

function opened(row: SessionRow): OpenSession {
  return {
    principal: { tenant: row.tenant, ...row.person, via: 'session' },
    csrf: row.csrf,
    expiresAt: row.expiresAt,
  }
}
