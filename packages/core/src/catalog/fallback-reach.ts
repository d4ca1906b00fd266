import { own } from './path.ts'
import type { Sight } from './sight.ts'
import { type ActionView, type ListedLane, textOf } from './view.ts'

/** Which part of the request an action runs in, and which actions may stand in for those of a part. */
export type Reach = {
  /** The part it is written in, or automation when that calls it. */
  runsIn(view: ActionView): ListedLane
  /** True also for what calls nothing, or no action: those are other faults. */
  mayCall(view: ActionView): boolean
}

/** Automation may call people: what it calls, and what that calls, belongs to it from then on. */
export function reachOf({ actions, actionById }: Sight): Reach {
  const called = new Set<string>()
  let last = actions.filter(({ lane }) => lane === 'automatic')
  while (last.length > 0) {
    const next = last.flatMap(({ action }) => {
      const id = fallbackOf(action)
      const view = id === undefined ? undefined : actionById.get(id)
      if (id === undefined || view?.lane !== 'manual' || called.has(id)) return []
      called.add(id)
      return [view]
    })
    last = next
  }
  const runsIn = (view: ActionView): ListedLane =>
    called.has(textOf(view.action.id) ?? '') ? 'automatic' : view.lane
  return {
    runsIn,
    mayCall(view) {
      const target = actionById.get(fallbackOf(view.action) ?? '')
      return !target || runsIn(target) === runsIn(view)
    },
  }
}

function fallbackOf(action: ActionView['action']): string | undefined {
  const handling = own(action, 'error_handling')
  return own(handling, 'strategy') === 'fallback'
    ? textOf(own(handling, 'fallback_action'))
    : undefined
}
