import { Problem } from '@pao/core'
import type { Document } from '@pao/core/catalog'
import type { Plan } from '@pao/core/engine'
import type { Principal } from '#identity/principal.ts'
import { mayControl } from './access.ts'
import type { Step } from './change.ts'
import { check, type ControlDeps, keyOf } from './control.ts'
import type { Requests } from './deps.ts'
import type { Held } from './held.ts'
import { checkFound } from './order.ts'
import { teamNamed } from './quotas/effect.ts'
import type { CheckDeps } from './ordered-along.ts'
import { opened } from './scope.ts'
import { masked } from './submit.ts'

export type NewestDeps = ControlDeps & CheckDeps & Pick<Requests, 'shelf' | 'cipher' | 'definition'>

/** A version of an item that a request may go over to: its plan, and what is fixed along with it. */
export type Newest = { hash: string; version: string; plan: Plan; pin: NonNullable<Step['pin']> }

type Asking = { principal: Principal; id: string }

/**
 * The newest version of the item with the request's own answers, checked like an order. Answers to fields it
 * has no more are left out; what was secret stays secret. Undefined when there is nothing to go over to, or
 * the request cannot be retried now. Throws what an order of it would be refused for.
 */
export async function newestOf(
  deps: NewestDeps,
  { principal, id }: Asking,
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
    ...chosenAgain(taken.held, await definitionOf(deps, taken.held), found.document),
  }
  const { requester } = fixed
  const teams = principal.id === requester.id ? principal.teams : []
  const checked = await checkFound(deps, {
    asker: { principal, requester, teams, ...teamNamed(fixed.plan) },
    found,
    order,
    hidden: new Set(Object.keys(secrets)),
  })
  const { hash, plan } = checked
  const { version } = checked.document.metadata
  return { hash, version, plan, pin: pinOf(deps, { ...checked, version }) }
}

function definitionOf({ definition }: NewestDeps, { key, fixed }: Held) {
  return definition(key.tenant, fixed.definitionHash)
}

/**
 * The components of a bundle that were chosen then: going on orders nothing that was there and was not.
 * Those that are new are left to their default.
 */
function chosenAgain(
  { fixed }: Held,
  before: Document | undefined,
  now: Document,
): { components?: Readonly<Record<string, boolean>> } {
  if (now.kind !== 'CatalogBundle') return {}
  const chosen = new Set(fixed.plan.actions.flatMap(({ component }) => component ?? []))
  const offered = new Set(
    before?.kind === 'CatalogBundle' ? before.components.map(({ id }) => id) : [],
  )
  const open = now.components.filter(({ id, required }) => !required && offered.has(id))
  return { components: Object.fromEntries(open.map(({ id }) => [id, chosen.has(id)])) }
}

type Checked = Pick<Awaited<ReturnType<typeof checkFound>>, 'fields' | 'secrets' | 'hash'> & {
  version: string
}

function pinOf(
  { cipher }: Pick<NewestDeps, 'cipher'>,
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
