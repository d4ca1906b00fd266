import { anewOrUnknown } from './anew.ts'
import { goOn } from './begin.ts'
import { isCheck } from './checks.ts'
import { descendants } from './graph.ts'
import { isRace } from './hybrid.ts'
import type { PlannedAction } from './plan.ts'
import type { RunEvent } from './run.ts'
import { actionRun, isOpen, type Work } from './work.ts'

/**
 * A failed request goes on. What succeeded, itself or through its fallback, keeps its outputs;
 * everything else of the carrying lane starts anew under the same idempotency keys, so that effects
 * of the failed life are found again. `from` reruns that action and all that follow from it; the
 * succeeded ones among them are made anew (next generation). What a person had skipped stays so unless it
 * is `from` itself. While automation is off, what people can do goes to them.
 */
export function retried(
  work: Work,
  event: Extract<RunEvent, { type: 'retry_requested' }>,
): boolean {
  if (work.run.state !== 'failed') return false
  const again = chosen(work, event.from)
  if (!again) return false
  makeAnew(work, again, event.from)
  work.run = withoutItsEnd(work.run)
  goOn(work, event)
  return true
}

/** What is named, and what did not succeed, starts anew. */
function makeAnew(work: Work, again: ReadonlySet<string>, from: string | undefined): void {
  for (const planned of work.plan.actions) {
    const { id, lane, gone } = planned
    const action = actionRun(work, id)
    const skipped = action?.because === 'person' && id !== from
    const open = isOpenAgain(work, lane) && !gone && !skipped
    // What was so then may not be so now.
    const anew = open && (again.has(id) || isCheck(planned) || !isGood(work, id))
    if (action && anew) work.actions[id] = anewOrUnknown(work, id, action)
  }
}

/** The run without what its last life ended by. */
function withoutItsEnd(ended: Work['run']): Work['run'] {
  const {
    failure: _failure,
    cancelling: _cancelling,
    endedAt: _endedAt,
    automation: _automation,
    deadlineAt: _deadlineAt,
    lost: _lost,
    ...run
  } = ended
  return run
}

/** What `from` asks to be made anew; undefined when it names no main action that can run again. */
function chosen(work: Work, from: string | undefined): ReadonlySet<string> | undefined {
  if (from === undefined) return new Set()
  const planned = work.planned.get(from)
  if (planned?.role !== 'main' || planned.gone || !isOpenAgain(work, planned.lane)) return undefined
  return withStands(work, [from, ...descendants(work.plan.actions, from)])
}

/** A failed action and its fallback start anew together, with all that the fallback stood in for. */
function withStands(work: Work, ids: readonly string[]): ReadonlySet<string> {
  const again = new Set(ids)
  for (let size = -1; size !== again.size;) {
    size = again.size
    for (const { id } of work.plan.actions) {
      const stand = actionRun(work, id)?.replacedBy
      if (stand === undefined) continue
      if (again.has(id)) again.add(stand)
      if (again.has(stand)) again.add(id)
    }
  }
  return again
}

/** Where two lanes worked side by side and none was done, both begin again. */
function isOpenAgain(work: Work, lane: PlannedAction['lane']): boolean {
  const both = isRace(work) && (lane === 'automatic' || lane === 'manual')
  return both || isOpen(work.run, lane)
}

/** Succeeded, itself or through the chain of its fallbacks. */
function isGood(work: Work, id: string): boolean {
  const action = actionRun(work, id)
  if (action?.state === 'failed' && action.replacedBy !== undefined)
    return isGood(work, action.replacedBy)
  return action?.state === 'succeeded'
}
