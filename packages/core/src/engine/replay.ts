import type { Instant } from '../instant.ts'
import { decide } from './decide.ts'
import type { Plan } from './plan.ts'
import type { Run, RunEvent } from './run.ts'
import { unbegun } from './work.ts'

/** A run before anything happened to it. */
export function firstRun(plan: Plan): Run {
  return {
    state: 'submitted',
    lane: plan.mode === 'manual' ? 'manual' : 'automatic',
    actions: Object.fromEntries(plan.actions.map(({ id }) => [id, unbegun])),
  }
}

/** The run as the event log tells it, from the plan that was ordered; equal to the stored copy, or the store is wrong. */
export function replay(plan: Plan, events: readonly { event: RunEvent; at: Instant }[]): Run {
  let [current, run] = [plan, firstRun(plan)]
  for (const { event, at } of events) {
    const next = decide(current, run, event, at).run
    if (event.type === 'plan_changed' && next !== run) current = event.plan
    run = next
  }
  return run
}
