import type { Facts } from '../catalog/form/conditions.ts'
import { outputsOf } from './outputs-of.ts'
import type { Plan } from './plan.ts'
import type { Run } from './run.ts'

/** The name that conditions and outputs share for what an order costs a month. */
export const costFact = 'estimated_monthly_cost'

/**
 * What conditions read while the request runs. What an action put out as `estimated_monthly_cost` is newer
 * than the estimate the order was taken in with; the last such action of the plan counts.
 */
export function conditionFacts(plan: Plan, run: Pick<Run, 'actions'>): Facts {
  const output = outputsOf(plan, run)
  const found = Object.values(output).findLast((own) => typeof own[costFact] === 'number')
  return { ...plan.facts, ...(found && { [costFact]: found[costFact] }), output }
}
