import { ancestors } from '../graph.ts'
import type { Plan, PlannedAction } from '../plan.ts'
import type { ActionRun, Run } from '../run.ts'

/** Failure code of an action whose approval was refused. */
export const rejectedCode = 'approval.rejected'

/** The type that does nothing but ask people: nobody goes around it and nobody changes whom it asks. */
export function isGate({ type }: Pick<PlannedAction, 'type'>): boolean {
  return type === 'approval-workflow'
}

/** Whether people have agreed to something that comes before this action, and so to what it is given. */
export function isCovered(plan: Plan, run: Pick<Run, 'actions'>, id: string): boolean {
  return [...ancestors(plan.actions, id)].some((one) => asks(run, one)?.gate === true)
}

function asks({ actions }: Pick<Run, 'actions'>, id: string): ActionRun['approval'] {
  return Object.hasOwn(actions, id) ? actions[id]?.approval : undefined
}
