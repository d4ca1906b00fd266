import { anewOrUnknown } from './anew.ts'
import { type Facts, holds } from '../catalog/form/conditions.ts'
import type { Plan, PlannedAction } from './plan.ts'
import { factsOf, freeSlots } from './ready.ts'
import {
  type ActionRun,
  endStates,
  type Left,
  type Rollback,
  type Run,
  type RunEvent,
} from './run.ts'
import { skip } from './start-ready.ts'
import { isMeant, isUndoable, leavesSomething, mayHaveBegun, undoersOf, undoGraph } from './undo.ts'
import { actionRun, hasEnded, makeReady, move, type Work, without } from './work.ts'

/** Whether a rollback would undo anything of the request as it is now. */
export function canRollBack(plan: Plan, run: Run): boolean {
  return endStates.has(run.state) && hasToUndo(plan, run, { by: '', scope: 'all' })
}

/** Somebody wants undone what a request that has ended made, or what an earlier rollback left. */
export function rollbackRequested(
  work: Work,
  { by, reason }: Extract<RunEvent, { type: 'rollback_requested' }>,
): boolean {
  if (!endStates.has(work.run.state)) return false
  return startRollback(work, { by, ...(reason !== undefined && { reason }), scope: 'all' })
}

/** What a request that has just ended as failed, rejected or cancelled undoes without another word. */
export function rollBackUnasked(work: Work): boolean {
  const { state, cancelling } = work.run
  if (state === 'failed' || state === 'rejected')
    return startRollback(work, { by: 'system', scope: 'automatic' })
  if (state !== 'cancelled' || !cancelling?.compensate) return false
  const { by, reason } = cancelling
  return startRollback(work, { by, ...(reason !== undefined && { reason }), scope: 'all' })
}

/**
 * Into rolling back, without the request's own time limit. False when there is nothing to undo: then
 * the request stays as it ended. What was only told to stop when the request ended is undone in its turn, too.
 */
function startRollback(work: Work, rollback: Rollback): boolean {
  if (!hasToUndo(work.plan, work, rollback)) return false
  const undoers = undoersOf(work.plan)
  const { endedAt: _ended, deadlineAt: _deadline, ...run } = work.run
  work.run = { ...run, rollback }
  for (const planned of work.plan.actions) {
    const action = actionRun(work, planned.id)
    const undoer = undoers.get(planned.id)
    if (!action || !isUndoable(planned) || !isLeft(planned, action, undoer)) continue
    if (!leavesSomething(action) && !isMeant(planned, rollback)) continue
    const rest = without(action, ['undo'])
    const begun = rest.state === 'cancelled' && { begun: true as const }
    work.actions[planned.id] = undoer ? { ...rest, ...begun } : { ...rest, undo: 'not_possible' }
  }
  move(work, 'rolling_back')
  return true
}

function hasToUndo(plan: Plan, { actions }: Pick<Run, 'actions'>, rollback: Rollback): boolean {
  const undoers = undoersOf(plan)
  return plan.actions.some((planned) => {
    const action = Object.hasOwn(actions, planned.id) ? actions[planned.id] : undefined
    const undoer = undoers.get(planned.id)
    const stands = action !== undefined && isLeft(planned, action, undoer)
    return stands && undoer !== undefined && isMeant(planned, rollback)
  })
}

/** It was made, or was called off under way and may have left something that can be undone. */
function isLeft(
  planned: PlannedAction,
  action: ActionRun,
  undoer: PlannedAction | undefined,
): boolean {
  if (leavesSomething(action)) return true
  return action.state === 'cancelled' && mayHaveBegun(planned, action, undoer)
}

/** Carries the end of each rollback action over to the action it undoes. */
export function noteUndone(work: Work): void {
  if (work.run.state !== 'rolling_back') return
  for (const [id, { id: by }] of undoersOf(work.plan)) {
    const action = actionRun(work, id)
    const undoer = actionRun(work, by)
    if (action?.state !== 'compensating' || (undoer && !hasEnded(undoer))) continue
    work.actions[id] =
      undoer?.state === 'succeeded'
        ? { ...without(action, ['maybe']), state: 'compensated' }
        : { ...action, state: action.begun ? 'cancelled' : 'succeeded', undo: 'failed' }
  }
}

/** What an action means for those that came before it. `undone` also = there is nothing to undo. */
type Standing = 'undone' | 'open' | 'stands'

/**
 * Starts every compensation whose turn has come, as far as places are free. An action's turn comes when
 * all that came after it is undone or needs nothing; where that failed, it is held back.
 */
export function startUndoing(work: Work): void {
  if (work.run.state !== 'rolling_back') return
  const undoers = undoersOf(work.plan)
  const facts = factsOf(work)
  const standing = new Map<string, Standing>()
  const ran = { ...work.run, actions: work.actions }
  let slots = freeSlots(work)
  for (const { id, after } of undoGraph(work.plan, ran).toReversed()) {
    const later = standing.get(id) ?? 'undone'
    const undoer = undoers.get(id)
    if (undoer && isOpen(work, id)) {
      if (later === 'stands') leave(work, id, 'held_back')
      else if (later === 'undone' && slots > 0 && undo(work, { id, undoer, facts })) slots -= 1
    }
    const own = worse(later, standingOf(work, id))
    for (const before of after) standing.set(before, worse(standing.get(before) ?? 'undone', own))
  }
}

type Undoing = { id: string; undoer: PlannedAction; facts: () => Facts }

/** False when the rollback's own conditions say that there is nothing to do. */
function undo(work: Work, { id, undoer, facts }: Undoing): boolean {
  const [action, by] = [actionRun(work, id), actionRun(work, undoer.id)]
  if (!action || !by) return false
  if (!undoer.conditions.every((condition) => holds(condition, facts()))) {
    skip(work, undoer.id, 'condition')
    leave(work, id, 'not_possible')
    return false
  }
  work.actions[id] = { ...action, state: 'compensating' }
  const again = anewOrUnknown(work, undoer.id, by)
  if (again.state === 'unknown') work.actions[undoer.id] = again
  else makeReady(work, undoer.id, again, undoer.compensates ? 'compensate' : 'execute')
  return true
}

/** Its effect stands and this rollback has not dealt with it yet. */
function isOpen(work: Work, id: string): boolean {
  const action = actionRun(work, id)
  const planned = work.planned.get(id)
  if (!action || !leavesSomething(action) || action.undo || !planned) return false
  return isMeant(planned, work.run.rollback)
}

function leave(work: Work, id: string, why: Left): void {
  const action = actionRun(work, id)
  if (action) work.actions[id] = { ...action, undo: why }
}

function standingOf(work: Work, id: string): Standing {
  const action = actionRun(work, id)
  if (action?.state === 'compensating' || isOpen(work, id)) return 'open'
  return action?.undo === 'failed' || action?.undo === 'held_back' ? 'stands' : 'undone'
}

function worse(one: Standing, other: Standing): Standing {
  if (one === 'stands' || other === 'stands') return 'stands'
  return one === 'open' || other === 'open' ? 'open' : 'undone'
}

/** How a rollback ends that has nothing under way any more. */
export function rollbackEnding(work: Work): 'rolled_back' | 'rollback_failed' {
  const left = Object.values(work.actions).some(
    ({ undo: why }) => why === 'failed' || why === 'held_back',
  )
  return left ? 'rollback_failed' : 'rolled_back'
}
