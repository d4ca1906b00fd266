import type { Item, Prerequisite } from '../catalog/item.ts'
import { isGate } from './approval/gate.ts'
import type { PlannedAction } from './plan.ts'
import { plannedAction } from './planned-action.ts'
import type { RunFailure } from './run.ts'
import { actionRun, hasEnded, type Work } from './work.ts'

/** What a `rest-check` asks with. */
const asksWith = 'rest-api'

/**
 * The actions that ask whether an order may begin, one for each `rest-check` prerequisite. They run before all others
 * whenever the request begins or goes on. One that is not `required` is only asked.
 */
export function checksOf({ fulfillment }: Item): readonly PlannedAction[] {
  const checks = (fulfillment.prerequisites ?? []).filter(({ type }) => type === 'rest-check')
  return checks.map((check, n) => {
    const id = `check:${n + 1}`
    const planned = plannedAction(
      { id, name: nameOf(check, n), type: asksWith, config: check.config ?? {} },
      'gate',
      'main',
    )
    return { ...planned, onFailure: check.required === false ? 'continue' : 'fail' }
  })
}

/** Whether an action asks another system before the work begins: a question, whatever its config says. */
export function isCheck(planned: Pick<PlannedAction, 'lane' | 'type'>): boolean {
  return planned.lane === 'gate' && !isGate(planned)
}

/** Whether a question is still to be answered before anything else may start. */
export function isCheckOpen(work: Work): boolean {
  return work.plan.actions.some((planned) => {
    const action = isCheck(planned) && !planned.gone ? actionRun(work, planned.id) : undefined
    return action !== undefined && !hasEnded(action)
  })
}

/** The failure of a question in the words of its prerequisite. */
export function unmet(planned: PlannedAction | undefined, failure: RunFailure): RunFailure {
  if (!planned || !isCheck(planned)) return failure
  const message = `What the item needs before it begins is not so: ${planned.name}. ${failure.message}. Put it right, then retry`
  return { ...failure, code: 'prerequisite.unmet', message }
}

function nameOf({ name, description }: Prerequisite, n: number): string {
  const words = [name, description].filter((text) => text !== undefined && text !== '')
  return words.length === 0 ? `Check ${n + 1} before it begins` : words.join(': ')
}
