import { openLanes } from './hybrid.ts'
import type { Plan, PlannedAction } from './plan.ts'
import type { ActionRun, Run } from './run.ts'
import { isMeant, leavesSomething, undoersOf } from './undo.ts'
import { hasEnded, inFlight } from './work.ts'

/** `percentage` is whole, 100 only when completed or rolled back; `currentAction` is an id. */
export type Progress = { percentage: number; currentAction?: string; total: number; done: number }

/**
 * How far a request is: actions of the carrying lane and `post`, and what automation did before. From
 * the moment it is rolled back: how much of what shall be undone has been dealt with.
 */
export function progress(plan: Plan, run: Run): Progress {
  if (rollingStates.has(run.state)) return undoProgress(plan, run)
  const open = openLanes({ plan, run })
  const lanes = open.length > 0 ? open : (['automatic', 'manual'] as const)
  const all = lanes.map((lane) => workProgress(plan, run, lane))
  return all.reduce((best, one) => (one.percentage > best.percentage ? one : best))
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
    if (!action || !leavesSomething(action) || action.undo === 'not_possible') return []
    return isMeant(planned, run.rollback) ? [action] : []
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

function workProgress(plan: Plan, run: Run, lane: Run['lane']): Progress {
  const counted = plan.actions.flatMap((planned) => {
    const action = Object.hasOwn(run.actions, planned.id) ? run.actions[planned.id] : undefined
    return action && counts(planned, action, { lane, alone: plan.parallel === true })
      ? [{ id: planned.id, action }]
      : []
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

type Counting = { lane: Run['lane']; alone: boolean }

/** Side by side each lane counts `alone`; after a hand-over what automation did counts too. */
function counts(planned: PlannedAction, action: ActionRun, { lane, alone }: Counting): boolean {
  if (planned.lane === 'notice') return false
  if (planned.lane === 'gate') return true
  if (alone && planned.lane !== lane && planned.lane !== 'post') return false
  if (planned.role !== 'main') return action.standsFor !== undefined
  return planned.lane === lane || planned.lane === 'post' || action.attempt > 0
}
