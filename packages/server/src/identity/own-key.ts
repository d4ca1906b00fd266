import { type Instant, Problem } from '@pao/core'
import { type Asked, dbOf } from './db-of.ts'
import { type ApiKey, keyShown, newKeyRow, refuseMoreThanOwn } from './key-making.ts'
import { keepRights } from './person-rights.ts'
import type { Principal, Role } from './principal.ts'
import { countOwnKeys, insertKey, listOwnKeys } from './queries.ts'

/** Living keys one person may have of their own. */
export const mostOwnKeys = 20
const dayMs = 86_400_000

/** What is left out is as the person has it: all their roles, all their teams, every part of the API. */
export type OwnKeyWish = {
  name: string
  roles?: readonly Role[]
  teams?: readonly string[]
  scopes?: readonly string[]
  expiresAt: Instant
}

type Deps = Asked & { now(): Instant; ownMaxDays: number }

/**
 * A key that stands for the person who makes it. Throws `api_key.own_off`, `api_key.own_by_people` for whoever is no
 * signed-in person, `body.invalid` for an end too far off, `auth.forbidden` for more than they have, `api_key.too_many`.
 */
export async function createOwnKey(
  deps: Deps,
  principal: Principal,
  wish: OwnKeyWish,
): Promise<{ key: ApiKey; token: string }> {
  refuseMachines(deps, principal)
  refuseLate(deps, wish.expiresAt)
  const { tenant, id, email, roles, teams } = principal
  const wanted = { ...wish, roles: wish.roles ?? roles, teams: wish.teams ?? teams }
  refuseMoreThanOwn(principal, wanted)
  const { row, token } = newKeyRow(
    principal,
    { ...wanted, person: { id, email }, own: true },
    deps.now(),
  )
  await dbOf(deps, tenant)
    .transaction()
    .execute(async (tx) => {
      await keepRights(tx, principal, deps.now())
      const living = await countOwnKeys(tx, { tenant, person: id }, deps.now())
      if (living >= mostOwnKeys) throw new Problem('api_key.too_many', { most: mostOwnKeys })
      await insertKey(tx, row)
    })
  return { key: keyShown(row), token }
}

/** One's own keys, newest first, those that ended included. */
export async function ownKeysOf(deps: Asked, { tenant, id }: Principal): Promise<ApiKey[]> {
  return (await listOwnKeys(dbOf(deps, tenant), { tenant, person: id })).map(keyShown)
}

/** A key makes no key of one's own: what it may ends with it. */
function refuseMachines({ ownMaxDays }: Deps, { via }: Principal): void {
  if (ownMaxDays === 0) throw new Problem('api_key.own_off')
  if (via !== 'session' && via !== 'oidc') throw new Problem('api_key.own_by_people')
}

function refuseLate({ ownMaxDays, now }: Deps, expiresAt: Instant): void {
  if (expiresAt - now() <= ownMaxDays * dayMs) return
  throw new Problem('body.invalid', { most_days: ownMaxDays }, [
    {
      code: 'time.too_late',
      at: '/expires_at',
      message: `must be within ${ownMaxDays} days`,
      hint: 'Make a shorter one and rotate it, or ask for a service account',
    },
  ])
}
