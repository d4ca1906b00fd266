import { Problem } from '@pao/core'
import { sql } from 'kysely'
import type { Principal } from '#identity/principal.ts'
import {
  allows,
  type Owned,
  type Relation,
  relationsOf,
  type RequestRule,
  requestRules,
} from './access.ts'
import { texts, tokensOf } from './approvals/people.ts'
import { keyOf } from './control.ts'
import type { Requests } from './deps.ts'
import type { Held } from './held.ts'

export type StandingDeps = Pick<Requests, 'db' | 'shelf' | 'now'>

/** A request somebody may read, and what they are to it. */
export type Seen = { held: Held; relations: readonly Relation[] }

/** The request if the principal may read it. Throws `request.not_found` otherwise, as for one that does not exist. */
export async function seen(deps: StandingDeps, principal: Principal, id: string): Promise<Seen> {
  const taken = await deps.shelf.take(deps.db, keyOf(principal, id), true)
  if (!taken || taken.held.deleted) throw new Problem('request.not_found', { request: id })
  const { held } = taken
  const own = relationsOf(principal, ownedBy(held))
  // Most who read stand in one of the other relations already, with all that being asked would add.
  const relations = allows('inputs', own) ? own : [...own, ...(await asked(deps, principal, held))]
  if (!allows('read', relations)) throw new Problem('request.not_found', { request: id })
  return { held, relations }
}

/** What a request is to whoever asks what they may do with it. */
export function ownedBy({ key, fixed }: Held): Owned {
  return { tenant: key.tenant, requesterId: fixed.requester.id, ownerTeam: fixed.ownerTeam }
}

/** Whether an approval of it asks, or asked, the principal; served by the primary key of `approval`. */
async function asked(
  deps: StandingDeps,
  principal: Principal,
  { key }: Held,
): Promise<readonly Relation[]> {
  const hasAsks = await deps.db
    .selectFrom('approval')
    .select('action_id')
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .limit(1)
    .executeTakeFirst()
  if (!hasAsks) return []
  const tokens = await tokensOf(deps, principal)
  const row = await deps.db
    .selectFrom('approval')
    .select('action_id')
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .where(sql<boolean>`(asked && ${texts(tokens)} or voted && ${texts(tokens)})`)
    .limit(1)
    .executeTakeFirst()
  return row ? ['asked'] : []
}

/** What somebody is to a request and what follows from it, rule by rule. */
export type Standing = {
  relations: readonly Relation[]
  rules: Readonly<Record<RequestRule, { allowed: boolean; enough: readonly Relation[] }>>
}

/** Throws `request.not_found` also for what the principal may not read: asking tells nothing reading does not. */
export async function standingOf(
  deps: StandingDeps,
  principal: Principal,
  id: string,
): Promise<Standing> {
  const { relations } = await seen(deps, principal, id)
  const verdict = (rule: RequestRule) => ({
    allowed: allows(rule, relations),
    enough: requestRules[rule],
  })
  return {
    relations,
    rules: {
      read: verdict('read'),
      inputs: verdict('inputs'),
      control: verdict('control'),
      complete: verdict('complete'),
      remove: verdict('remove'),
    },
  }
}
