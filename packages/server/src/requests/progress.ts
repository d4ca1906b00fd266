import type { EndedAction } from '@pao/connectors'
import type { Held } from './held.ts'

/** The other actions that have ended, in the order of the plan; notices and what undoes are nobody's progress. */
export function progressOf(
  { fixed, run }: Pick<Held, 'fixed' | 'run'>,
  own: string,
): readonly EndedAction[] {
  return fixed.plan.actions.flatMap(({ id, name, lane, undoes }) => {
    const state = run.actions[id]?.state
    const hasEnded = state === 'succeeded' || state === 'failed'
    const counts = id !== own && lane !== 'notice' && undoes === undefined
    return hasEnded && counts ? [{ id, name, state }] : []
  })
}
