import { type Fault, Problem } from '@pao/core'
import type { Demand } from '@pao/core/catalog'
import { checkDependencies } from './dependency-check.ts'
import type { AcceptedOrder, CheckDeps } from './ordered-along.ts'
import { checkPolicies } from './policy-check.ts'
import { namedDemands } from './quotas/named.ts'

/** What the prerequisites of an item come to with these answers. */
export type Prerequisites = { demands: readonly Demand[]; warnings: readonly string[] }

/**
 * Looks at the `quota-check`, `dependency-check` and `policy` prerequisites of an item. Throws `request.invalid` with their faults and
 * `others`, those that were found elsewhere.
 */
export async function checkPrerequisites(
  deps: CheckDeps,
  accepted: AcceptedOrder,
  others: readonly Fault[],
): Promise<Prerequisites> {
  const { demands, faults } = namedDemands(deps, accepted)
  const needed = await checkDependencies(deps, accepted)
  const policies = checkPolicies(deps, accepted)
  const all = [...others, ...faults, ...needed.faults, ...policies.faults]
  if (all.length > 0)
    throw new Problem('request.invalid', { item: accepted.document.metadata.id }, all)
  return { demands, warnings: [...needed.warnings, ...policies.warnings] }
}
