import type { Instant } from '@pao/core'
import type { RunEvent } from '@pao/core/engine'
import type { EventData } from './change.ts'

/** One row of the event log as watchers see it. */
export type RequestEvent = {
  /** 1, 2, 3 … without gaps within a request. */
  seq: number
  /** An engine event, or `request_<state>` for each state the request passed. */
  type: string
  at: Instant
  /** `user:<id>`, `worker:<id>`, `timer`, `webhook:<source>` or `request:<id>` (its parent or child). */
  actor: string
  /** The request's state when the row was written. */
  state: string
  progressPercentage: number
  currentAction?: string
  action?: string
  actionState?: string
  /** On rows that tell what became of an ask: in which stage, and what. */
  told?: { stage?: string; detail: string }
  /** What happened in the engine's words; unset on rows that only tell a state. */
  event?: RunEvent
}

function toldOf({
  action,
  ...told
}: NonNullable<EventData['told']>): Pick<RequestEvent, 'action' | 'told'> {
  return { action, told }
}

/** Reads a row of `request_event`. */
export function toEvent(row: {
  seq: number
  type: string
  at: Date
  actor: string
  data: unknown
}): RequestEvent {
  const { event, state, progress, current_action, action_state, told } = row.data as EventData
  return {
    seq: row.seq,
    type: row.type,
    at: row.at.getTime(),
    actor: row.actor,
    state,
    progressPercentage: progress,
    ...(current_action !== undefined && { currentAction: current_action }),
    ...(event && 'action' in event && { action: event.action }),
    ...(told && toldOf(told)),
    ...(action_state !== undefined && { actionState: action_state }),
    ...(event && { event }),
  }
}
