import type { ActionState, RequestState } from './run.ts'

/**
 * Which states may follow a request's state. `docs/lifecycle.md` is made from it. Once rolled back, only
 * what was left because nobody asked for it can still be undone. From `on_hold` to `awaiting_approval` where an
 * edit needs people's word anew; `failed` before anybody agreed is retried through there, and during a change freeze through `on_hold`.
 */
export const lifecycle: Readonly<Record<RequestState, readonly RequestState[]>> = {
  submitted: ['validated', 'rejected', 'cancelled'],
  validated: ['awaiting_approval', 'on_hold', 'queued', 'rejected', 'cancelled'],
  awaiting_approval: ['on_hold', 'queued', 'failed', 'rejected', 'cancelled'],
  on_hold: ['awaiting_approval', 'queued', 'cancelled'],
  queued: ['in_progress', 'cancelled'],
  in_progress: ['completed', 'failed', 'rejected', 'cancelled'],
  completed: ['rolling_back'],
  failed: ['awaiting_approval', 'on_hold', 'queued', 'rolling_back'],
  rejected: ['rolling_back'],
  cancelled: ['rolling_back'],
  rolling_back: ['rolled_back', 'rollback_failed'],
  rolled_back: ['rolling_back'],
  rollback_failed: ['rolling_back'],
}

/**
 * Which states may follow an action's state. From `pending` to `failed` where automation is off. Back to `pending` only by a retry of the request, from
 * `unknown` by the word that nothing was made, or where an edit needs people's word anew;
 * from `compensating` back to `succeeded`, or to `cancelled` where it was only begun, when undoing it failed.
 */
export const actionLifecycle: Readonly<Record<ActionState, readonly ActionState[]>> = {
  pending: ['ready', 'skipped', 'cancelled', 'unknown', 'failed'],
  ready: ['pending', 'running', 'skipped', 'cancelled', 'failed'],
  running: ['ready', 'waiting', 'unknown', 'succeeded', 'failed', 'skipped', 'cancelled'],
  waiting: ['pending', 'ready', 'failed', 'skipped', 'cancelled'],
  unknown: ['pending', 'ready', 'waiting', 'skipped', 'succeeded', 'failed', 'cancelled'],
  succeeded: ['pending', 'ready', 'skipped', 'compensating'],
  failed: ['pending', 'ready', 'skipped', 'unknown'],
  skipped: ['pending', 'ready', 'unknown'],
  cancelled: ['pending', 'compensating'],
  compensating: ['compensated', 'succeeded', 'cancelled'],
  compensated: [],
}
