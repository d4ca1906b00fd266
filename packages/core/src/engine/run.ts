import type { Instant } from '../instant.ts'
import type { Approval, BoundAsk, Vote } from './approval/ask.ts'
import type { HandOn } from './approval/cast.ts'
import type { Plan } from './plan.ts'

export const requestStates = [
  'submitted',
  'validated',
  'awaiting_approval',
  'on_hold',
  'queued',
  'in_progress',
  'completed',
  'failed',
  'rejected',
  'cancelled',
  'rolling_back',
  'rolled_back',
  'rollback_failed',
] as const
export type RequestState = (typeof requestStates)[number]

/** Where a request has come to rest; a failed one can be retried, and any of them rolled back. */
export const endStates: ReadonlySet<string> = new Set<RequestState>([
  'completed',
  'failed',
  'rejected',
  'cancelled',
  'rolled_back',
  'rollback_failed',
])

export const actionStates = [
  'pending',
  'ready',
  'running',
  'waiting',
  'unknown',
  'succeeded',
  'failed',
  'skipped',
  'compensating',
  'compensated',
  'cancelled',
] as const
export type ActionState = (typeof actionStates)[number]

/** Why an action that waits does so: between tries, on the outside world, on a person, on a target whose breaker is open. */
export const waitReasons = ['retry', 'remote', 'person', 'target'] as const
export type WaitReason = (typeof waitReasons)[number]

/**
 * `stopped` = the request failed before its turn; `not_needed` = an uncalled fallback or lane; `person` =
 * somebody said so; `beaten` = the other lane was done first.
 */
export const skipReasons = [
  'condition',
  'predecessor',
  'handed_over',
  'stopped',
  'not_needed',
  'person',
  'beaten',
] as const
export type SkipReason = (typeof skipReasons)[number]

export type Outputs = Readonly<Record<string, unknown>>

/** Who changed an action's config, and how: JSON pointer into the config to its new value. */
export type Edited = { changes: Outputs; by: string; reason: string; at: Instant }

/** How a start goes into the connector. */
export type Entry = 'execute' | 'compensate' | 'poll' | 'resume' | 'cancel'

export type ActionError = { code: string; message: string; class: string }

export type ActionRun = {
  state: ActionState
  /** Tries of `execute` or `compensate` so far, counted when claimed; a lost claim is a try like any other. */
  attempt: number
  /** Part of the idempotency key. Raised only when something that was made shall be made anew. */
  generation: number
  /** Rises with every claim; an outcome with another fence is late and changes nothing. */
  fence: number
  /** Claims in a row that ended without any outcome (the worker died). Three = quarantined. */
  lostClaims: number
  /** How the next claim enters the connector; while running, how this one did. */
  entry: Entry
  /** Its wait is over, but the plan's concurrency leaves no room yet. */
  due?: true
  /** Polls and resumes in a row that failed in a retryable way; they do not use up tries. */
  misses?: number
  /**
   * A try of this generation ended without a clear answer and none has given one since: what it makes
   * may exist.
   */
  maybe?: true
  waitingFor?: WaitReason
  /** Which target it must not call now, and since when it has been kept from it. */
  held?: { target: string; since: Instant }
  /** What was left of its time when it was held; a hold does not use it up. */
  leftMs?: number
  /** What the connector wants back at poll/resume. Never a secret. */
  memo?: Outputs
  /** What an inbound signal brought; given to `resume`, cleared by its outcome. */
  signal?: Outputs
  /** A signal that came while it was running; the next wait ends at once with it. */
  nextSignal?: Outputs
  /** What people were asked, and what they have said; kept when it has ended. */
  approval?: Approval
  outputs?: Outputs
  error?: ActionError
  /** The fallback that stands in for it: its success counts as this action's. */
  replacedBy?: string
  /** On a fallback: the failed action that called it. Unset = never called, never starts. */
  standsFor?: string
  /** Why it was skipped. */
  because?: SkipReason
  /** Who had it skipped; only with `because: 'person'`. */
  skippedBy?: { by: string; reason: string }
  /** Its config differs from the plan's, from the next try on and through every life of the request. */
  edited?: Edited
  /** Why a rollback left what it made; only while it is succeeded, or cancelled and `begun`. */
  undo?: Left
  /**
   * It was called off under way, and what it began is undone in its turn, like what was made: by the cancel that called
   * it off, or by a later rollback. Its memo, if it has one, says what that is.
   */
  begun?: true
  startedAt?: Instant
  endedAt?: Instant
  /** After this moment it has timed out. */
  deadlineAt?: Instant
  /** When the next of the item's path is told that it takes too long. */
  escalateAt?: Instant
  /** How many of the path were told. */
  escalated?: number
}

