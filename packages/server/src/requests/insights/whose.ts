import { Problem } from '@pao/core'
import { hasRole, type Principal } from '#identity/principal.ts'
import { maySeeAll } from '../access.ts'

/**
 * Of whose items somebody may see figures: undefined = of all. Who oversees the tenant sees all, a platform team its
 * own. Throws `team.not_found` for a team one is not of, and `auth.forbidden` for whoever has none.
 */
export function teamsSeen(principal: Principal, team?: string): readonly string[] | undefined {
  if (maySeeAll(principal)) return team === undefined ? undefined : [team]
  const own = hasRole(principal, ['platform-team']) ? principal.teams : []
  if (team !== undefined) {
    if (!own.includes(team)) throw new Problem('team.not_found', { team })
    return [team]
  }
  if (own.length === 0) throw new Problem('auth.forbidden')
  return own
}
