import { Problem } from '@pao/core'
import type { Document } from '@pao/core/catalog'
import { carriedOver, needsAutomation, type Plan } from '@pao/core/engine'
import type { Principal } from '#identity/principal.ts'
import { mayControl } from './access.ts'
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
import type { Requests } from './deps.ts'
import type { Held } from './held.ts'
import { checkFound } from './order.ts'
import type { CheckDeps } from './ordered-along.ts'
import { opened } from './scope.ts'
import { masked } from './submit.ts'
import type { Switches } from './switches.ts'

type RetryDeps = ControlDeps & CheckDeps & Pick<Requests, 'shelf' | 'cipher' | 'automation'>

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
  const newest = body.use_latest === true ? await newestOf(deps, wish) : undefined
  const off = await deps.automation.current()
  return control(deps, { wish, options }, (held) => {
    check(principal, held, mayControl)
    refuse(held.run.state !== 'failed', 'request.not_failed', held)
    const changing = newest && newest.hash !== held.fixed.definitionHash ? newest : undefined
    const plan = changing && carriedOver(held.fixed.plan, held.run, changing.plan)
    const { from } = body
    const planned = from === undefined ? undefined : plannedOf(plan ?? held.fixed.plan, from)
    if (from !== undefined && (!planned || planned.gone))
      throw new Problem('action.not_found', { request: held.key.id, action: from })
    const again = retryStep(principal, { held, off, plan, from })
    return changing && plan ? goingOver(principal, { changing, plan, again }) : again
  })
}

type GoingOn = { held: Held; off: Switches; plan?: Plan | undefined; from?: string | undefined }

/**
 * The step by which a failed request goes on, with `plan` where that is another one. Throws
 * `request.automation_off` where automation is off and people cannot do its work.
 */
export function retryStep(principal: Principal, { held, off, plan, from }: GoingOn): Step {
  const { key, fixed, run } = held
  const automation = off(key.tenant, fixed.itemId)
  if (automation && needsAutomation(plan ?? fixed.plan, run)) {
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
    ...(automation && { automation }),
  })
}

type Newest = { hash: string; version: string; plan: Plan; pin: NonNullable<Step['pin']> }

function goingOver(
  principal: Principal,
  { changing, plan, again }: { changing: Newest; plan: Plan; again: Step },
): Step {
  const { hash, version, pin } = changing
  const changed = { type: 'plan_changed' as const, hash, version, plan, by: principal.id }
  return { ...event(principal, changed), pin, along: () => again }
}

/**
 * The newest version of the item with the request's own answers, checked like an order. Answers to fields it
 * has no more are left out; what was secret stays secret. Undefined when there is nothing to go over to, or
 * the request cannot be retried now.
 */
async function newestOf(
  deps: RetryDeps,
  { principal, id }: Wish<Again>,
): Promise<Newest | undefined> {
  const taken = await deps.shelf.take(deps.db, keyOf(principal, id), true)
  if (!taken) throw new Problem('request.not_found', { request: id })
  check(principal, taken.held, mayControl)
  const { fixed, run } = taken.held
  if (run.state !== 'failed') return undefined
  const found = await deps.findItem(principal, fixed.itemId)
  if (!found) throw new Problem('item.not_found', { item: fixed.itemId })
  if (found.hash === fixed.definitionHash) return undefined
  const secrets = fixed.sealedFields ? opened(deps.cipher, fixed.sealedFields) : {}
  const asked = new Set(
    found.document.presentation.groups.flatMap(({ fields }) => fields.map((field) => field.id)),
  )
  const answers = Object.entries({ ...fixed.fields, ...secrets }).filter(([name]) =>
    asked.has(name),
  )
  const order = {
    item: fixed.itemId,
    fields: Object.fromEntries(answers),
    ...(fixed.environment !== null && { environment: fixed.environment }),
    ...chosenAgain(taken.held, found.document),
  }
  const { requester } = fixed
  const teams = principal.id === requester.id ? principal.teams : []
  const checked = await checkFound(deps, {
    asker: { principal, requester, teams },
    found,
    order,
    hidden: new Set(Object.keys(secrets)),
  })
  const { hash, plan } = checked
  const { version } = checked.document.metadata
  return { hash, version, plan, pin: pinOf(deps, { ...checked, version }) }
}

/** The components of a bundle that were chosen then: going on orders nothing that was not. */
function chosenAgain(
  { fixed }: Held,
  document: Document,
): { components?: Readonly<Record<string, boolean>> } {
  if (document.kind !== 'CatalogBundle') return {}
  const chosen = new Set(fixed.plan.actions.flatMap(({ component }) => component ?? []))
  const open = document.components.filter(({ required }) => !required)
  return { components: Object.fromEntries(open.map(({ id }) => [id, chosen.has(id)])) }
}

type Checked = Pick<Awaited<ReturnType<typeof checkFound>>, 'fields' | 'secrets' | 'hash'> & {
  version: string
}

function pinOf(
  { cipher }: Pick<RetryDeps, 'cipher'>,
  { fields, secrets, hash, version }: Checked,
): Newest['pin'] {
  const isSealed = Object.keys(secrets).length > 0
  return {
    itemVersion: version,
    definitionHash: hash,
    fields: { ...fields, ...masked(secrets) },
    sealedFields: isSealed ? cipher.seal(JSON.stringify(secrets)) : null,
  }
}
