import type { Instant } from '../instant.ts'
import { automationSwitched } from './automation.ts'
import { released as holdReleased, submitted } from './begin.ts'
import { handedOn, voted } from './approval/events.ts'
import { cancelled } from './cancel.ts'
import { exceptionAsked, exceptionDecided } from './exception.ts'
import { inputEdited } from './edit-input.ts'
import { settle } from './finish.ts'
import { heldBack } from './hold.ts'
import type { Plan } from './plan.ts'
import { planChanged } from './replan.ts'
import * as reports from './reports.ts'
import { effectResolved } from './resolve-effect.ts'
import { retried } from './retry-request.ts'
import { escalated } from './escalation.ts'
import { rollbackRequested } from './rollback.ts'
import type { ActionRun, Run, RunEvent } from './run.ts'
import { skippedByPerson } from './skip-action.ts'
import { slaBreached, slaWarned } from './sla.ts'
import { actionTimedOut, requestTimedOut } from './timeout.ts'
import { actionRun, close, open, type Decision, type Work } from './work.ts'

/**
 * What becomes of a run when something happens to it. Same arguments, same answer; no clock, no dice.
 * An event that no longer fits (late, doubled, from a lost lease) gives back the very same run and
 * commands nothing, so at-least-once delivery needs no special case.
 */
export function decide(plan: Plan, run: Run, event: RunEvent, now: Instant): Decision {
  const work = open(plan, run, now)
  if (!happens(work, event)) return { run, commands: [], transitions: [] }
  settle(work)
  return close(work)
}

function happens(work: Work, event: RunEvent): boolean {
  switch (event.type) {
    case 'submitted':
      return submitted(work, event)
    case 'released':
      return holdReleased(work, event)
    case 'automation_switched':
      return automationSwitched(work, event)
    case 'request_timed_out':
      return requestTimedOut(work)
    case 'sla_warned':
      return slaWarned(work)
    case 'sla_breached':
      return slaBreached(work)
    default:
      return wanted(work, event)
  }
}

type TimesWord =
  | 'submitted'
  | 'released'
  | 'automation_switched'
  | 'request_timed_out'
  | 'sla_warned'
  | 'sla_breached'

/** What people want of the request. */
function wanted(work: Work, event: Exclude<RunEvent, { type: TimesWord }>): boolean {
  switch (event.type) {
    case 'cancel_requested':
      return cancelled(work, event)
    case 'retry_requested':
      return retried(work, event)
    case 'rollback_requested':
      return rollbackRequested(work, event)
    case 'exception_asked':
      return exceptionAsked(work, event)
    case 'exception_decided':
      return exceptionDecided(work, event)
    case 'plan_changed':
      return planChanged(work, event)
    default:
      return happensToAction(work, event)
  }
}

type ActionEvent = Extract<RunEvent, { action: string }>

function happensToAction(work: Work, event: ActionEvent): boolean {
  const action = actionRun(work, event.action)
  return action !== undefined && work.planned.has(event.action) && report(work, event, action)
}

function report(work: Work, event: ActionEvent, action: ActionRun): boolean {
  switch (event.type) {
    case 'action_claimed':
      return reports.claimed(work, event, action)
    case 'action_succeeded':
      return reports.succeeded(work, event, action)
    case 'action_waiting':
      return reports.waiting(work, event, action)
    case 'action_failed':
      return reports.failed(work, event, action)
    case 'action_held':
      return heldBack(work, event, action)
    case 'action_lost':
      return reports.lost(work, event, action)
    case 'action_released':
      return reports.released(work, event, action)
    default:
      return told(work, event, action)
  }
}

type WorkersWord =
  | 'action_claimed'
  | 'action_succeeded'
  | 'action_waiting'
  | 'action_failed'
  | 'action_held'
  | 'action_lost'
  | 'action_released'

/** What time, a remote system or a person says of an action, not the worker that holds it. */
function told(
  work: Work,
  event: Exclude<ActionEvent, { type: WorkersWord }>,
  action: ActionRun,
): boolean {
  switch (event.type) {
    case 'action_woken':
      return reports.woken(work, event, action)
    case 'action_signalled':
      return reports.signalled(work, event, action)
    case 'action_escalated':
      return escalated(work, event, action)
    case 'approval_voted':
      return voted(work, event, action)
    case 'approval_delegated':
      return handedOn(work, event, action)
    case 'action_timed_out':
      return actionTimedOut(work, event, action)
    case 'effect_resolved':
      return effectResolved(work, event, action)
    case 'action_skipped':
      return skippedByPerson(work, event, action)
    case 'input_edited':
      return inputEdited(work, event, action)
    default:
      return unknownEvent(event)
  }
}

/** Makes a forgotten event a compile error; one from a newer release in the log changes nothing. */
function unknownEvent(_event: never): false {
  return false
}
