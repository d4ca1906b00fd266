import { Problem } from '@pao/core'
import { sql } from 'kysely'
import type { Principal } from '#identity/principal.ts'
import {
  allows,
  enoughFor,
  ownedBy,
  type Relation,
  relationsOf,
  type RequestRule,
  requestRules,
  isRestricted,
  seesValues,
} from './access.ts'
import { texts, tokensOf } from './approvals/people.ts'
import { keyOf } from './control.ts'
import type { Requests } from './deps.ts'
import type { Held } from './held.ts'

export type StandingDeps = Pick<Requests, 'db' | 'shelf' | 'now'>

/** A request somebody may read, what they are to it, and whether they see its values. */
export type Seen = { held: Held; relations: readonly Relation[]; values: boolean }

/** The request if the principal may read it. Throws `request.not_found` otherwise, as for one that does not exist. */
export async function seen(deps: StandingDeps, principal: Principal, id: string): Promise<Seen> {
  const taken = await deps.shelf.take(deps.db, keyOf(principal, id), true)
  if (!taken || taken.held.deleted) throw new Problem('request.not_found', { request: id })
  const { held } = taken
  const own = relationsOf(principal, ownedBy(held))
  // Most who read stand in one of the other relations already, with all that being asked would add.
  const hides = isRestricted(held)
  const relations = seesValues(own, hides) ? own : [...own, ...(await asked(deps, principal, held))]
  if (!allows('read', relations)) throw new Problem('request.not_found', { request: id })
  return { held, relations, values: seesValues(relations, hides) }
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
  const { held, relations, values } = await seen(deps, principal, id)
  const verdict = (rule: RequestRule) => ({
    allowed: allows(rule, relations),
    enough: requestRules[rule],
  })
  return {
    relations,
    rules: {
      read: verdict('read'),
      inputs: { allowed: values, enough: enoughFor('inputs', isRestricted(held)) },
      control: verdict('control'),
      complete: verdict('complete'),
      remove: verdict('remove'),
      reveal: verdict('reveal'),
    },
  }
}
