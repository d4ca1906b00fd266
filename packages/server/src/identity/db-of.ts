import type { Db } from '#store/db.ts'

/**
 * What this room asks. `db` sees every tenant: somebody who calls is known by a secret before it is known whose they
 * are. `of` sees one tenant and is for everything after that; left out = `db`.
 */
export type Asked = { db: Db; of?: (tenant: string) => Db }

/** What is asked about one tenant. */
export function dbOf({ db, of = () => db }: Asked, tenant: string): Db {
  return of(tenant)
}
