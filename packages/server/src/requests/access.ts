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
