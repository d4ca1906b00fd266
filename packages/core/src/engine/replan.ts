import { askAnew } from './approval/events.ts'
import { withoutCircles } from './graph.ts'
import type { Plan, PlannedAction } from './plan.ts'
import type { Run, RunEvent } from './run.ts'
import { inFlight, unbegun, type Work } from './work.ts'

/**
 * A plan of another version for a request that has run: what the new version has no more but has made
 * something, or may have, stays in it, with what undoes it, so that it can still be rolled back.
 */
export function carriedOver(before: Plan, run: Run, next: Plan): Plan {
  const known = new Set(next.actions.map(({ id }) => id))
  const left = before.actions.filter(({ id }) => {
    const action = Object.hasOwn(run.actions, id) ? run.actions[id] : undefined
    return (
      !known.has(id) && action && (action.state === 'succeeded' || action.maybe || inFlight(action))
    )
  })
  if (left.length === 0) return next
  const undoers = new Set(left.flatMap(({ rollback }) => rollback?.action ?? []))
  const gone = before.actions.filter(
    (one) => left.includes(one) || (undoers.has(one.id) && !known.has(one.id)),
  )
  const goneIds = new Set(gone.map(({ id }) => id))
  const has = (id: string): boolean => known.has(id) || goneIds.has(id)
  const befores = new Map(before.actions.map(({ id, after }) => [id, after]))
  const kept = next.actions.map((planned) => {
    const came = (befores.get(planned.id) ?? []).filter((id) => goneIds.has(id))
    return came.length === 0 ? planned : { ...planned, after: [...planned.after, ...came] }
  })
  const actions = withoutCircles([...gone.map((one) => withoutFuture(one, has)), ...kept])
  return { ...next, actions }
}

/** It waits for nothing that is not there, and no moment rings it. */
function withoutFuture(planned: PlannedAction, has: (id: string) => boolean): PlannedAction {
  const { on: _on, about: _about, needs: _needs, fallback: _fallback, ...rest } = planned
  return { ...rest, after: planned.after.filter(has), requireSuccess: false, gone: true }
}

/**
 * A failed request follows another version from now on. What both have keeps its state and outputs, what is
 * new begins with the retry, what is gone stays in the record as it was.
 */
export function planChanged(
  work: Work,
  { plan, hash, version }: Extract<RunEvent, { type: 'plan_changed' }>,
): boolean {
  const { run } = work
  if (run.state !== 'failed' || run.pinned?.hash === hash) return false
  // Nothing of a request that has ended is open; the retry makes all of it pending.
  const unrun = { ...unbegun, state: 'skipped', because: 'stopped', endedAt: work.now } as const
  for (const { id } of plan.actions) if (!Object.hasOwn(work.actions, id)) work.actions[id] = unrun
  askAnew(work)
  const lane = plan.mode === 'hybrid' ? run.lane : plan.mode
  // Of no use until the retry sets it anew, which a plan without a limit would not do.
  const { handover, deadlineAt: _deadline, ...rest } = run
  const handedOver = handover && lane === 'manual' && { handover }
  work.run = { ...rest, ...handedOver, lane, pinned: { hash, version } }
  return true
}
