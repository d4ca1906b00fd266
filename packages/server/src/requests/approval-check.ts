import type { Prerequisite } from '@pao/core/catalog'
import { type AcceptedOrder, type CheckDeps, rendering } from './ordered-along.ts'
import { ruleHolds } from './rule-holds.ts'

/**
 * Whether an `approval-check` among the item's prerequisites wants people asked before this very order begins. What
 * cannot be told before the request exists counts as yes: nobody gets around people by a condition that breaks.
 */
export function wantsApproval(deps: CheckDeps, accepted: AcceptedOrder): boolean {
  const { document } = accepted
  if (document.kind !== 'CatalogItem') return false
  return (document.fulfillment.prerequisites ?? []).some(
    (check) =>
      check.type === 'approval-check' &&
      check.required !== false &&
      isHere(deps, accepted, check) &&
      isMet(deps, accepted, check),
  )
}

/** Without an environment it is about all of them. */
function isHere(deps: CheckDeps, accepted: AcceptedOrder, { config = {} }: Prerequisite): boolean {
  const written = config['environment']
  if (written === undefined || written === 'all') return true
  const { isOpen, value, faults } = rendering(deps, accepted, written)
  if (isOpen || faults.length > 0) return true
  return [value].flat().includes(accepted.environment)
}

function isMet(deps: CheckDeps, accepted: AcceptedOrder, { config = {} }: Prerequisite): boolean {
  const written = config['condition']
  return written === undefined || (ruleHolds(deps, accepted, written) ?? true)
}
