import { effectOf } from '@pao/connectors'
import { type Fault, nearest, Problem } from '@pao/core'
import {
  accept,
  type AcceptOptions,
  type Choice,
  type Field,
  isRange,
  type Item,
  maySee,
} from '@pao/core/catalog'
import { type EffectOf, type Plan, planOf } from '@pao/core/engine'
import { hasRole, type Principal } from '#identity/principal.ts'
import { choicesFor } from './choices.ts'
import type { Requests } from './deps.ts'
import type { Requester } from './held.ts'

/** What is ordered, as the API takes it in. */
export type Order = {
  item: string
  /** A semver range; the newest version that fits is taken. */
  version?: string
  environment?: string
  fields: Readonly<Record<string, unknown>>
  reason?: string
  /** E-mail of the person it is for; operators only. */
  on_behalf_of?: string
  /** ISO 8601; the request rests on hold until then. */
  not_before?: string
}

/** An order that passed every check. */
export type CheckedOrder = {
  item: Item
  hash: string
  /** Answers; secret ones are left out. */
  fields: Readonly<Record<string, unknown>>
  secrets: Readonly<Record<string, unknown>>
  environment: string | undefined
  requester: Requester
  notBefore: number | undefined
  plan: Plan
  /** What of the answers could not be checked now, in sentences. */
  unchecked: readonly string[]
}

type CheckDeps = Pick<Requests, 'findItem' | 'environments' | 'options' | 'now' | 'connectors'>

/**
 * Every check an order must pass; touches nothing. Throws `item.not_found`, `item.not_orderable`,
 * `auth.forbidden`, or `request.invalid` with every fault at once.
 */
export async function checkOrder(
  deps: CheckDeps,
  principal: Principal,
  order: Order,
): Promise<CheckedOrder> {
  const range = versionFaults(order.version).length === 0 ? order.version : undefined
  const found = await deps.findItem(principal, order.item, range)
  if (!found) throw new Problem('item.not_found', { item: order.item })
  const { document: item, hash } = found
  if (item.kind !== 'CatalogItem')
    throw new Problem('item.not_orderable', {
      item: order.item,
      detail: 'A bundle cannot be ordered yet; order its components',
    })
  const requester = requesterOf(principal, order)
  const { accepted, environment, unchecked } = await acceptWithChoices(deps, principal, {
    item,
    order,
  })
  const faults: Fault[] = [
    ...versionFaults(order.version),
    ...environmentFaults(environment, { principal, item, named: deps.environments() }),
    ...mismatch(order, accepted),
    ...timeFaults(order),
    ...(accepted.ok ? [] : accepted.faults),
  ]
  if (!accepted.ok || faults.length > 0)
    throw new Problem('request.invalid', { item: order.item }, faults)
  const { fields, secrets } = split(accepted.value)
  const plan = planOf(item, {
    fields,
    ...(environment !== undefined && { environment }),
    availableTypes: new Set(deps.connectors.keys()),
    effectOf: effectsOf(deps.connectors),
    compensatingTypes: compensating(deps.connectors),
  })
  const notBefore = order.not_before === undefined ? undefined : Date.parse(order.not_before)
  return { item, hash, fields, secrets, environment, requester, notBefore, plan, unchecked }
}

const effects = new WeakMap<CheckDeps['connectors'], EffectOf>()

/** The same function for the same connectors, so that plans drawn with it can be remembered. */
function effectsOf(connectors: CheckDeps['connectors']): EffectOf {
  const known = effects.get(connectors)
  if (known) return known
  const made: EffectOf = (type, config) => {
    const connector = connectors.get(type)
    return connector && effectOf(connector, config)
  }
  effects.set(connectors, made)
  return made
}

function compensating(connectors: CheckDeps['connectors']): ReadonlySet<string> {
  return new Set(
    [...connectors].flatMap(([type, { compensate }]) => (compensate === undefined ? [] : [type])),
  )
}

type Acceptance = ReturnType<typeof accept>
type InEnvironment = { accepted: Acceptance; environment: string | undefined }

