import { isGate } from './approval/gate.ts'
import type { Plan, PlannedAction } from './plan.ts'
import type { ActionRun, Run, RunEvent } from './run.ts'
import { end, inFlight, isOpen, type Work, without } from './work.ts'

/**
 * Whether a person may have the action skipped now: it has not begun, waits, or is what a failed request
 * failed of. What runs has to end first, nobody goes around an approval; of a rollback only what is under way
 * can be given up.
 */
export function canSkip(plan: Plan, run: Run, id: string): boolean {
  const planned = plan.actions.find((one) => one.id === id)
  const action = Object.hasOwn(run.actions, id) ? run.actions[id] : undefined
  if (!planned || planned.gone || !action || run.cancelling || isGate(planned)) return false
  return isSkippable(run, planned, action.state)
}

function isSkippable(run: Run, { lane, role }: PlannedAction, state: ActionRun['state']): boolean {
  if (role === 'rollback') return run.state === 'rolling_back' && isWaiting(state)
  if (lane === 'notice') return isWaiting(state)
  if (run.state === 'failed') return state === 'failed' && isOpen(run, lane)
  return run.endedAt === undefined && (state === 'pending' || isWaiting(state))
}

function isWaiting(state: ActionRun['state']): boolean {
  return state === 'ready' || state === 'waiting'
}

/**
 * The request goes on as if the action's condition had not held: those after it start, or are skipped where
 * they need its success. Remote work that was waited for is told to stop, best effort.
 */
export function skippedByPerson(
  work: Work,
  event: Extract<RunEvent, { type: 'action_skipped' }>,
  action: ActionRun,
): boolean {
  const { action: id, by, reason } = event
  if (!canSkip(work.plan, { ...work.run, actions: work.actions }, id)) return false
  end(work, id, without(action, ['replacedBy']), { state: 'skipped' })
  const skipped = work.actions[id]
  if (skipped) work.actions[id] = { ...skipped, because: 'person', skippedBy: { by, reason } }
  if (inFlight(action) && action.memo)
    work.commands.push({ type: 'start', action: id, entry: 'cancel' })
  return true
}
