import { ancestors } from '../graph.ts'
import type { Plan, PlannedAction } from '../plan.ts'
import type { ActionRun, Run, RunFailure } from '../run.ts'
import { verdictOf } from './approval.ts'

/** Failure code of an action whose approval was refused. */
export const rejectedCode = 'approval.rejected'

/** Failure code of an action that ordered something which people refused. */
export const orderRejectedCode = 'order.rejected'

/** Whether people said no to what the action asked, and it failed for that. */
export function isRefused({ actions }: Pick<Run, 'actions'>, failure: RunFailure): boolean {
  if (failure.code === rejectedCode) return true
  const approval = failure.action === undefined ? undefined : asks({ actions }, failure.action)
  return approval !== undefined && verdictOf(approval) === 'reject'
}

/** Whether anything that must be agreed to before the work begins has not been answered. */
export function isGateOpen(plan: Plan, { actions }: Pick<Run, 'actions'>): boolean {
  return plan.actions.some((planned) => {
    const { id, gone } = planned
    const isAsked = isAgreement(planned) && Object.hasOwn(actions, id)
    const state = isAsked ? actions[id]?.state : undefined
    return state !== undefined && gone !== true && unanswered.has(state)
  })
}
const unanswered: ReadonlySet<ActionRun['state']> = new Set([
  'pending',
  'ready',
  'running',
  'waiting',
  'unknown',
])

/** The type that does nothing but ask people: nobody goes around it and nobody changes whom it asks. */
export function isGate({ type }: Pick<PlannedAction, 'type'>): boolean {
  return type === 'approval-workflow'
}

/** What people must agree to before anything of an order begins. */
export function isAgreement(planned: Pick<PlannedAction, 'lane' | 'type'>): boolean {
  return planned.lane === 'gate' && isGate(planned)
}

/** Whether people have agreed to something that comes before this action, and so to what it is given. */
export function isCovered(plan: Plan, run: Pick<Run, 'actions'>, id: string): boolean {
  return [...ancestors(plan.actions, id)].some((one) => asks(run, one)?.gate === true)
}

function asks({ actions }: Pick<Run, 'actions'>, id: string): ActionRun['approval'] {
  return Object.hasOwn(actions, id) ? actions[id]?.approval : undefined
}
