import { Problem } from '@pao/core'
import { canEdit, canSkip } from '@pao/core/engine'
import { mayComplete } from './access.ts'
import { actionOf, plannedOf } from './change.ts'
import {
  check,
  control,
  type Controlled,
  type ControlDeps,
  type ControlOptions,
  event,
  keyOf,
  refuse,
  type Wish,
} from './control.ts'
import { type EditDeps, editFaults } from './edit-faults.ts'
import type { Held } from './held.ts'
import { standingsNow, type StandingsDeps } from './calendar/standings.ts'
import { retryStep } from './retry.ts'

/**
 * Lets a request go on without one of its actions. Throws `action.not_found`, and `action.not_skippable`
 * for what runs, has succeeded, or is not what a failed request failed of.
 */
export async function skipAction(
  deps: ControlDeps,
  wish: Wish<{ action: string; reason: string }>,
  options: ControlOptions = {},
): Promise<Controlled> {
  const { principal, body } = wish
  const { action, reason } = body
  return control(deps, { wish, options }, (held) => {
    check(principal, held, mayComplete)
    known(held, action)
    if (actionOf(held.run, action)?.because === 'person') return undefined
    refuse(!canSkip(held.fixed.plan, held.run, action), 'action.not_skippable', held)
    return event(principal, { type: 'action_skipped', action, by: principal.id, reason })
  })
}

/** What an action is to be given from its next try on: JSON pointer into its config to the new value. */
export type Edit = {
  action: string
  changes: Readonly<Record<string, unknown>>
  reason: string
  /** Go on at once; only for a failed request. */
  resume?: boolean
}

/**
 * Changes what an action is given from its next try on. Throws `action.not_found`, `action.not_editable` for
 * what runs or has succeeded, `action.input_invalid` with every fault, and with `resume`
 * `request.not_failed` and `request.automation_off`.
 */
export async function editInput(
  deps: ControlDeps & EditDeps & StandingsDeps,
  wish: Wish<Edit>,
  options: ControlOptions = {},
): Promise<Controlled> {
  const { principal, id, body } = wish
  const { action, changes, reason, resume } = body
  const taken = await deps.shelf.take(deps.db, keyOf(principal, id), true)
  if (!taken) throw new Problem('request.not_found', { request: id })
  check(principal, taken.held, mayComplete)
  known(taken.held, action)
  const mayBe = canEdit(taken.held.fixed.plan, taken.held.run, action)
  const faults = mayBe ? await editFaults(deps, taken.held, { action, changes }) : []
  if (faults.length > 0) throw new Problem('action.input_invalid', { request: id, action }, faults)
  const standings = await standingsNow(deps)
  return control(deps, { wish, options }, (held) => {
    check(principal, held, mayComplete)
    refuse(!canEdit(held.fixed.plan, held.run, action), 'action.not_editable', held)
    refuse(resume === true && held.run.state !== 'failed', 'request.not_failed', held)
    const by = principal.id
    const step = event(principal, { type: 'input_edited', action, changes, by, reason })
    if (resume !== true) return step
    const again = retryStep(principal, { held, standings })
    return { ...step, along: () => again }
  })
}

function known(held: Held, action: string): void {
  if (!actionOf(held.run, action) || !plannedOf(held.fixed.plan, action))
    throw new Problem('action.not_found', { request: held.key.id, action })
}
