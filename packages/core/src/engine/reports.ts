import { looked } from './begin.ts'
import { afterFailure, afterLoss } from './after-failure.ts'
import { doubted, leaveUnknown, needsWord, unheard } from './ambiguity.ts'
import { asked, askOnceMore, isDecided, isOutdated, momentCame } from './approval/events.ts'
import { firstEscalation } from './escalation.ts'
import type { ActionRun, Outputs, RunEvent } from './run.ts'
import { abandon, isStopping } from './stop.ts'
import { end, isMaking, makeReady, without, type Work } from './work.ts'

type Event<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>
type ActionEvent = Extract<RunEvent, { action: string }>

/** True when the run changed; false = the event does not fit (late, doubled, unknown). */
type Report<T extends RunEvent['type']> = (
  work: Work,
  event: Event<T>,
  action: ActionRun,
) => boolean

/** A worker takes a ready action. */
export const claimed: Report<'action_claimed'> = (work, event, action) => {
  if (action.state !== 'ready' || event.fence !== action.fence + 1) return false
  const { leftMs, ...rest } = action
  const limit = leftMs ?? work.planned.get(event.action)?.timeoutMs
  const deadlineAt = action.deadlineAt ?? (limit === undefined ? undefined : work.now + limit)
  work.actions[event.action] = {
    ...rest,
    state: 'running',
    fence: event.fence,
    attempt: action.attempt + (isMaking(action.entry) ? 1 : 0),
    startedAt: action.startedAt ?? work.now,
    ...(deadlineAt !== undefined && { deadlineAt }),
    ...firstEscalation(work, event.action, action),
  }
  return true
}

/** The effect is made. */
export const succeeded: Report<'action_succeeded'> = (work, event, action) => {
  if (!holdsLease(action, event)) return false
  if (isOutdated(work, action)) {
    askOnceMore(work, event.action, action)
    return true
  }
  end(work, event.action, action, { state: 'succeeded', outputs: event.outputs })
  if (work.run.state === 'awaiting_approval') looked(work, event)
  return true
}

/** One call into the connector did not work. */
export const failed: Report<'action_failed'> = (work, event, action) => {
  if (!holdsLease(action, event)) return false
  afterFailure(work, event.action, action, event)
  return true
}

/** The worker died or was cut off. */
export const lost: Report<'action_lost'> = (work, event, action) => {
  if (!holdsLease(action, event)) return false
  if (afterLoss(work, event.action, action) === 'again') again(work, event.action)
  return true
}

/** The worker gave up its lease in good order. */
export const released: Report<'action_released'> = (work, event, action) => {
  if (!holdsLease(action, event)) return false
  const planned = work.planned.get(event.action)
  const left = planned ? doubted(planned, action, event.ambiguous === true) : action
  work.actions[event.action] = left
  if (isCalledOff(work, event.action)) abandon(work, event.action, left)
  else if (planned && needsWord(planned, left)) leaveUnknown(work, event.action, left, unheard)
  else again(work, event.action)
  return true
}

/** The same claim once more: same entry, same generation, and what it was told meanwhile. */
function again(work: Work, id: string): void {
  const action = work.actions[id]
  if (!action) return
  const { nextSignal, ...rest } = action
  const resumes = nextSignal !== undefined && action.entry === 'poll'
  if (resumes) makeReady(work, id, { ...rest, signal: nextSignal }, 'resume')
  else makeReady(work, id, action, action.entry)
}

/** The connector waits for the outside world. A signal that came meanwhile ends the wait at once. */
export const waiting: Report<'action_waiting'> = (work, event, action) => {
  if (!holdsLease(action, event)) return false
  const id = event.action
  const { waitingFor, memo, until } = event
  const over = event.ask || isDecided(action) ? [] : (['approval'] as const)
  const rest = without(action, ['error', 'misses', 'signal', 'nextSignal', 'maybe', ...over])
  const waits: ActionRun = {
    ...rest,
    state: 'waiting',
    waitingFor,
    memo,
    lostClaims: 0,
    entry: 'poll',
    ...(event.ambiguous && { maybe: true as const }),
  }
  work.actions[id] = waits
  if (isCalledOff(work, id)) abandon(work, id, waits)
  else if (event.ask) asked(work, { id, action: waits, ask: event.ask, until })
  else if (action.nextSignal) resume(work, id, action.nextSignal)
  else if (until !== undefined)
    work.commands.push({ type: 'wake', action: id, fence: action.fence, within: [until, until] })
  if (event.ask && action.nextSignal) resume(work, id, action.nextSignal)
  return true
}

/** Ends a wait at once by news that came before it began. */
function resume(work: Work, id: string, signal: Outputs): void {
  const action = work.actions[id]
  if (action?.state !== 'waiting' || action.due) return
  work.actions[id] = { ...action, entry: 'resume', signal, due: true }
}

/** A rest or pause is over. */
export const woken: Report<'action_woken'> = (work, event, action) => {
  if (action.state !== 'waiting' || action.fence !== event.fence || action.due) return false
  const { approval } = action
  if (approval && action.waitingFor === 'person')
    return momentCame(work, event.action, { ...action, approval })
  work.actions[event.action] = { ...action, due: true }
  return true
}

/**
 * News for an action that has begun. The first news not yet taken up wins; a signal is a hint, and
 * the connector reads the remote object anyway.
 */
export const signalled: Report<'action_signalled'> = (work, event, action) => {
  const { signal } = event
  if (action.state === 'running') {
    if (action.nextSignal) return false
    work.actions[event.action] = { ...action, nextSignal: signal }
    return true
  }
  if (isMaking(action.entry) || action.signal) return false
  if (action.state !== 'waiting' && action.state !== 'ready') return false
  const told: ActionRun = { ...action, entry: 'resume', signal }
  work.actions[event.action] = action.state === 'waiting' ? { ...told, due: true } : told
  return true
}

/** True when the report comes from the worker that holds the action now. */
function holdsLease(action: ActionRun, event: ActionEvent & { fence: number }): boolean {
  return action.state === 'running' && action.fence === event.fence
}

function isCalledOff(work: Work, id: string): boolean {
  const planned = work.planned.get(id)
  return planned !== undefined && isStopping(work, planned)
}
