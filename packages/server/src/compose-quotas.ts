import type { ApiDeps } from '#api/deps.ts'
import type { EffectDeps } from '#requests/quotas/effect.ts'
import { quotaDays } from '#requests/quotas/history.ts'
import { listQuotas, removeQuota, setQuota } from '#requests/quotas/rules.ts'
import { checkQuotaTeam, quotaTeams } from '#requests/quotas/sight.ts'
import { quotaHolders, teamQuotas } from '#requests/quotas/team-quotas.ts'

/** Quotas and budgets as the API calls them. */
export function quotaCalls(requests: EffectDeps): ApiDeps['quotas'] {
  return {
    async list(principal) {
      const seen = quotaTeams(principal)
      const rules = await listQuotas(requests, principal.tenant)
      return seen ? rules.filter(({ team }) => seen.includes(team)) : rules
    },
    async ofTeam(principal, team) {
      checkQuotaTeam(principal, team)
      return teamQuotas(requests, principal.tenant, team)
    },
    async holders(principal, rule) {
      checkQuotaTeam(principal, rule.team)
      return quotaHolders(requests, principal.tenant, rule)
    },
    async history(principal, rule, days) {
      checkQuotaTeam(principal, rule.team)
      const since = requests.now() - (days - 1) * 86_400_000
      return quotaDays(requests.db, principal.tenant, { ...rule, since })
    },
    set: (wish, quota) => setQuota(requests, wish, quota),
    remove: (wish) => removeQuota(requests, wish),
  }
}
