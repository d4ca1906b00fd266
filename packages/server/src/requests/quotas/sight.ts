import { Problem } from '@pao/core'
import { every } from '@pao/core/governance'
import { hasRole, type Principal } from '#identity/principal.ts'
import { maySeeAll } from '../access.ts'

/** Whether somebody sees the quotas of every team: who oversees the tenant. */
export function seesEveryQuota(principal: Principal): boolean {
  return maySeeAll(principal) || hasRole(principal, ['operator'])
}

/** Throws `team.not_found` for a team one is not of, unless one sees all. Who is of none may look at what counts alone. */
export function checkQuotaTeam(principal: Principal, team: string): void {
  const own = principal.teams.includes(team) || team === `user:${principal.id}`
  if (!own && !seesEveryQuota(principal)) throw new Problem('team.not_found', { team })
}

/** Of which teams somebody may see rules; undefined = of all. */
export function quotaTeams(principal: Principal): readonly string[] | undefined {
  if (seesEveryQuota(principal)) return undefined
  return [...principal.teams, `user:${principal.id}`, every]
}
