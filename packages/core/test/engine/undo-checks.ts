import type { Plan, PlannedAction } from '../../src/engine/plan.ts'
import type { ActionRun, Run } from '../../src/engine/run.ts'

const underWay = new Set(['ready', 'running', 'waiting'])

/**
 * Throws when an effect is undone before all that was built on it, when something else than a rollback
 * of its own undoes it, or when what could not be undone has lost what it stands on.
 */
export function checkUndoing(plan: Plan, before: Run, run: Run): void {
  for (const planned of plan.actions) {
    const [was, is] = [before.actions[planned.id], run.actions[planned.id]]
    if (planned.role === 'rollback') checkUndoer(planned, before, run)
    if (was?.state === 'compensating' || is?.state !== 'compensating') continue
    if (run.state !== 'rolling_back') throw new Error(`${planned.id} is undone in ${run.state}`)
    if (!isMeant(planned, run)) throw new Error(`${planned.id} is undone unasked`)
    for (const later of builtOn(plan, run, planned.id)) checkGone(later, planned.id, run)
  }
}

function checkUndoer({ id, undoes = '' }: PlannedAction, before: Run, run: Run): void {
  const began = before.actions[id] !== run.actions[id] && underWay.has(run.actions[id]?.state ?? '')
  if (began && run.actions[undoes]?.state !== 'compensating')
    throw new Error(`${id} runs although ${undoes} is ${run.actions[undoes]?.state}`)
}

function checkGone(later: PlannedAction, id: string, run: Run): void {
  const found = run.actions[later.id]
  const open =
    found?.state === 'compensating' || found?.undo === 'failed' || found?.undo === 'held_back'
  const coming = found && leaves(found) && found.undo === undefined && isMeant(later, run)
  if (open || coming) throw new Error(`${id} is undone although ${later.id} stands on it`)
}

function leaves({ state, begun }: ActionRun): boolean {
  return state === 'succeeded' || (state === 'cancelled' && begun === true)
}

function isMeant({ rollback }: PlannedAction, { rollback: asked }: Run): boolean {
  return rollback !== undefined && (asked?.scope === 'all' || rollback.automatic)
}

/** All that came after, found step by step from the front: slow, and unlike the engine's own way. */
function builtOn(plan: Plan, run: Run, id: string): readonly PlannedAction[] {
  const found = new Set([id])
  const isNext = ({ id: next, after, lane, role }: PlannedAction): boolean => {
    if (found.has(next) || lane === 'notice' || role === 'rollback') return false
    if (after.some((one) => found.has(one) || helpers(run, one).some((each) => found.has(each))))
      return true
    if (
      Object.entries(run.actions).some(
        ([one, { replacedBy }]) => replacedBy === next && found.has(one),
      )
    )
      return true
    const first = plan.actions.some((one) => found.has(one.id) && one.lane === 'automatic')
    return run.handover !== undefined && lane === 'manual' && first
  }
  for (let next = plan.actions.find(isNext); next; next = plan.actions.find(isNext))
    found.add(next.id)
  found.delete(id)
  return plan.actions.filter((one) => found.has(one.id))
}

/** The fallbacks that did the work of an action, one for the other. */
function helpers(run: Run, id: string): readonly string[] {
  const by = run.actions[id]?.replacedBy
  return by === undefined ? [] : [by, ...helpers(run, by)]
}

/** Throws when a run that came to rest is half way through a rollback, or calls it by the wrong end. */
export function checkRolledBack(plan: Plan, run: Run): void {
  const left = plan.actions.filter(({ id }) => {
    const found = run.actions[id]
    if (!found) return false
    const { state, undo } = found
    if (state === 'compensating') throw new Error(`${id} is left half undone`)
    if (undo !== undefined && !leaves(found)) throw new Error(`${id} is ${state}, ${undo}`)
    return undo === 'failed' || undo === 'held_back'
  })
  const rolled = run.state === 'rolled_back' || run.state === 'rollback_failed'
  if (rolled !== (run.rollback !== undefined)) throw new Error(`${run.state} with a rollback`)
  if (rolled && left.length > 0 !== (run.state === 'rollback_failed'))
    throw new Error(`${run.state} with ${left.length} left`)
}
