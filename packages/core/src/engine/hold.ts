import type { Instant } from '../instant.ts'
import { failForGood } from './after-failure.ts'
import { isStopped } from './hybrid.ts'
import type { PlannedAction } from './plan.ts'
import type { ActionError, ActionRun, RunEvent } from './run.ts'
import { abandon, endUntried, isStopping } from './stop.ts'
import { isForward } from './undo.ts'
import { isMaking, type Work } from './work.ts'

/** A crowd that was held at the same moment comes back spread over this share of the hold. */
const spread = 0.2

type Held = Extract<RunEvent, { type: 'action_held' }>

/**
 * The target's circuit breaker is open, so nothing was tried: the action waits without losing a try or its
 * time. Where no new work may begin any more it ends instead.
 */
export function heldBack(work: Work, event: Held, action: ActionRun): boolean {
  if (action.state !== 'running' || action.fence !== event.fence) return false
  const planned = work.planned.get(event.action)
  const counts = planned !== undefined && isForward(planned)
  if (counts && isStopping(work, planned)) abandon(work, event.action, untried(action))
  else if (counts && isStopped(work, planned.lane) && isMaking(action.entry))
    endUntried(work, event.action, untried(action))
  else if (isTooLong(work, event, action))
    failForGood(work, event.action, untried(action), keptAway(event))
  else rest(work, event, action)
  return true
}

/** What came of an effect is still looked at; only one that has not been made is left to the fallback. */
function isTooLong(work: Work, { action: id, target }: Held, action: ActionRun): boolean {
  const waited = work.now - heldSince(work, action, target)
  return isMaking(action.entry) && waited >= patienceOf(work.planned.get(id))
}

/** Since when this target keeps it waiting. */
function heldSince(work: Work, { held }: ActionRun, target: string): Instant {
  return held?.target === target ? held.since : work.now
}

/** Milliseconds it waits before an open breaker. */
function patienceOf(planned: PlannedAction | undefined): number {
  const hasFallback = planned?.onFailure === 'fallback' && isForward(planned)
  return hasFallback ? (planned.fallbackAfterMs ?? Infinity) : Infinity
}

function keptAway({ reason }: Held): ActionError {
  return { code: 'breaker.open', message: reason, class: 'held' }
}

function rest(work: Work, event: Held, action: ActionRun): void {
  const { action: id, fence, target, until } = event
  const { deadlineAt, nextSignal, ...kept } = untried(action)
  const leftMs = deadlineAt === undefined ? undefined : Math.max(0, deadlineAt - work.now)
  const news = nextSignal && { entry: 'resume' as const, signal: nextSignal }
  const since = heldSince(work, action, target)
  work.actions[id] = {
    ...kept,
    ...news,
    state: 'waiting',
    waitingFor: 'target',
    held: { target, since },
    lostClaims: 0,
    ...(leftMs !== undefined && { leftMs }),
  }
  const patience = isMaking(action.entry) ? patienceOf(work.planned.get(id)) : Infinity
  const within = window(work.now, Math.min(until, since + patience))
  work.commands.push({ type: 'wake', action: id, fence, within })
}

function window(now: Instant, until: Instant): readonly [Instant, Instant] {
  const from = Math.max(now, until)
  return [from, from + Math.round((from - now) * spread)]
}

/** The claim did not become a try. */
function untried(action: ActionRun): ActionRun {
  return isMaking(action.entry) ? { ...action, attempt: Math.max(0, action.attempt - 1) } : action
}
