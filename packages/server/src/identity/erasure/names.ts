import { sql } from 'kysely'
import type { Tx } from '#store/db.ts'
import { whose } from './whose.ts'

/** Names that are learned of one person at most; nobody is known under more. */
const mostNames = 40

/**
 * All names a person is known under here, beginning with those that were given: addresses and names of sessions, own keys and
 * rights that belong to one of the given ids or addresses, and what a directory tells of them.
 */
export async function namesOf(
  tx: Tx,
  tenant: string,
  given: readonly string[],
): Promise<readonly string[]> {
  const { person, right, directory } = whose(given)
  const { rows } = await sql<{ name: string | null }>`
    select unnest(array[person ->> 'id', person ->> 'email', person ->> 'name']) as name
      from session where tenant = ${tenant} and ${person}
    union select unnest(array[person ->> 'id', person ->> 'email', person ->> 'name'])
      from api_key where tenant = ${tenant} and own and ${person}
    union select unnest(array[person, email, name])
      from person_right where tenant = ${tenant} and ${right}
    union select unnest(array[user_name, attributes ->> 'displayName', attributes #>> '{name,formatted}']
        || known_as || email_keys)
      from directory_user where tenant = ${tenant} and ${directory}
    limit ${mostNames}`.execute(tx)
  return [...new Set([...given, ...rows.flatMap(({ name }) => (isName(name) ? [name] : []))])]
}

/** Of one or two characters nobody is known by. */
function isName(name: string | null): name is string {
  return name !== null && name.trim().length > 2
}
