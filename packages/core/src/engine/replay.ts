import type { Instant } from '../instant.ts'
import { decide } from './decide.ts'
import type { Plan } from './plan.ts'
import type { ActionRun, Run, RunEvent } from './run.ts'

/** A run before anything happened to it. */
export function firstRun(plan: Plan): Run {
  const pending: ActionRun = {
    state: 'pending',
    attempt: 0,
    generation: 0,
    fence: 0,
    lostClaims: 0,
    entry: 'execute',
  }
  return {
    state: 'submitted',
    lane: plan.mode === 'manual' ? 'manual' : 'automatic',
    actions: Object.fromEntries(plan.actions.map(({ id }) => [id, pending])),
  }
}

/** The run as the event log tells it; equal to the stored copy, or the store is wrong. */
export function replay(plan: Plan, events: readonly { event: RunEvent; at: Instant }[]): Run {
  return events.reduce((run, { event, at }) => decide(plan, run, event, at).run, firstRun(plan))
}
