import type { Instant } from '../instant.ts'
import { fresh } from './notices.ts'
import type { PlannedAction } from './plan.ts'
import type { ActionRun, RunEvent } from './run.ts'
import { actionRun, inFlight, makeReady, type Work } from './work.ts'

/** Set at the first claim: from then on the action's patience runs, through tries and waits. */
export function firstEscalation(
  work: Work,
  id: string,
  action: ActionRun,
): { escalateAt?: Instant } {
  const after = work.planned.get(id)?.escalateAfterMs
  if (after === undefined || action.escalateAt !== undefined || action.escalated !== undefined)
    return {}
  return noticeOf(work, id, 1) ? { escalateAt: work.now + after } : {}
}

/** The next of the item's path is told; after as long again the one behind. */
export function escalated(
  work: Work,
  event: Extract<RunEvent, { type: 'action_escalated' }>,
  action: ActionRun,
): boolean {
  const { action: id, level } = event
  const { escalateAt, ...rest } = action
  if (!inFlight(action) || escalateAt === undefined || level !== (action.escalated ?? 0) + 1)
    return false
  const after = work.planned.get(id)?.escalateAfterMs
  const goesOn = after !== undefined && noticeOf(work, id, level + 1) !== undefined
  work.actions[id] = {
    ...rest,
    escalated: level,
    ...(goesOn && { escalateAt: work.now + after }),
  }
  tell(work, noticeOf(work, id, level))
  return true
}

function noticeOf(work: Work, id: string, level: number): PlannedAction | undefined {
  return work.plan.actions.find(({ about }) => about?.action === id && about.level === level)
}

function tell(work: Work, notice: PlannedAction | undefined): void {
  const run = notice && actionRun(work, notice.id)
  if (notice && run && !inFlight(run)) makeReady(work, notice.id, fresh(run), 'execute')
}
