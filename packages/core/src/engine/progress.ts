import type { Plan, PlannedAction } from './plan.ts'
import type { ActionRun, Run } from './run.ts'
import { isMeant, undoersOf } from './undo.ts'
import { hasEnded, inFlight } from './work.ts'

/** `percentage` is whole, 100 only when completed or rolled back; `currentAction` is an id. */
export type Progress = { percentage: number; currentAction?: string; total: number; done: number }

/**
 * How far a request is: actions of the carrying lane and `post`, and what automation did before. From
 * the moment it is rolled back: how much of what shall be undone has been dealt with.
 */
export function progress(plan: Plan, run: Run): Progress {
  return rollingStates.has(run.state) ? undoProgress(plan, run) : workProgress(plan, run)
}

const rollingStates: ReadonlySet<string> = new Set<Run['state']>([
  'rolling_back',
  'rolled_back',
  'rollback_failed',
])

function undoProgress(plan: Plan, run: Run): Progress {
  const undoers = undoersOf(plan)
  const counted = plan.actions.flatMap((planned) => {
    const action = undoers.has(planned.id) ? run.actions[planned.id] : undefined
    if (action?.state === 'compensating' || action?.state === 'compensated') return [action]
    const stands = action?.state === 'succeeded' && action.undo !== 'not_possible'
    return stands && isMeant(planned, run.rollback) ? [action] : []
  })
  const done = counted.filter(({ state, undo }) => state === 'compensated' || undo).length
  const current = [...undoers.values()].find(({ id }) => {
    const action = run.actions[id]
    return action !== undefined && inFlight(action)
  })
  return {
    percentage: run.state === 'rolled_back' ? 100 : share(done, counted.length),
    ...(current && { currentAction: current.id }),
    total: counted.length,
    done,
  }
}

function workProgress(plan: Plan, run: Run): Progress {
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
  return {
    percentage: run.state === 'completed' ? 100 : share(done, total),
    ...(current && { currentAction: current.id }),
    total,
    done,
  }
}

function share(done: number, total: number): number {
  return total === 0 ? 0 : Math.min(99, Math.floor((100 * done) / total))
}

function counts(planned: PlannedAction, action: ActionRun, lane: Run['lane']): boolean {
  if (planned.lane === 'notice') return false
  if (planned.role !== 'main') return action.standsFor !== undefined
  return planned.lane === lane || planned.lane === 'post' || action.attempt > 0
}
