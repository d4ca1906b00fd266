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
  /** Tries of `execute` so far, counted when claimed. */
  attempt: number
  /** Raised when a retry asks for a fresh effect; part of the idempotency key. */
  generation: number
  /** Rises with every claim; an outcome with another fence is late and changes nothing. */
  fence: number
  /** Claims in a row that ended without any outcome (the worker died). Three = quarantined. */
  lostClaims: number
  /** How the next claim enters the connector. */
  entry: Entry
  /** Why it waits: between tries, on the outside world, on a person. */
  waitingFor?: 'retry' | 'remote' | 'person'
  /** What the connector wants back at poll/resume. Never a secret. */
  memo?: Outputs
  /** What an inbound signal brought; given to `resume`, then cleared. */
  signal?: Outputs
  outputs?: Outputs
  error?: ActionError
  /** The fallback that stands in for it, or the action it stands in for. */
  replacedBy?: string
  startedAt?: Instant
  endedAt?: Instant
  /** After this moment it has timed out. */
  deadlineAt?: Instant
}

export type Run = {
  state: RequestState
  actions: Readonly<Record<string, ActionRun>>
  /** Which lane carries the request; a hybrid one changes from automatic to manual once. */
  lane: 'automatic' | 'manual'
  /** Set while running actions of a cancelled request come to an end. */
  cancelling?: { by: string; reason?: string }
  startedAt?: Instant
  endedAt?: Instant
  deadlineAt?: Instant
}

/** Everything that can happen to a request. Past tense; each is one row of the event log. */
export type RunEvent =
  | { type: 'submitted' }
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
  /** A retry's rest or a poll's pause is over. `fence` names the wait that is meant. */
  | { type: 'action_woken'; action: string; fence: number }
  /** A webhook or a person brought news. */
  | { type: 'action_signalled'; action: string; signal: Outputs; by?: string }
  | { type: 'action_timed_out'; action: string; fence: number }
  | { type: 'request_timed_out' }
  | { type: 'cancel_requested'; by: string; reason?: string }
  | { type: 'retry_requested'; by: string; from?: string }

export type Command =
  | { type: 'start'; action: string; entry: Entry }
  /** Wake the action somewhere in this window; the shell draws the moment (full jitter). */
  | { type: 'wake'; action: string; fence: number; within: readonly [Instant, Instant] }
  | { type: 'finish'; outcome: 'completed' | 'failed' | 'cancelled' }
