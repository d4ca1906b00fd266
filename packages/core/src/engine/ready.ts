import { type Facts, holds } from '../catalog/form/conditions.ts'
import { isOpenLane } from './hybrid.ts'
import { conditionFacts } from './condition-facts.ts'
import { isGate } from './approval/gate.ts'
import { ancestors } from './graph.ts'
import type { PlannedAction } from './plan.ts'
import type { SkipReason } from './run.ts'
import { actionRun, hasEnded, inFlight, type Work } from './work.ts'

/** How an action stands in the eyes of those that come after it. A fallback's end is its own. */
export type Standing = 'open' | 'succeeded' | 'unsuccessful'

/** Standing of one action; an id that is not in the plan has ended without success. */
export function standing(work: Work, id: string): Standing {
  const action = actionRun(work, id)
  if (!action) return 'unsuccessful'
  if (action.state === 'failed' && action.replacedBy !== undefined)
    return standing(work, action.replacedBy)
  if (action.state === 'succeeded') return 'succeeded'
  const isOut = action.state === 'pending' && isElsewhere(work, id)
  return hasEnded(action) || isOut ? 'unsuccessful' : 'open'
}

/** True for an unstarted action of the lane that does not carry the request: it may never run. */
function isElsewhere(work: Work, id: string): boolean {
  const lane = work.planned.get(id)?.lane
  return (lane === 'automatic' || lane === 'manual') && !isOpenLane(work, lane)
}

/** What a pending action should do now. */
export type Readiness = 'start' | 'wait' | SkipReason

/** Called for pending actions only; the caller knows which lanes are open. */
export function readiness(work: Work, planned: PlannedAction, facts: () => Facts): Readiness {
  if (planned.after.some((id) => standing(work, id) === 'open')) return 'wait'
  if (isAskedAnew(work, planned)) return 'wait'
  const needed = planned.requireSuccess ? (planned.needs ?? planned.after) : []
  if (needed.some((id) => standing(work, id) !== 'succeeded')) return 'predecessor'
  if (planned.conditions.length === 0) return 'start'
  return planned.conditions.every((condition) => holds(condition, facts())) ? 'start' : 'condition'
}

/** After a change people are asked once more, though what lies between them and this action is done. */
function isAskedAnew(work: Work, { id }: PlannedAction): boolean {
  if (work.run.changes === undefined) return false
  return [...ancestors(work.plan.actions, id)].some((one) => {
    const planned = work.planned.get(one)
    return planned !== undefined && isGate(planned) && standing(work, one) === 'open'
  })
}

/** What conditions may read now, put together at the first question; stale once an action ended. */
export function factsOf(work: Work): () => Facts {
  let facts: Facts | undefined
  return () => (facts ??= conditionFacts(work.plan, work))
}

/** False for what never starts by itself: what is gone, rollbacks, and fallbacks that nobody called. */
export function isCalled(work: Work, planned: PlannedAction): boolean {
  if (planned.gone) return false
  if (planned.role === 'main') return true
  return planned.role === 'fallback' && actionRun(work, planned.id)?.standsFor !== undefined
}

/** True when no action of this lane can move any more. */
export function laneIsDone(work: Work, lane: PlannedAction['lane']): boolean {
  return work.plan.actions.every((planned) => {
    if (planned.lane !== lane || !isCalled(work, planned)) return true
    const action = actionRun(work, planned.id)
    return action === undefined || hasEnded(action)
  })
}

/** How many more actions may become ready. At least one may, whatever the plan says. */
export function freeSlots(work: Work): number {
  let taken = 0
  for (const { id, lane } of work.plan.actions) {
    const state = actionRun(work, id)?.state
    if (lane !== 'notice' && (state === 'ready' || state === 'running')) taken += 1
  }
  return Math.max(1, work.plan.concurrency) - taken
}

/** True while anything that decides the request's end is under way. */
export function isBusy(work: Work): boolean {
  return work.plan.actions.some(({ id, lane }) => {
    const action = actionRun(work, id)
    return lane !== 'notice' && action !== undefined && inFlight(action)
  })
}
