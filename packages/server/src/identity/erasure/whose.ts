import { sql } from 'kysely'

/** Conditions that pick a person's rows by their names: ids as they are, addresses in any spelling. */
export function whose(names: readonly string[]) {
  const ids = [...names]
  const lower = ids.map((name) => name.toLowerCase())
  return {
    /** In tables that keep the person as JSON: sessions and keys. */
    person: sql<boolean>`(person ->> 'id' = any (${ids}::text[])
      or lower(person ->> 'email') = any (${lower}::text[]))`,
    /** In `person_right`. */
    right: sql<boolean>`(person = any (${ids}::text[]) or lower(email) = any (${lower}::text[]))`,
    /** In `directory_user`. */
    directory: sql<boolean>`(known_as && ${ids}::text[] or name_key = any (${lower}::text[])
      or email_keys && ${lower}::text[])`,
  }
}
