import { type Instant, Problem } from '@pao/core'
import type { Db } from '#store/db.ts'
import type { Principal } from './principal.ts'
import { isShutOut } from './scim/admit.ts'
import { findKey } from './queries.ts'
import { findSessionOf } from './session-queries.ts'

/** Every name one person is known by. `faceless`: nobody knows who stands behind the key. */
export type Names = { names: readonly string[]; faceless?: true }

/** The names of whoever calls; the first is shown. A key is its maker. */
export function namesOf({ id, email, via, person }: Principal): Names {
  if (via !== 'api-key') return { names: [...new Set([email, id])] }
  return person
    ? { names: [...new Set([person.email, person.id, id, email])] }
    : { names: [id], faceless: true }
}

/** The names of somebody known by an id only, such as the one in the log: of a key those of its maker too. */
export async function namesOfId(db: Db, tenant: string, id: string): Promise<readonly string[]> {
  if (!id.startsWith('key:')) return [id]
  const key = await findKey(db, id.slice('key:'.length))
  const { person } = key?.tenant === tenant ? key : {}
  return person ? [id, person.id, person.email] : [id]
}

/**
 * Somebody known by their e-mail alone, as a link or a chat tells it. Teams and roles only while they are signed in: who
 * has left a team must not go on deciding for it by a message. Throws `auth.no_access` for whom the directory shut out.
 */
export async function principalByEmail(
  { db, now }: { db: Db; now(): Instant },
  who: { tenant: string; email: string; via: 'email' | 'slack' },
): Promise<Principal> {
  const { tenant, email, via } = who
  if (await isShutOut({ db }, tenant, email)) throw new Problem('auth.no_access')
  const session = await findSessionOf(db, who, now())
  if (!session) return { tenant, id: email, email, roles: [], teams: [], via }
  const { id, name, roles, teams } = session.person
  return { tenant, id, email, name, roles, teams, via }
}
