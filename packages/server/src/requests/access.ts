import type { Assignment } from '@pao/connectors'
import { namesOf } from '#identity/names.ts'
import { hasRole, type Principal } from '#identity/principal.ts'

/** What of a request decides who may do what with it. */
export type Owned = { tenant: string; requesterId: string; ownerTeam: string }

/** Its requester, the team that owns the item, and who oversees everything. All others get a 404. */
export function mayRead(principal: Principal, request: Owned): boolean {
  return (
    principal.tenant === request.tenant &&
    (isRequester(principal, request) ||
      isOwner(principal, request) ||
      hasRole(principal, ['operator', 'auditor']))
  )
}

/** Cancelling and retrying: whoever ordered it, the item's team, operators. */
export function mayControl(principal: Principal, request: Owned): boolean {
  return (
    mayRead(principal, request) &&
    (isRequester(principal, request) ||
      isOwner(principal, request) ||
      hasRole(principal, ['operator']))
  )
}

/** Saying that manual work is done: the item's team and operators, not the one who waits for it. */
export function mayComplete(principal: Principal, request: Owned): boolean {
  return (
    mayRead(principal, request) && (isOwner(principal, request) || hasRole(principal, ['operator']))
  )
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
  return mayRead(principal, request) && isRequester(principal, request)
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
