import { sql } from 'kysely'
import { cipherOf, type KeyDeps, tenantKey, untouched } from './secret-keys.ts'
import type { SecretSource } from './secrets.ts'

/** What is shown of a secret: never its value. */
export type SecretView = { name: string; version: number; setBy: string; setAt: Date }

/** Whose secret, and who is at it. */
export type SecretWish = { tenant: string; name: string; by: string }

const about = (tenant: string, name: string, version: number): string =>
  JSON.stringify(['secret', tenant, name, version])

/** Secrets in the database, each tenant's sealed with its own key and bound to tenant, name and version. */
export function tableSecrets({ db, ring }: Pick<KeyDeps, 'db' | 'ring'>): SecretSource {
  return {
    placeOf: (name) => `the table of secrets (pao secret set ${name})`,
    async read(name, tenant) {
      const row = await db
        .selectFrom('secret as s')
        .innerJoin('secret_key as k', (join) =>
          join.onRef('k.tenant', '=', 's.tenant').onRef('k.id', '=', 's.key_id'),
        )
        .select(['s.version', 's.sealed as value', 'k.id', 'k.sealed_by', 'k.sealed'])
        .where('s.tenant', '=', tenant)
        .where('s.name', '=', name)
        .where('s.sealed', 'is not', null)
        .executeTakeFirst()
      if (!row?.value) return undefined
      const cipher = cipherOf(ring, { ...row, tenant })
      const { value } = row
      return untouched(`The secret ${name} of the table`, () =>
        cipher.open(value, about(tenant, name, row.version)),
      )
    },
  }
}

/** Sets a secret as a new version; what the one before held is gone. Shows what `listSecrets` shows. */
export async function setSecret(
  deps: KeyDeps,
  wish: SecretWish,
  value: string,
): Promise<SecretView> {
  const { tenant, name, by } = wish
  const key = await tenantKey(deps, tenant)
  return deps.db.transaction().execute(async (tx) => {
    // Whoever sets a secret of this tenant at the same moment waits here, so versions have no gap and no double.
    await tx
      .selectFrom('secret_key')
      .select('id')
      .where('tenant', '=', tenant)
      .where('id', '=', key.id)
      .forUpdate()
      .execute()
    const { newest } = await tx
      .selectFrom('secret')
      .select((of) => of.fn.coalesce(of.fn.max('version'), sql<number>`0`).as('newest'))
      .where('tenant', '=', tenant)
      .where('name', '=', name)
      .executeTakeFirstOrThrow()
    const version = newest + 1
    await endVersions(tx, wish)
    const { created_at: setAt } = await tx
      .insertInto('secret')
      .values({
        tenant,
        name,
        version,
        key_id: key.id,
        sealed: key.cipher.seal(value, about(tenant, name, version)),
        created_by: by,
        created_at: sql<Date>`clock_timestamp()`,
      })
      .returning('created_at')
      .executeTakeFirstOrThrow()
    return { name, version, setBy: by, setAt }
  })
}

/** Takes a secret away for good; false when there is none of that name. */
export async function deleteSecret(
  { db }: Pick<KeyDeps, 'db'>,
  wish: SecretWish,
): Promise<boolean> {
  return (await endVersions(db, wish)) > 0n
}

async function endVersions(db: KeyDeps['db'], { tenant, name, by }: SecretWish): Promise<bigint> {
  const { numUpdatedRows } = await db
    .updateTable('secret')
    .set({ sealed: null, ended_by: by, ended_at: sql<Date>`clock_timestamp()` })
    .where('tenant', '=', tenant)
    .where('name', '=', name)
    .where('sealed', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows
}

const mostListed = 1_000

/** The tenant's secrets by name, at most a thousand, without values. */
export async function listSecrets(
  { db }: Pick<KeyDeps, 'db'>,
  tenant: string,
): Promise<readonly SecretView[]> {
  const rows = await db
    .selectFrom('secret')
    .select(['name', 'version', 'created_by', 'created_at'])
    .where('tenant', '=', tenant)
    .where('sealed', 'is not', null)
    .orderBy('name')
    .limit(mostListed)
    .execute()
  return rows.map(({ name, version, created_by: setBy, created_at: setAt }) => ({
    name,
    version,
    setBy,
    setAt,
  }))
}
