import type { Instant } from '../instant.ts'

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

export const actionStates = [
  'pending',
  'ready',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'skipped',
  'compensating',
  'compensated',
  'cancelled',
] as const
export type ActionState = (typeof actionStates)[number]

export type Outputs = Readonly<Record<string, unknown>>

/** How a start goes into the connector. */
export type Entry = 'execute' | 'poll' | 'resume' | 'cancel'

export type ActionError = { code: string; message: string; class: string }

export type ActionRun = {
  state: ActionState
  /** Tries of `execute` so far, counted when claimed; a lost claim is a try like any other. */
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
  /** Why it waits: between tries, on the outside world, on a person. */
  waitingFor?: 'retry' | 'remote' | 'person'
  /** What the connector wants back at poll/resume. Never a secret. */
  memo?: Outputs
  /** What an inbound signal brought; given to `resume`, cleared by its outcome. */
  signal?: Outputs
  /** A signal that came while it was running; the next wait ends at once with it. */
  nextSignal?: Outputs
  outputs?: Outputs
  error?: ActionError
  /** The fallback that stands in for it: its success counts as this action's. */
  replacedBy?: string
  /** On a fallback: the failed action that called it. Unset = never called, never starts. */
  standsFor?: string
  /** Why it was skipped. */
  because?: SkipReason
  startedAt?: Instant
  endedAt?: Instant
  /** After this moment it has timed out. */
  deadlineAt?: Instant
}

/** `stopped` = the request failed before its turn; `not_needed` = an uncalled fallback or lane. */
export type SkipReason = 'condition' | 'predecessor' | 'handed_over' | 'stopped' | 'not_needed'

/** What ended the work of a lane; `action` is unset when it was the request's own limit. */
export type RunFailure = ActionError & { action?: string }

export type Run = {
  state: RequestState
  actions: Readonly<Record<string, ActionRun>>
  /** Which lane carries the request; a hybrid one changes from automatic to manual once. */
  lane: 'automatic' | 'manual'
  /** Set while running actions of a cancelled or timed-out request come to an end; stays set. */
  cancelling?: { by: string; reason?: string; outcome: 'cancelled' | 'failed' }
  /** The first decisive failure. No new work starts from then on; the request ends as failed. */
  failure?: RunFailure
  /** Hybrid: why the automatic lane gave the request to the manual one. */
  handover?: RunFailure & { at: Instant }
  /** On hold until then. */
  notBefore?: Instant
  startedAt?: Instant
  endedAt?: Instant
  deadlineAt?: Instant
}

/** Everything that can happen to a request. Past tense; each is one row of the event log. */
export type RunEvent =
  /** `notBefore` ahead of now puts the request on hold until `released`. */
  | { type: 'submitted'; notBefore?: Instant }
  /** The hold is over: its moment came or somebody lifted it. */
  | { type: 'released'; by?: string }
  /** `fence` is the one this claim gives out: one more than the action's last. */
  | { type: 'action_claimed'; action: string; fence: number; worker: string }
  | { type: 'action_succeeded'; action: string; fence: number; outputs: Outputs }
  | {
      type: 'action_waiting'
      action: string
      fence: number
      /** When to poll; undefined = only a signal or a person wakes it. */
      until?: Instant
      waitingFor: 'remote' | 'person'
      memo: Outputs
    }
  | {
      type: 'action_failed'
      action: string
      fence: number
      error: ActionError
      retryable: boolean
      retryAfterMs?: number
    }
  /** The lease ran out: the worker is dead or cut off. */
  | { type: 'action_lost'; action: string; fence: number }
  /** The worker gave its lease back unfinished (shutdown); not counted against the action. */
  | { type: 'action_released'; action: string; fence: number }
  /** A retry's rest or a poll's pause is over. `fence` names the wait that is meant. */
  | { type: 'action_woken'; action: string; fence: number }
  /** A webhook or a person brought news. */
  | { type: 'action_signalled'; action: string; signal: Outputs; by?: string }
  | { type: 'action_timed_out'; action: string; fence: number }
  | { type: 'request_timed_out' }
  | { type: 'cancel_requested'; by: string; reason?: string }
  | { type: 'retry_requested'; by: string; from?: string }
  | { type: 'rollback_requested'; by: string; reason?: string }

export type Command =
  /**
   * Claim it and enter the connector by the entry the run shows at the claim (a signal may have turned
   * `poll` into `resume`). Entry `cancel` is not claimed: the action is already
   * cancelled, its memo still stands in the run, and whatever comes of the call changes nothing.
   */
  | { type: 'start'; action: string; entry: Entry }
  /** Wake the action somewhere in this window; the shell draws the moment (full jitter). */
  | { type: 'wake'; action: string; fence: number; within: readonly [Instant, Instant] }
  | { type: 'finish'; outcome: 'completed' | 'failed' | 'cancelled' }
