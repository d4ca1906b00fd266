import { failForGood } from './after-failure.ts'
import type { ActionRun, RunEvent } from './run.ts'
import { end, without, type Work } from './work.ts'

/**
 * Somebody says whether the effect was made. If it was not, the action takes its turn again under the same
 * key as soon as a place is free, unless the request fails anyway.
 */
export function effectResolved(
  work: Work,
  event: Extract<RunEvent, { type: 'effect_resolved' }>,
  action: ActionRun,
): boolean {
  if (action.state !== 'unknown') return false
  const { action: id, happened, outputs = {} } = event
  const known = without(action, ['maybe'])
  if (happened) end(work, id, known, { state: 'succeeded', outputs })
  else if (work.run.failure && action.error) failForGood(work, id, known, action.error)
  else if (work.planned.get(id)?.role === 'rollback')
    work.actions[id] = { ...known, state: 'waiting', waitingFor: 'retry', due: true }
  else work.actions[id] = { ...known, state: 'pending' }
  return true
}