/**
 * Why an effect stands after a rollback: undoing it failed; something that came after it could not be
 * undone and may need it; nothing undoes it.
 */
export type Left = 'failed' | 'held_back' | 'not_possible'

/** What ended the work of a lane; `action` is unset when it was the request's own limit. */
export type RunFailure = ActionError & { action?: string }

export type Run = {
  state: RequestState
  actions: Readonly<Record<string, ActionRun>>
  /**
   * Which lane carries the request; a hybrid one changes from automatic to manual once. While both work side
   * by side it says nothing, then it is the winner.
   */
  lane: 'automatic' | 'manual'
  /** Side by side: the lanes that have failed, and when. */
  lost?: { [L in 'automatic' | 'manual']?: RunFailure & { at: Instant } }
  /** Side by side: the lane that was done first. */
  winner?: { lane: 'automatic' | 'manual'; at: Instant }
  /** Set while running actions of a cancelled or timed-out request come to an end; stays set. */
  cancelling?: {
    by: string
    reason?: string
    outcome: 'cancelled' | 'failed'
    /** What succeeded, and what was begun, shall be undone once everything has ended. */
    compensate?: true
  }
  /** The last rollback, also when it has ended: who wanted it and whether of everything. */
  rollback?: Rollback
  /** The first decisive failure. No new work starts from then on; the request ends as failed. */
  failure?: RunFailure
  /** Hybrid: why the automatic lane gave the request to the manual one. */
  handover?: RunFailure & { at: Instant }
  /** How often its inputs or its plan were changed by hand; what people agreed to before that is void. */
  changes?: number
  /**
   * Automation is off: what people can do in its place they do; what they cannot waits on hold. While people
   * are asked whether it may begin: it was, when that was last looked at.
   */
  automation?: AutomationOff
  /** Which document the plan was made of last; unset = the one that was ordered. */
  pinned?: { hash: string; version: string }
  /** The promise's clock; set once, when work begins. */
  sla?: Sla
  /** On hold until then, once people have agreed where they must. */
  notBefore?: Instant
  /** On hold because nothing may begin now. */
  closed?: Closed & { since: Instant }
  /** Leave to begin all the same: asked for, given or refused. */
  exception?: Exception
  /** How long it has waited for freezes and windows that are over, milliseconds. */
  closedMs?: number
  startedAt?: Instant
  endedAt?: Instant
  deadlineAt?: Instant
}

/** Somebody switched the item's automation off. */
export type AutomationOff = { off: true; reason: string }

/**
 * A change freeze, a maintenance window or the time outside of change windows: nothing may begin before `until`, which is
 * only when to look again where it is `unsure`. `revision` is the calendar's that said so.
 */
export type Closed = {
  kind: 'freeze' | 'maintenance' | 'window'
  name: string
  reason?: string
  until: Instant
  unsure?: true
  /** What is ordered along and may not begin; left out = the order itself. */
  part?: string
  revision: number
}

/** `granted` ones count for every freeze and window, through all lives of the request and for what it orders. */
export type Exception = {
  state: 'asked' | 'granted' | 'refused'
  /** Who asked, or gave it unasked, and why. */
  by: string
  reason: string
  at: Instant
  decided?: { by: string; comment?: string; at: Instant }
}

/** How things stand when a request is about to begin; looked at by who tells of it. */
export type Standing = { automation?: AutomationOff; closed?: Closed }

/** `warnAt` is at 80 % of the promised time, `breachAt` at all of it; the others tell when each was noted. */
export type Sla = {
  warnAt: Instant
  breachAt: Instant
  warnedAt?: Instant
  breachedAt?: Instant
}

/** `automatic` undoes only what the item wants undone without being asked. */
export type Rollback = { by: string; reason?: string; scope: 'automatic' | 'all' }

