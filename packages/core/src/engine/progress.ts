import type { Plan, PlannedAction } from './plan.ts'
import type { ActionRun, Run } from './run.ts'
import { hasEnded } from './work.ts'

/** `percentage` is whole, 100 only when completed; `currentAction` is an id. */
export type Progress = { percentage: number; currentAction?: string; total: number; done: number }

/** How far a request is: actions of the carrying lane and `post`, and what automation did before. */
export function progress(plan: Plan, run: Run): Progress {
  const counted = plan.actions.flatMap((planned) => {
    const action = Object.hasOwn(run.actions, planned.id) ? run.actions[planned.id] : undefined
    return action && counts(planned, action, run.lane) ? [{ id: planned.id, action }] : []
  })
  const done = counted.filter(({ action }) => hasEnded(action)).length
  const total = counted.length
  const current =
    counted.find(({ action }) => action.state === 'unknown') ??
    counted.find(({ action }) => action.state === 'running') ??
    counted.find(({ action }) => action.state === 'waiting') ??
    counted.find(({ action }) => action.state === 'ready')
  const share = total === 0 ? 0 : Math.min(99, Math.floor((100 * done) / total))
  return {
    percentage: run.state === 'completed' ? 100 : share,
    ...(current && { currentAction: current.id }),
    total,
    done,
  }
}

function counts(planned: PlannedAction, action: ActionRun, lane: Run['lane']): boolean {
  if (planned.lane === 'notice') return false
  if (planned.role !== 'main') return action.standsFor !== undefined
  return planned.lane === lane || planned.lane === 'post' || action.attempt > 0
}
