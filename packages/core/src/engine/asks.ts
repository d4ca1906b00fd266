import type { Plan, PlannedAction } from './plan.ts'
import type { Run } from './run.ts'
import { readersOf } from './used-outputs.ts'

/** A result that is wanted of whoever does the work of another action in its place. */
export type Ask = {
  name: string
  /** Without it the result is not taken: the action that is replaced declares it. */
  required: boolean
  /** Names of the actions that read it. */
  neededBy: readonly string[]
}

/** What every ended action has without bringing it. */
const given: ReadonlySet<string> = new Set(['status', 'duration'])

/**
 * The results asked of an action that stands in for others: what the rest of the plan reads of those.
 * What its own `output.fields` name comes from there and is not asked for.
 */
export function asksOf(plan: Plan, run: Pick<Run, 'actions'>, id: string): readonly Ask[] {
  const own = plan.actions.find((action) => action.id === id)?.output ?? {}
  const asks = new Map<string, Ask>()
  for (const { id: helped, output } of helpedBy(plan, run, id)) {
    for (const [name, neededBy] of readersOf(plan, helped)) {
      if (given.has(name) || Object.hasOwn(own, name)) continue
      const known = asks.get(name)
      asks.set(name, {
        name,
        required: known?.required === true || Object.hasOwn(output, name),
        neededBy: [...new Set([...(known?.neededBy ?? []), ...neededBy])],
      })
    }
  }
  return [...asks.values()]
}

/** The actions whose work `id` does in their place, itself or at the end of a chain. */
export function helpedBy(
  plan: Plan,
  run: Pick<Run, 'actions'>,
  id: string,
): readonly PlannedAction[] {
  return plan.actions.filter((action) => isHelped(run, action.id, id))
}

/** Whether `by` stands in for the action, itself or at the end of a chain. */
function isHelped({ actions }: Pick<Run, 'actions'>, id: string, by: string): boolean {
  const seen = new Set<string>()
  let at = standIn(actions, id)
  while (at !== undefined && !seen.has(at)) {
    if (at === by) return true
    seen.add(at)
    at = standIn(actions, at)
  }
  return false
}

function standIn(actions: Run['actions'], id: string): string | undefined {
  return Object.hasOwn(actions, id) ? actions[id]?.replacedBy : undefined
}
