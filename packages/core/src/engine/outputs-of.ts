import type { Plan } from './plan.ts'
import type { ActionRun, Run } from './run.ts'

/**
 * What templates and conditions read as `output.<action>.…`: every ended action's outputs with
 * `status` (its state) and `duration` (seconds) added unless an output has that name. A failed action
 * that a fallback stands in for shows the fallback's outputs.
 */
export function outputsOf(
  plan: Plan,
  run: Pick<Run, 'actions'>,
): Record<string, Record<string, unknown>> {
  const found: [string, Record<string, unknown>][] = []
  for (const { id } of plan.actions) {
    const action = Object.hasOwn(run.actions, id) ? run.actions[id] : undefined
    if (!action || action.state === 'pending' || action.endedAt === undefined) continue
    const source = standIn(run, action)
    const own = { status: source.state, duration: seconds(source) }
    found.push([id, { ...own, ...source.outputs }])
  }
  return Object.fromEntries(found)
}

function standIn(run: Pick<Run, 'actions'>, action: ActionRun): ActionRun {
  if (action.replacedBy === undefined || !Object.hasOwn(run.actions, action.replacedBy))
    return action
  const fallback = run.actions[action.replacedBy]
  if (!fallback || fallback.endedAt === undefined) return action
  return standIn(run, fallback)
}

function seconds(action: ActionRun): number {
  if (action.startedAt === undefined || action.endedAt === undefined) return 0
  return (action.endedAt - action.startedAt) / 1000
}
