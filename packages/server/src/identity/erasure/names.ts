import { sql } from 'kysely'
import type { Tx } from '#store/db.ts'

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
  const ids = [...given]
  const lower = ids.map((name) => name.toLowerCase())
  const isTheirs = sql<boolean>`(person ->> 'id' = any (${ids}::text[])
    or lower(person ->> 'email') = any (${lower}::text[]))`
  const { rows } = await sql<{ name: string | null }>`
    select unnest(array[person ->> 'id', person ->> 'email', person ->> 'name']) as name
      from session where tenant = ${tenant} and ${isTheirs}
    union select unnest(array[person ->> 'id', person ->> 'email', person ->> 'name'])
      from api_key where tenant = ${tenant} and own and ${isTheirs}
    union select unnest(array[person, email, name])
      from person_right where tenant = ${tenant}
      and (person = any (${ids}::text[]) or lower(email) = any (${lower}::text[]))
    union select unnest(array[user_name, attributes ->> 'displayName', attributes #>> '{name,formatted}']
        || known_as || email_keys)
      from directory_user where tenant = ${tenant}
      and (known_as && ${ids}::text[] or name_key = any (${lower}::text[]) or email_keys && ${lower}::text[])
    limit ${mostNames}`.execute(tx)
  return [...new Set([...ids, ...rows.flatMap(({ name }) => (isName(name) ? [name] : []))])]
}

/** Of one or two characters nobody is known by. */
function isName(name: string | null): name is string {
  return name !== null && name.trim().length > 2
}
