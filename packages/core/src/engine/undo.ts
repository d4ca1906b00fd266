import { type Node, withoutCircles } from './graph.ts'
import type { Plan, PlannedAction } from './plan.ts'
import type { ActionRun, Rollback, Run, RunFailure } from './run.ts'

/** The run as far as it decides what came after what. */
type Ran = { actions: Run['actions']; handover?: RunFailure }

/** True for what makes a request's own effects: no notice, and nothing that undoes. */
export function isForward({ lane, role }: PlannedAction): boolean {
  return lane !== 'notice' && role !== 'rollback'
}

/** True for what a rollback is about: what people agreed to beforehand made nothing. */
export function isUndoable(planned: PlannedAction): boolean {
  return isForward(planned) && planned.lane !== 'gate'
}

/** Whether this rollback is about the action: it has one of its own, and that is asked for. */
export function isMeant({ rollback }: PlannedAction, asked: Rollback | undefined): boolean {
  return rollback !== undefined && (asked?.scope === 'all' || rollback.automatic)
}

/** Whether there is something of it to be undone: it was done, or called off while it was under way. */
export function leavesSomething({ state, begun }: ActionRun): boolean {
  return state === 'succeeded' || (state === 'cancelled' && begun === true)
}

/**
 * Whether an action that was told to stop may still have left something, and who undoes it can undo what is only
 * begun. A memo says what that is. Where it only may have been made, the one who undoes it can tell by the key alone
 * if a repeat is safe; else it is left to people.
 */
export function mayHaveBegun(
  { repeat = 'safe' }: PlannedAction,
  { memo, maybe }: ActionRun,
  undoer: PlannedAction | undefined,
): boolean {
  if ((!memo && !maybe) || undoer?.undoesBegun !== true) return false
  return !maybe || repeat === 'safe'
}

/**
 * Which action of the plan undoes which: original to rollback. A rollback undoes one original; of
 * those that share one (plans of before rollbacks ran) the first in the plan has it.
 */
export function undoersOf(plan: Plan): ReadonlyMap<string, PlannedAction> {
  const byId = new Map(plan.actions.map((action) => [action.id, action]))
  const taken = new Set<string>()
  const found = new Map<string, PlannedAction>()
  for (const planned of plan.actions) {
    const undoer = planned.rollback && byId.get(planned.rollback.action)
    if (!undoer || undoer.role !== 'rollback' || !isForward(planned)) continue
    if (taken.has(undoer.id) || (undoer.undoes ?? planned.id) !== planned.id) continue
    taken.add(undoer.id)
    found.set(planned.id, undoer)
  }
  return found
}

/**
 * The forward actions with all that came before each: a fallback stands in the place of those it helps,
 * and what people did after a hand-over came after all that automation did. Predecessors first, no
 * circles. Without a run every fallback counts as called and a hybrid plan as handed over.
 */
export function undoGraph(plan: Plan, ran?: Ran): readonly Node[] {
  const forward = plan.actions.filter(isUndoable)
  const stands = standsOf(forward, ran)
  const handedOver = ran ? ran.handover !== undefined : plan.mode === 'hybrid' && !plan.parallel
  const automation = forward.filter(({ lane }) => lane === 'automatic').map(({ id }) => id)
  return withoutCircles(
    forward.map(({ id, after, lane }) => {
      const helped = [...stands].filter(([, by]) => by === id).map(([primary]) => primary)
      const before = [...after, ...(lane === 'manual' && handedOver ? automation : []), ...helped]
      return { id, after: [...new Set(before.flatMap((one) => chain(one, stands)))] }
    }),
  )
}

/** The forward actions in an order in which they may be undone. */
export function undoOrder(plan: Plan, ran?: Ran): readonly string[] {
  return undoGraph(plan, ran)
    .map(({ id }) => id)
    .toReversed()
}

/** Failed action to the fallback that stands in for it. */
function standsOf(forward: readonly PlannedAction[], ran?: Ran): ReadonlyMap<string, string> {
  const pairs = forward.flatMap(({ id, fallback }): [string, string][] => {
    const by = ran ? standIn(ran.actions, id) : fallback
    return by === undefined ? [] : [[id, by]]
  })
  return new Map(pairs)
}

function standIn(actions: Run['actions'], id: string): string | undefined {
  return Object.hasOwn(actions, id) ? actions[id]?.replacedBy : undefined
}

/** The action and the fallbacks that stood in for it, one for the other. */
function chain(id: string, stands: ReadonlyMap<string, string>): readonly string[] {
  const found = new Set([id])
  for (let at = stands.get(id); at !== undefined && !found.has(at); at = stands.get(at))
    found.add(at)
  return [...found]
}
