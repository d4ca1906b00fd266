import { type Condition, conditionFields, holds } from '@pao/core/catalog'
import { type AcceptedOrder, type CheckDeps, rendering } from './ordered-along.ts'

/**
 * Whether what a document says of an order holds with its answers: a condition, or a template that gives a value (`false`,
 * the word `false` and nothing do not hold). Undefined where it cannot be told before the request exists.
 */
export function ruleHolds(
  deps: CheckDeps,
  accepted: AcceptedOrder,
  written: unknown,
): boolean | undefined {
  if (isCondition(written)) {
    if (conditionFields(written).some(isLater)) return undefined
    const { fields, environment } = accepted
    return holds(written, { fields, ...(environment !== undefined && { environment }) })
  }
  const { isOpen, value, faults } = rendering(deps, accepted, written)
  if (isOpen || faults.length > 0) return undefined
  if (value === null || value === undefined) return undefined
  return value !== false && value !== 'false' && value !== ''
}

function isCondition(written: unknown): written is Condition {
  return (
    typeof written === 'object' &&
    written !== null &&
    ['field', 'all', 'any', 'not'].some((key) => Object.hasOwn(written, key))
  )
}

/** What is known only once there is a plan, or a run. */
function isLater(name: string): boolean {
  return name === 'estimated_monthly_cost' || name.startsWith('output.')
}
