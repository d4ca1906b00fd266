import { randomBytes } from 'node:crypto'
import { type Instant, Problem } from '@pao/core'
import { type Person, type Principal, type Role, roles as allRoles } from './principal.ts'
import type { KeyRow } from './queries.ts'
import { beyond } from './scope.ts'
import { digest, newSecret } from './secret.ts'

/** A key as anybody but its creator at the moment of creation may see it. */
export type ApiKey = Omit<KeyRow, 'secretHash' | 'tenant' | 'person' | 'previous' | 'own'> & {
  /** The person it is a key of their own of. */
  ownOf?: Person
  /** The secret before the last turn is good until then. */
  previousUntil?: Instant
}

export type NewKey = {
  name: string
  roles: readonly Role[]
  teams?: readonly string[]
  /** Parts of the API; unset = whatever the roles allow. */
  scopes?: readonly string[]
  expiresAt?: Instant
}

/** What becomes of a key, whoever asked for it. */
export type Changing = {
  revoke(tenant: string, id: string): Promise<void>
  turn(tenant: string, id: string, overlapMs: number): Promise<{ key: ApiKey; token: string }>
}

/** What a key is made from. */
export type Keeping = NewKey & Pick<KeyRow, 'person' | 'serviceAccount' | 'own'>

/** A key that is kept nowhere yet, with its token. */
export function newKeyRow(
  principal: Principal,
  wanted: Keeping,
  at: Instant,
): { row: KeyRow; token: string } {
  const secret = newSecret()
  const id = randomBytes(8).toString('hex')
  const row: KeyRow = {
    tenant: principal.tenant,
    id,
    name: wanted.name,
    secretHash: digest(secret),
    roles: allRoles.filter((role) => wanted.roles.includes(role)),
    teams: [...new Set(wanted.teams)],
    ...(wanted.scopes && { scopes: [...new Set(wanted.scopes)] }),
    createdBy: principal.id,
    ...(wanted.person && { person: wanted.person }),
    ...(wanted.serviceAccount !== undefined && { serviceAccount: wanted.serviceAccount }),
    ...(wanted.own && { own: true }),
    createdAt: at,
    ...(wanted.expiresAt !== undefined && { expiresAt: wanted.expiresAt }),
  }
  return { row, token: `pao_${id}_${secret}` }
}

/** Throws `auth.forbidden` where something would hold more than its maker. */
export function refuseMoreThanOwn(
  principal: Principal,
  wanted: Pick<NewKey, 'roles' | 'teams' | 'scopes'>,
): void {
  refuseBeyond(principal.scopes, wanted)
  if (principal.roles.includes('admin')) return
  const roles = wanted.roles.filter((role) => !principal.roles.includes(role))
  const teams = (wanted.teams ?? []).filter((team) => !principal.teams.includes(team))
  if (roles.length > 0 || teams.length > 0)
    throw new Problem('auth.forbidden', {
      detail: 'A key cannot hold more than its maker',
      roles,
      teams,
    })
}

/** Throws `auth.forbidden` where a key held to parts of the API would come by one that may more. */
export function refuseBeyond(
  own: readonly string[] | undefined,
  wanted: Pick<NewKey, 'scopes'>,
): void {
  const scopes = beyond(own, wanted.scopes)
  if (scopes.length > 0)
    throw new Problem('auth.forbidden', { detail: 'A key cannot hold more than its maker', scopes })
}

/** A key without its secret. */
export function keyShown(row: KeyRow): ApiKey {
  const key: Partial<KeyRow> = { ...row }
  delete key.secretHash
  delete key.tenant
  delete key.person
  delete key.previous
  delete key.own
  return {
    ...(key as ApiKey),
    ...(row.own && row.person && { ownOf: row.person }),
    ...(row.previous && { previousUntil: row.previous.until }),
  }
}
