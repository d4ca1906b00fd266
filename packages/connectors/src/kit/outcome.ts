import type { Instant } from '@pao/core'
import type { ApprovalAsk } from '@pao/core/engine'

export type { ApprovalAsk } from '@pao/core/engine'

export type Outputs = Readonly<Record<string, unknown>>

/** A link a person can follow: the ticket, the run, the message. */
export type ExternalRef = { kind: string; id: string; url?: string }

/** Persons by e-mail, and a team. */
export type Assignment = { assignees: readonly string[]; team?: string }

export const failureClasses = [
  'timeout',
  'connection',
  'rate_limit',
  '5xx',
  'permanent',
  'rejected',
  'cancelled',
  'held',
] as const
export type FailureClass = (typeof failureClasses)[number]

/** What a connector says of one call into it. Expected failures are returned, only bugs are thrown. */
export type Outcome =
  | {
      kind: 'succeeded'
      outputs: Outputs
      /** Names among `outputs` that hold secrets, besides those the connector declares. */
      sensitive?: readonly string[]
      ref?: ExternalRef
    }
  | {
      kind: 'waiting'
      /** When to poll next; undefined = only a signal or a person wakes it. */
      until?: Instant
      waitingFor: 'remote' | 'person'
      /** Correlation key an inbound webhook is matched by, e.g. `jira:<instance>:<key>`. */
      key?: string
      /** Given back at poll/resume as it was; kept sealed where it holds a secret. */
      memo: Outputs
      ref?: ExternalRef
      /** An earlier call may have made it, and this wait is only to look again. */
      ambiguous?: true
      /** What people must agree to; their verdict comes as the signal `{ decision, digest, by, comment }`. */
      ask?: ApprovalAsk
      /** Whom the work is given to that a person does; nobody = the team that owns the item. */
      task?: Assignment
    }
  | {
      kind: 'failed'
      retryable: boolean
      class: FailureClass
      /** Stable, documented in the connector's README, e.g. `jira.field_invalid`. */
      code: string
      message: string
      retryAfterMs?: number
      /** HTTP status when there was one. */
      status?: number
      /**
       * What the connector knows of the effect: `no` = surely nothing was made (it never left, or only a read
       * failed), `maybe` = it may have been. Left out = judged by status and class.
       */
      made?: 'no' | 'maybe'
      /** Class `held` only: what must not be called now. */
      target?: string
      ref?: ExternalRef
    }

/** A failed outcome with the connector's own word on its effect; any other as it is. */
export function withMade(outcome: Outcome, made: 'no' | 'maybe'): Outcome {
  return outcome.kind === 'failed' ? { ...outcome, made } : outcome
}