/** Everything that can happen to a request. Past tense; each is one row of the event log. */
export type RunEvent =
  /** `notBefore` ahead of now puts the request on hold until `released`. */
  | ({ type: 'submitted'; notBefore?: Instant; exception?: Exception } & Standing)
  /** The hold is over: its moment came or somebody lifted it. */
  | ({ type: 'released'; by?: string } & Standing)
  /** Somebody asks to begin although nothing may begin now. */
  | { type: 'exception_asked'; by: string; reason: string }
  /** Who may, says whether it may begin all the same; also unasked. */
  | ({
      type: 'exception_decided'
      granted: boolean
      by: string
      comment?: string
    } & Pick<Standing, 'automation'>)
  /** Automation of the item was switched off or on again while the request runs. */
  | { type: 'automation_switched'; off: boolean; by: string; reason?: string }
  /** `fence` is the one this claim gives out: one more than the action's last. */
  | { type: 'action_claimed'; action: string; fence: number; worker: string }
  | ({
      type: 'action_succeeded'
      action: string
      fence: number
      outputs: Outputs
    } & /** Only of what people agreed to before the work began: how things stand at this moment. */ Standing)
  | {
      type: 'action_waiting'
      action: string
      fence: number
      /** When to poll; undefined = only a signal or a person wakes it. */
      until?: Instant
      waitingFor: 'remote' | 'person'
      memo: Outputs
      /** It waits only to look whether its effect exists. */
      ambiguous?: true
      /** What people must agree to before it goes on. */
      ask?: BoundAsk
    }
  | {
      type: 'action_failed'
      action: string
      fence: number
      error: ActionError
      retryable: boolean
      retryAfterMs?: number
      /** No clear answer came: the effect may have been made. */
      ambiguous?: true
    }
  /** Nothing was tried: the target's circuit breaker is open. Costs no try; worth asking again at `until`. */
  | {
      type: 'action_held'
      action: string
      fence: number
      target: string
      until: Instant
      reason: string
    }
  /** The lease ran out: the worker is dead or cut off. */
  | { type: 'action_lost'; action: string; fence: number }
  /** The worker gave its lease back unfinished (shutdown); not counted against the action. */
  | { type: 'action_released'; action: string; fence: number; ambiguous?: true }
  /** A retry's rest or a poll's pause is over. `fence` names the wait that is meant. */
  | { type: 'action_woken'; action: string; fence: number }
  /** A webhook or a person brought news. */
  | { type: 'action_signalled'; action: string; signal: Outputs; by?: string }
  | { type: 'action_timed_out'; action: string; fence: number }
  /** A person decided on what an action asks; `digest` = of what they saw. */
  | ({ type: 'approval_voted'; action: string; stage: string; digest: string } & Omit<Vote, 'at'>)
  /** An approver handed their voice in an ask to somebody else. */
  | ({ type: 'approval_delegated'; action: string } & HandOn)
  /** A person says what became of an effect nobody knew of; `fence` = the claim that was looked at. */
  | {
      type: 'effect_resolved'
      action: string
      fence?: number
      happened: boolean
      outputs?: Outputs
      by: string
      comment?: string
    }
  | { type: 'request_timed_out' }
  /** Most of the promised time is gone. */
  | { type: 'sla_warned' }
  /** The promised time is gone. */
  | { type: 'sla_breached' }
  /** The action takes too long: `level` of the item's path (1 = first) is told. */
  | { type: 'action_escalated'; action: string; level: number; to: string }
  /** `compensate` also undoes what had succeeded, and what was begun. */
  | { type: 'cancel_requested'; by: string; reason?: string; compensate?: true }
  /** `automation` is set while it is switched off: people go on where they can. */
  | ({ type: 'retry_requested'; by: string; from?: string } & Standing)
  /** Undo everything that can be undone. */
  | { type: 'rollback_requested'; by: string; reason?: string }
  /** Somebody wants to go on without this action. */
  | { type: 'action_skipped'; action: string; by: string; reason: string }
  /** The next try is made with another config; `changes` as in `Edited`. */
  | { type: 'input_edited'; action: string; changes: Outputs; by: string; reason: string }
  /** From here on the request follows this plan, made of another version of its item. */
  | { type: 'plan_changed'; hash: string; version: string; plan: Plan; by: string }

export type Command =
  /**
   * Claim it and enter the connector by the entry the run shows at the claim (a signal may have turned
   * `poll` into `resume`). Entry `cancel` is not claimed: the action is already
   * cancelled, its memo still stands in the run, and whatever comes of the call changes nothing.
   */
  | { type: 'start'; action: string; entry: Entry }
  /** Wake the action somewhere in this window; the shell draws the moment (full jitter). */
  | { type: 'wake'; action: string; fence: number; within: readonly [Instant, Instant] }
  | { type: 'finish'; outcome: Ending }

/** How a request can end; after a failure, a cancel or even success a rollback may end it once more. */
export type Ending =
  | 'completed'
  | 'failed'
  | 'rejected'
  | 'cancelled'
  | 'rolled_back'
  | 'rollback_failed'