/** The answers as the form takes them, then once more against the lists that stand elsewhere. */
async function acceptWithChoices(
  deps: CheckDeps,
  principal: Principal,
  { item, order }: { item: Item; order: Order },
): Promise<InEnvironment & { unchecked: readonly string[] }> {
  const now = deps.now()
  const first = acceptIn(item, order, { now })
  const { known, unchecked } = await choicesFor(deps, principal, {
    item,
    given: order.fields,
    answers: first.accepted.ok ? first.accepted.value.fields : order.fields,
    environment: first.environment,
  })
  if (known.size === 0) return { ...first, unchecked }
  const choices = ({ id }: Field): readonly Choice[] | undefined => known.get(id)
  return { ...acceptIn(item, order, { now, choices }), unchecked }
}

/**
 * The answers in the environment the order names, or else the one its accepted answers name: a default
 * or fixed answer counts, what was sent for a hidden field does not.
 */
function acceptIn(item: Item, order: Order, options: AcceptOptions): InEnvironment {
  if (order.environment !== undefined) {
    const { environment } = order
    return { accepted: accept(item, order.fields, { ...options, environment }), environment }
  }
  const first = accept(item, order.fields, options)
  const environment = first.ok ? answered(first.value.fields) : undefined
  if (environment === undefined) return { accepted: first, environment }
  return { accepted: accept(item, order.fields, { ...options, environment }), environment }
}

function answered(fields: Readonly<Record<string, unknown>>): string | undefined {
  const answer = Object.hasOwn(fields, 'environment') ? fields['environment'] : undefined
  return typeof answer === 'string' ? answer : undefined
}

/** The form may ask for the environment too; two different answers mean one is a mistake. */
function mismatch({ environment }: Order, accepted: Acceptance): Fault[] {
  const other = accepted.ok ? answered(accepted.value.fields) : undefined
  if (environment === undefined || other === undefined || other === environment) return []
  return [
    {
      code: 'environment.mismatch',
      at: '/environment',
      message: `The order is for ${environment}, but the form says ${other}`,
      hint: 'Leave one of the two out',
    },
  ]
}

/** A range nobody can read names no version at all. */
export function versionFaults(range: string | undefined): Fault[] {
  if (range === undefined || isRange(range)) return []
  return [
    {
      code: 'version.invalid',
      at: '/version',
      message: 'The version is not a range that can be read',
      hint: 'Write it as 1.2.0, ^1.2.0, ~1.2, 1.x or >=1.0.0 <2.0.0',
    },
  ]
}

type Ordering = { principal: Principal; item: Item; named: readonly string[] }

function environmentFaults(
  environment: string | undefined,
  { principal, item, named }: Ordering,
): Fault[] {
  if (environment === undefined) return []
  if (named.length > 0 && !named.includes(environment)) {
    const meant = nearest(environment, named)
    return [
      {
        code: 'environment.unknown',
        at: '/environment',
        message: `There is no environment ${environment}`,
        hint: meant === undefined ? `There are ${named.join(', ')}` : `Did you mean ${meant}?`,
      },
    ]
  }
  if (maySee(item, principal, environment)) return []
  return [
    {
      code: 'environment.not_offered',
      at: '/environment',
      message: `The item is not offered in ${environment}`,
    },
  ]
}

function timeFaults({ not_before: text }: Order): Fault[] {
  if (text === undefined || Number.isFinite(Date.parse(text))) return []
  return [
    {
      code: 'time.invalid',
      at: '/not_before',
      message: 'The time must be in ISO 8601, e.g. 2026-01-31T12:00:00Z',
    },
  ]
}

function requesterOf(principal: Principal, order: Order): Requester {
  if (order.on_behalf_of !== undefined) {
    if (!hasRole(principal, ['operator']))
      throw new Problem('auth.forbidden', { detail: 'Only operators order for somebody else' })
    return { id: order.on_behalf_of, email: order.on_behalf_of }
  }
  const { id, email, name } = principal
  return { id, email, ...(name !== undefined && { name }) }
}

/** Secret answers never meet the plan, the event log or the fields column. */
function split(accepted: {
  fields: Readonly<Record<string, unknown>>
  secrets: readonly string[]
}): Pick<CheckedOrder, 'fields' | 'secrets'> {
  const entries = Object.entries(accepted.fields)
  const isSecret = ([id]: [string, unknown]): boolean => accepted.secrets.includes(id)
  return {
    fields: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
    secrets: Object.fromEntries(
      entries.filter((entry) => isSecret(entry) && entry[1] !== undefined && entry[1] !== null),
    ),
  }
}
