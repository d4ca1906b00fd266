import { Problem } from '@pao/core'
import { carriedOver, needsAutomation, type Plan } from '@pao/core/engine'
import type { Principal } from '#identity/principal.ts'
import { mayControl } from './access.ts'
import { type Standings, standingsNow, type StandingsDeps } from './calendar/standings.ts'
import { plannedOf, type Step } from './change.ts'
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
import type { Held } from './held.ts'
import { type Newest, newestOf, type NewestDeps } from './newest.ts'
import { type AgainDeps, reserveAgain } from './quotas/again.ts'

type RetryDeps = ControlDeps & NewestDeps & AgainDeps & StandingsDeps

/** From which action on, and whether with the newest version of the item. */
export type Again = { from?: string; use_latest?: boolean }

/**
 * Lets a failed request go on where it failed, or again from an action on. With `use_latest` the newest
 * version of its item is pinned first; what had succeeded stays. Throws `request.not_failed`,
 * `action.not_found`, `request.automation_off`, and for the newest version what an order is refused for.
 */
export async function retry(
  deps: RetryDeps,
  wish: Wish<Again>,
  options: ControlOptions = {},
): Promise<Controlled> {
  const { principal, body } = wish
  const newest =
    body.use_latest === true ? await newestOf(deps, { principal, id: wish.id }) : undefined
  const standings = await standingsNow(deps)
  await takeAgain(deps, wish)
  return control(deps, { wish, options }, (held) => {
    check(principal, held, mayControl)
    refuse(held.run.state !== 'failed', 'request.not_failed', held)
    const changing = newest && newest.hash !== held.fixed.definitionHash ? newest : undefined
    const plan = changing && carriedOver(held.fixed.plan, held.run, changing.plan)
    const { from } = body
    const planned = from === undefined ? undefined : plannedOf(plan ?? held.fixed.plan, from)
    if (from !== undefined && (!planned || planned.gone))
      throw new Problem('action.not_found', { request: held.key.id, action: from })
    const again = retryStep(principal, { held, standings, plan, from })
    return changing && plan ? goingOver(principal, { changing, plan, again }) : again
  })
}

/** Only for whom it may go on, so that nobody else learns what is taken. */
async function takeAgain(deps: RetryDeps, { principal, id }: Wish<Again>): Promise<void> {
  const key = keyOf(principal, id)
  const taken = await deps.shelf.take(deps.db, key, false)
  if (!taken) return
  check(principal, taken.held, mayControl)
  await reserveAgain(deps, key)
}

type GoingOn = {
  held: Held
  standings: Standings
  plan?: Plan | undefined
  from?: string | undefined
}

/**
 * The step by which a failed request goes on, with `plan` where that is another one. Throws
 * `request.automation_off` where automation is off and people cannot do its work.
 */
export function retryStep(principal: Principal, { held, standings, plan, from }: GoingOn): Step {
  const { key, fixed, run } = held
  const planned = plan ?? fixed.plan
  const standing = standings({ key, fixed: { ...fixed, plan: planned } })
  const { automation } = standing
  if (automation && needsAutomation(planned, run)) {
    const item = fixed.itemId
    throw new Problem('request.automation_off', {
      request: key.id,
      item,
      reason: automation.reason,
    })
  }
  return event(principal, {
    type: 'retry_requested',
    by: principal.id,
    ...(from !== undefined && { from }),
    ...standing,
  })
}

function goingOver(
  principal: Principal,
  { changing, plan, again }: { changing: Newest; plan: Plan; again: Step },
): Step {
  const { hash, version, pin } = changing
  const changed = { type: 'plan_changed' as const, hash, version, plan, by: principal.id }
  return { ...event(principal, changed), pin, along: () => again }
}
