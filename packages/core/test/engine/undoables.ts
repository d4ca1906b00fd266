import type { Plan, PlannedAction } from '../../src/engine/plan.ts'
import type { Run } from '../../src/engine/run.ts'
import type { Decision } from '../../src/engine/work.ts'
import { action, outcome, planWith, play, report, submitted } from './plans.ts'

const { succeeds, fails } = outcome

type UndoChange = {
  automatic?: boolean
  preserveState?: boolean
  undoer?: Partial<PlannedAction>
}

/** An action and what undoes it. */
export function undoable(
  id: string,
  change: Partial<PlannedAction> = {},
  { automatic = true, preserveState = false, undoer = {} }: UndoChange = {},
): PlannedAction[] {
  const rollback = { action: `${id}:rollback`, automatic, preserveState }
  return [
    action(id, { ...change, rollback }),
    action(`${id}:rollback`, {
      role: 'rollback',
      undoes: id,
      lane: change.lane ?? 'automatic',
      ...undoer,
    }),
  ]
}

/** Runs what is ready until nothing is; `fails` for good where the id is listed. */
export function settleAll(plan: Plan, from: Run, failing: readonly string[] = []): Run {
  let run = from
  for (;;) {
    const next = Object.entries(run.actions).find(([, { state }]) => state === 'ready')
    if (!next) return run
    const [id] = next
    run = report(plan, run, id, failing.includes(id) ? fails(id) : succeeds(id, { of: id })).run
  }
}

/** Ids of what anybody may claim. */
export const ready = (run: Run): string[] =>
  Object.entries(run.actions).flatMap(([id, { state }]) => (state === 'ready' ? [id] : []))
/** State by id. */
export const states = (run: Run): Record<string, string> =>
  Object.fromEntries(Object.entries(run.actions).map(([id, { state }]) => [id, state]))

/** net → (vm, dns) → check, and the check fails. */
export const diamond = planWith([
  ...undoable('net'),
  ...undoable('vm', { after: ['net'] }),
  ...undoable('dns', { after: ['net'] }),
  action('check', { after: ['vm', 'dns'], retry: { ...action('').retry, attempts: 1 } }),
])

/** The diamond after its check failed for good. */
export function failedDiamond(): Decision {
  let decision: Decision = play(diamond, [submitted])
  for (const id of ['net', 'vm', 'dns']) decision = report(diamond, decision.run, id, succeeds(id))
  return report(diamond, decision.run, 'check', fails('check'))
}
