import type { Database, Db } from '../src/store/db.ts'
import { openTenants } from '../src/store/tenants.ts'

/** Every comparison of a tenant with a parameter, as the application's own scoping writes it. */
const filter = /(?:(?:\w+|"\w+")\.)?"?\btenant\b"? = (\$\d+)/g

/** A statement that asks for whatever tenant: the application's filter is gone, its parameters stay. */
export function unfiltered(text: string): string {
  return text.replaceAll(filter, '($1::text is not null)')
}

type Query = { text: string }

/** Databases of tenants whose every statement has lost the application's filter: row security stands alone. */
export async function openUnfiltered(
  database: Database,
): Promise<{ of(tenant: string): Db; stripped(): number; close(): Promise<void> }> {
  const tenants = await openTenants(database, { max: 4 })
  let stripped = 0
  const counted = (text: string): string => {
    const bare = unfiltered(text)
    if (bare !== text) stripped += 1
    return bare
  }
  tenants.pool.on('connect', (client) => {
    const query = client.query.bind(client) as (asked: unknown, ...more: unknown[]) => unknown
    Object.assign(client, {
      query: (asked: string | Query, ...more: unknown[]) =>
        typeof asked === 'string'
          ? query(counted(asked), ...more)
          : query({ ...asked, text: counted(asked.text) }, ...more),
    })
  })
  // The one connection there is already was made before anybody listened.
  const first = await tenants.pool.connect()
  first.release(true)
  return {
    of: (tenant) => tenants.of(tenant),
    stripped: () => stripped,
    close: () => tenants.close(),
  }
}
