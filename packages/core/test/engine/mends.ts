import type { Plan, PlannedAction } from '../../src/engine/plan.ts'
import { carriedOver } from '../../src/engine/replan.ts'
import type { Run, RunEvent } from '../../src/engine/run.ts'
import { action } from './plans.ts'

/**
 * Another version of the plan as a mended item would give it: some actions gone, one new, tries as drawn.
 * `version` tells one mend from another.
 */
export function mended(plan: Plan, version: number, dice: () => number): Plan {
  const own = plan.actions.filter(({ gone }) => !gone)
  const main = own.filter(({ role, lane }) => role === 'main' && lane !== 'notice')
  const dropped = new Set(main.filter(() => dice() < 0.5).map(({ id }) => id))
  const stays = ({ id, undoes = '' }: PlannedAction): boolean =>
    !dropped.has(id) && !dropped.has(undoes)
  const kept = own.filter(stays).map((planned) => ({
    ...planned,
    after: planned.after.filter((id) => !dropped.has(id)),
    retry: { ...planned.retry, attempts: 1 + Math.floor(dice() * 3) },
  }))
  const gates = kept.filter((one) => one.lane === 'gate').map(({ id }) => id)
  const last = kept.findLast(
    ({ role, lane }) => role === 'main' && lane !== 'notice' && lane !== 'gate',
  )
  const lane = last?.lane ?? 'automatic'
  const fresh = action(`m${version}`, { lane, after: last ? [last.id] : gates })
  return { ...plan, actions: [...kept, fresh] }
}

/** The event by which a request goes over to a mended version. */
export function planChange(
  plan: Plan,
  run: Run,
  { version, dice }: { version: number; dice: () => number },
): RunEvent {
  const next = carriedOver(plan, run, mended(plan, version, dice))
  return {
    type: 'plan_changed',
    hash: `hash-${version}`,
    version: `${version}.0.0`,
    plan: next,
    by: 'ann',
  }
}
