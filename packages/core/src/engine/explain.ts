import type { Instant } from '../instant.ts'
import { explainAction } from './explain-action.ts'
import type { ExplainFacts, Seen, Statement } from './explain-facts.ts'
import { explainRequest } from './explain-request.ts'
import type { Plan } from './plan.ts'
import { type ActionState, actionStates, type Run } from './run.ts'
import { open } from './work.ts'

/**
 * Why a request is where it is: the request first, then its actions, those that hold it up before those that
 * have ended. Total: every state has its sentence; says nothing that the record does not show anyway.
 */
export function explain(
  plan: Plan,
  run: Run,
  facts: ExplainFacts,
  now: Instant,
): readonly Statement[] {
  const seen: Seen = { plan, run, facts, now, work: open(plan, run, now) }
  const actions = plan.actions.flatMap((_, index) => explainAction(seen, index) ?? [])
  return [...explainRequest(seen), ...actions.toSorted((a, b) => rank(a) - rank(b))]
}

/** What waits for somebody or failed comes first, then what is under way, what is to come, what has ended. */
const order: readonly ActionState[] = [
  'unknown',
  'failed',
  'waiting',
  'running',
  'compensating',
  'ready',
  'pending',
]

function rank({ state }: Statement): number {
  const found = order.indexOf(state as ActionState)
  return found < 0 ? actionStates.length : found
}
