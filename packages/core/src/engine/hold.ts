import type { Instant } from '../instant.ts'
import type { ActionRun, RunEvent } from './run.ts'
import { abandon, endUntried } from './stop.ts'
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
  if (counts && work.run.cancelling) abandon(work, event.action, untried(action))
  else if (counts && work.run.failure && isMaking(action.entry))
    endUntried(work, event.action, untried(action))
  else rest(work, event, action)
  return true
}

function rest(work: Work, event: Held, action: ActionRun): void {
  const { action: id, fence, target, until } = event
  const { deadlineAt, nextSignal, ...kept } = untried(action)
  const leftMs = deadlineAt === undefined ? undefined : Math.max(0, deadlineAt - work.now)
  const news = nextSignal && { entry: 'resume' as const, signal: nextSignal }
  const since = action.held?.target === target ? action.held.since : work.now
  work.actions[id] = {
    ...kept,
    ...news,
    state: 'waiting',
    waitingFor: 'target',
    held: { target, since },
    lostClaims: 0,
    ...(leftMs !== undefined && { leftMs }),
  }
  work.commands.push({ type: 'wake', action: id, fence, within: window(work.now, until) })
}

function window(now: Instant, until: Instant): readonly [Instant, Instant] {
  const from = Math.max(now, until)
  return [from, from + Math.round((from - now) * spread)]
}

/** The claim did not become a try. */
function untried(action: ActionRun): ActionRun {
  return isMaking(action.entry) ? { ...action, attempt: Math.max(0, action.attempt - 1) } : action
}
