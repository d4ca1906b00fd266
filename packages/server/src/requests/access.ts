import type { Assignment } from '@pao/connectors'
import { namesOf } from '#identity/names.ts'
import { hasRole, type Principal } from '#identity/principal.ts'
import type { Held } from './held.ts'

/** What of a request decides who may do what with it. */
export type Owned = { tenant: string; requesterId: string; ownerTeam: string }

/** A request as whoever asks what they may do with it sees it. */
export function ownedBy({ key, fixed }: Pick<Held, 'key' | 'fixed'>): Owned {
  return { tenant: key.tenant, requesterId: fixed.requester.id, ownerTeam: fixed.ownerTeam }
}

/** Whether it holds restricted data. */
export function isRestricted({ fixed }: Pick<Held, 'fixed'>): boolean {
  return fixed.plan.restricted === true
}

/** What somebody is to a request. `asked`: an approval of it asks or asked them. */
export type Relation = 'requester' | 'owner-team' | 'operator' | 'auditor' | 'asked'

/** What can be done with a request that one may read. */
export const requestRules = {
  read: ['requester', 'owner-team', 'operator', 'auditor', 'asked'],
  inputs: ['requester', 'owner-team', 'operator', 'asked'],
  control: ['requester', 'owner-team', 'operator'],
  complete: ['owner-team', 'operator'],
  remove: ['requester'],
  reveal: ['requester'],
} as const satisfies Record<string, readonly Relation[]>

export type RequestRule = keyof typeof requestRules

/** Restricted data is nobody's who only oversees. */
const restrictedInputs = ['requester', 'owner-team', 'asked'] as const

/** The relations that are enough to do this with a request; `hides`: it holds restricted data. */
export function enoughFor(rule: RequestRule, hides: boolean): readonly Relation[] {
  return rule === 'inputs' && hides ? restrictedInputs : requestRules[rule]
}

/** Whether what was ordered, and what it brought, may be seen value by value. */
export function seesValues(relations: readonly Relation[], hides: boolean): boolean {
  const enough = enoughFor('inputs', hides)
  return relations.some((relation) => enough.includes(relation))
}

/** Everything the principal is to the request by itself; whom its approvals ask stands in the database. */
export function relationsOf(principal: Principal, request: Owned): readonly Relation[] {
  if (principal.tenant !== request.tenant) return []
  const found: (Relation | false)[] = [
    isRequester(principal, request) && 'requester',
    isOwner(principal, request) && 'owner-team',
    hasRole(principal, ['operator']) && 'operator',
    hasRole(principal, ['auditor']) && 'auditor',
  ]
  return found.filter((one) => one !== false)
}

/** Whether one of these relations is enough. */
export function allows(rule: RequestRule, relations: readonly Relation[]): boolean {
  const enough: readonly Relation[] = requestRules[rule]
  return relations.some((relation) => enough.includes(relation))
}

/** Its requester, the team that owns the item, and who oversees everything. All others get a 404. */
export function mayRead(principal: Principal, request: Owned): boolean {
  return allows('read', relationsOf(principal, request))
}

/** Cancelling and retrying: whoever ordered it, the item's team, operators. */
export function mayControl(principal: Principal, request: Owned): boolean {
  return allows('control', relationsOf(principal, request))
}

/** Saying that manual work is done: the item's team and operators, not the one who waits for it. */
export function mayComplete(principal: Principal, request: Owned): boolean {
  return allows('complete', relationsOf(principal, request))
}

/** Saying that one task is done: those it is given to, besides all who may say it of any work of the item. */
export function mayDoTask(principal: Principal, request: Owned, task: Assignment): boolean {
  return mayComplete(principal, request) || isGivenTo(principal, request, task)
}

/** Whether a task is given to somebody by name or team. The team that owns the item has what is given to nobody. */
export function isGivenTo(
  principal: Principal,
  request: Owned,
  { assignees, team }: Assignment,
): boolean {
  if (principal.tenant !== request.tenant) return false
  if (assignees.length === 0 && team === undefined) return isOwner(principal, request)
  const { names } = namesOf(principal)
  const named = new Set(assignees.map((name) => name.toLowerCase()))
  const teams = principal.teams.map((name) => name.toLowerCase())
  return (
    names.some((name) => named.has(name.toLowerCase())) ||
    (team !== undefined && teams.includes(team.toLowerCase()))
  )
}

/** Removing from the list: only one's own. */
export function mayRemove(principal: Principal, request: Owned): boolean {
  return allows('remove', relationsOf(principal, request))
}

/** Whether the principal may see requests that are neither its own nor its teams'. */
export function maySeeAll(principal: Principal): boolean {
  return hasRole(principal, ['operator', 'auditor'])
}

function isRequester(principal: Principal, request: Owned): boolean {
  // Ordered on somebody's behalf, a request knows them by their e-mail.
  return principal.id === request.requesterId || principal.email === request.requesterId
}

function isOwner(principal: Principal, request: Owned): boolean {
  return principal.teams.includes(request.ownerTeam) && hasRole(principal, ['platform-team'])
}
