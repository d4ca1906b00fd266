import { sql } from 'kysely'
import { type Asked, dbOf } from '../db-of.ts'
import { tenantOf, textOf } from '../oidc/claims.ts'
import type { Claims } from '../oidc/claims.ts'
import type { Issuer } from '../oidc/issuers.ts'

/** The claim that rules of an issuer with a directory may name: the groups it has of a person. */
const groupsClaim = 'scim.groups'

/** Ids one person may have signed in under; the oldest are forgotten. */
const mostNames = 20

/**
 * Claims as the operator's rules see them where the issuer has a directory: with the groups of the person there, and
 * nothing the token itself says of these. Undefined = nobody is let in with them: the directory has shut the person
 * out, or must know everybody and does not know this one.
 */
export async function admitted(
  deps: Asked,
  issuer: Issuer,
  claims: Claims,
): Promise<Claims | undefined> {
  const { directory } = issuer
  const tenant = tenantOf(issuer, claims)
  const subject = textOf(claims, issuer.claims.id)
  if (!directory || tenant === undefined || subject === undefined) return claims
  const name = textOf(claims, directory.claim)
  const found =
    name === undefined ? undefined : await find(deps, tenant, { by: directory.by, name })
  if (!found) return directory.required ? undefined : { ...claims, [groupsClaim]: [] }
  if (!found.active) return undefined
  const id = `${issuer.name}:${subject}`
  if (!found.known_as.includes(id)) await remember(deps, tenant, { user: found.id, id })
  return { ...claims, [groupsClaim]: found.groups }
}

type Sought = { by: 'externalId' | 'userName'; name: string }

/** Somebody who is there comes before those who were removed; of these the newest decides. */
async function find(deps: Asked, tenant: string, { by, name }: Sought) {
  const [column, value] =
    by === 'externalId'
      ? (['external_id', name] as const)
      : (['name_key', name.toLowerCase()] as const)
  return dbOf(deps, tenant)
    .selectFrom('directory_user as u')
    .select(['u.id', 'u.active', 'u.known_as'])
    .select(
      sql<string[]>`array(select g.display_name from directory_member m
        join directory_group g on g.tenant = m.tenant and g.id = m.group_id
        where m.tenant = u.tenant and m.user_id = u.id order by g.name_key)`.as('groups'),
    )
    .where('u.tenant', '=', tenant)
    .where(`u.${column}`, '=', value)
    .orderBy(sql`u.deleted_at desc nulls first`)
    .limit(1)
    .executeTakeFirst()
}

/** So that whatever this person has signed in under ends with them. */
async function remember(
  deps: Asked,
  tenant: string,
  { user, id }: { user: string; id: string },
): Promise<void> {
  await dbOf(deps, tenant)
    .updateTable('directory_user')
    .set({
      known_as: sql<
        string[]
      >`(array[${id}::text] || array_remove(known_as, ${id}))[1:${sql.lit(mostNames)}]`,
    })
    .where('tenant', '=', tenant)
    .where('id', '=', user)
    .execute()
}

/** Whether the directory has shut out whoever has this address, as a mail or a chat names them. */
export async function isShutOut(deps: Asked, tenant: string, email: string): Promise<boolean> {
  const address = email.toLowerCase()
  const row = await dbOf(deps, tenant)
    .selectFrom('directory_user')
    .select('active')
    .where('tenant', '=', tenant)
    .where(({ or, eb }) =>
      or([eb('name_key', '=', address), sql<boolean>`email_keys @> array[${address}::text]`]),
    )
    .orderBy(sql`deleted_at desc nulls first`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined && !row.active
}
