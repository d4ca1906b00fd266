import { effectOf } from '@pao/connectors'
import { type Fault, Problem } from '@pao/core'
import {
  chosenComponents,
  type Component,
  type Demand,
  type Document,
  windowsOf,
} from '@pao/core/catalog'
import {
  type EffectOf,
  type Plan,
  type PartCalendar,
  type PlanCalendar,
  type PlanFacts,
  planOf,
  planOfBundle,
  withOrders,
} from '@pao/core/engine'
import type { QuotaEffect } from '@pao/core/governance'
import { hasRole, type Principal } from '#identity/principal.ts'
import { acceptWithChoices, environmentFaults, mismatch, versionFaults } from './accept-in.ts'
import { wantsApproval } from './approval-check.ts'
import { type Planned, withCost } from './cost.ts'
import { dependenciesOf } from './dependencies.ts'
import {
  type Changes,
  type Countable,
  quotaEffects,
  quotaFacts,
  teamOf,
  wantsPeople,
} from './quotas/effect.ts'
import { namedDemands } from './quotas/named.ts'
import { checkPrerequisites } from './prerequisites.ts'
import type { FoundItem } from './deps.ts'
import {
  type AcceptedOrder,
  type Asker,
  type CheckDeps,
  type Part,
  pinActions,
  pinComponents,
} from './ordered-along.ts'

/** What is ordered, as the API takes it in. */
export type Order = {
  item: string
  /** A semver range; the newest version that fits is taken. */
  version?: string
  environment?: string
  fields: Readonly<Record<string, unknown>>
  /** Of a bundle: which components are wanted; what is not named is as the bundle says. */
  components?: Readonly<Record<string, boolean>>
  reason?: string
  /** E-mail of the person it is for; operators only. */
  on_behalf_of?: string
  /** Whose quotas and budgets it counts for: one of one's teams, the first when left out. */
  team?: string
  /** ISO 8601; the request rests on hold until then. */
  not_before?: string
}

/** An order that passed every check. */
export type CheckedOrder = AcceptedOrder & {
  notBefore: number | undefined
  plan: Plan
  /** What it means to the quotas and budgets of its team, as far as that can be told before it is taken in. */
  quotas: readonly QuotaEffect[]
  /** What it changes, where that is counted already. */
  changes?: Changes | undefined
  /** What could not be checked now, or is not as it should be and yet goes through, in sentences. */
  unchecked: readonly string[]
}

/**
 * Every check an order must pass; touches nothing. Throws `item.not_found`, `item.version_not_found`,
 * `auth.forbidden`, or `request.invalid` with every fault at once.
 */
export async function checkOrder(
  deps: CheckDeps,
  principal: Principal,
  order: Order,
  changes?: Changes,
): Promise<CheckedOrder> {
  const range = versionFaults(order.version).length === 0 ? order.version : undefined
  const found = await deps.findItem(principal, order.item, range)
  if (!found) throw new Problem('item.not_found', { item: order.item })
  return checkFound(deps, { asker: askerOf(principal, order), found, order, changes })
}

/** `hidden`: answers that are secrets whatever type the form gives them. */
type Checking = {
  asker: Asker
  found: FoundItem
  order: Order
  hidden?: ReadonlySet<string>
  /** What it changes, where that is counted already. */
  changes?: Changes | undefined
}

/** The same for an item that was found already. */
export async function checkFound(deps: CheckDeps, checking: Checking): Promise<CheckedOrder> {
  const { order, changes } = checking
  const { accepted, components, unchecked } = await acceptOrder(deps, checking)
  const found = await foundAlong(deps, accepted, { components })
  const { demands, warnings } = await checkPrerequisites(deps, accepted, found.faults)
  const notBefore = order.not_before === undefined ? undefined : Date.parse(order.not_before)
  const planned = plannedWith(deps, accepted, { found, demands })
  const { parts = [] } = found
  const quotas = await effectsOn(deps, accepted, { plan: planned, parts, changes })
  const isAsked = wantsPeople(quotas)
  const plan = isAsked
    ? plannedWith(deps, accepted, {
        found: await foundAlong(deps, accepted, { components, isAsked }),
        demands,
      })
    : planned
  return {
    ...accepted,
    notBefore,
    plan: marked(plan, quotas),
    quotas,
    changes,
    unchecked: [...unchecked, ...warnings],
  }
}

/** With what conditions may read of quotas; the same plan where there are none. */
function marked(plan: Plan, quotas: readonly QuotaEffect[]): Plan {
  if (quotas.length === 0) return plan
  return { ...plan, facts: { ...plan.facts, ...quotaFacts(quotas) } }
}

function plannedWith(
  deps: CheckDeps,
  accepted: AcceptedOrder,
  { found, demands }: { found: Along; demands: readonly Demand[] },
): Plan {
  const plan = withCost(deps, { accepted, plan: found.plan, parts: found.parts ?? [] })
  const { document, asker } = accepted
  const isSum = plan.cost !== undefined && document.kind === 'CatalogBundle'
  const { team } = asker
  return {
    ...plan,
    calendar: calendarOf(deps, accepted, found.parts),
    ...(demands.length > 0 && { demands }),
    ...(isSum && { costsByParts: true }),
    ...(team !== undefined && { team }),
  }
}

/** What says when it may begin: freezes speak of the team that quotas count it for. */
function calendarOf(
  { ownWays }: Pick<CheckDeps, 'ownWays'>,
  { document, environment, asker }: AcceptedOrder,
  parts: readonly Planned[] = [],
): PlanCalendar {
  const team = asker.team ?? asker.teams[0]
  const zone = ownWays?.(asker.principal.tenant).timezone
  return {
    category: document.metadata.category,
    ...(team !== undefined && { team }),
    ...windowsIn(document, environment, zone),
    ...(parts.length > 0 && { parts: parts.map((part) => calendarOfPart(part, zone)) }),
  }
}

function calendarOfPart(
  { accepted: { document, environment } }: Planned,
  zone: string | undefined,
): PartCalendar {
  const { id, name, category, owner } = document.metadata
  return {
    item: id,
    name,
    owner: owner.team,
    category,
    ...(environment !== undefined && { environment }),
    ...windowsIn(document, environment, zone),
  }
}

function windowsIn(document: Document, environment: string | undefined, zone: string | undefined) {
  const windows = windowsOf(document, environment, zone)
  return windows.shut.length + windows.open.length > 0 ? { windows } : {}
}

async function effectsOn(
  deps: CheckDeps,
  { document, environment, asker }: AcceptedOrder,
  { plan, parts, changes }: { plan: Plan; parts: readonly Planned[]; changes: Changes | undefined },
): Promise<readonly QuotaEffect[]> {
  const { tenant } = asker.principal
  const along = ({ accepted, plan: own }: Planned): Countable => {
    // What cannot be told yet is judged when the part is ordered.
    const { demands } = namedDemands(deps, accepted)
    return {
      document: accepted.document,
      environment: accepted.environment,
      plan: { ...withCost(deps, { accepted, plan: own, parts: [] }), demands },
    }
  }
  const order = { document, environment, plan, changes }
  const whose = { tenant, team: teamOf(asker, changes), changes }
  return quotaEffects(deps, whose, () => [order, ...parts.map(along)])
}

type Acceptance = {
  accepted: AcceptedOrder
  components: readonly Component[]
  unchecked: readonly string[]
}

async function acceptOrder(
  deps: CheckDeps,
  { asker, found, order, hidden }: Checking,
): Promise<Acceptance> {
  const { document, hash } = found
  const { principal } = asker
  const { accepted, environment, unchecked } = await acceptWithChoices(deps, principal, {
    document,
    order,
  })
  const chosen = choose(document, order)
  const named = deps.environments(principal.tenant)
  const faults: Fault[] = [
    ...versionFaults(order.version),
    ...environmentFaults(environment, { principal, document, named, at: '/environment' }),
    ...mismatch(order, accepted),
    ...timeFaults(order),
    ...teamFaults(order, asker),
    ...(accepted.ok ? [] : accepted.faults),
    ...(chosen.ok ? [] : chosen.faults),
  ]
  if (!accepted.ok || !chosen.ok || faults.length > 0)
    throw new Problem('request.invalid', { item: order.item }, faults)
  const secrets = new Set([...accepted.value.secrets, ...(hidden ?? [])])
  const { fields } = accepted.value
  return {
    accepted: { document, hash, ...split(fields, secrets), environment, asker },
    components: chosen.value,
    unchecked,
  }
}

function choose(document: Document, { components }: Order): ReturnType<typeof chosenComponents> {
  if (document.kind === 'CatalogBundle') return chosenComponents(document, components)
  return chosenComponents({ components: [] }, components)
}

/** `parts`: of a bundle, each component as an order of its own as far as it is known by now. */
type Along = { plan: Plan; parts?: readonly Planned[]; faults: readonly Fault[] }

/** The plan with everything that is ordered along found and pinned. */
async function foundAlong(
  deps: CheckDeps,
  accepted: AcceptedOrder,
  { components, isAsked = false }: { components: readonly Component[]; isAsked?: boolean },
): Promise<Along> {
  const { document, fields, environment } = accepted
  const facts = {
    fields,
    ...(environment !== undefined && { environment }),
    ...abilitiesOf(deps.connectors),
    checked: isAsked || wantsApproval(deps, accepted),
  }
  if (document.kind === 'CatalogBundle') {
    const { pins, parts, faults } = await pinComponents(deps, accepted, components)
    const plan = planOfBundle(document, { ...facts, components, pins })
    return { plan, parts: parts.map((part) => partOf(part, accepted, facts)), faults }
  }
  const plan = planOf(document, facts)
  const pins = await pinActions(deps, accepted, plan)
  const { dependencies, faults } = await dependenciesOf(deps, { ...accepted, document })
  return { plan: withOrders(plan, pins, dependencies), faults }
}

/** What a component will order, as if it was ordered now; a bundle in a bundle is drawn without its own parts. */
function partOf(
  { id, found, known, open }: Part,
  accepted: AcceptedOrder,
  facts: PlanFacts,
): Planned {
  const { document, hash } = found
  const order = { ...accepted, document, hash, fields: known, secrets: {} }
  const plan =
    document.kind === 'CatalogBundle'
      ? planOfBundle(document, { ...facts, fields: known, components: [], pins: new Map() })
      : planOf(document, { ...facts, fields: known })
  return { name: id, accepted: order, plan, open }
}

type Abilities = Pick<PlanFacts, 'availableTypes' | 'compensatingTypes' | 'effectOf'>
const abilities = new WeakMap<CheckDeps['connectors'], Abilities>()

/** What the connectors can do: the very same for the same connectors, so that plans drawn with it can be remembered. */
function abilitiesOf(connectors: CheckDeps['connectors']): Abilities {
  const known = abilities.get(connectors)
  if (known) return known
  const undoing = [...connectors].filter(([, { compensate }]) => compensate !== undefined)
  const effect: EffectOf = (type, config) => {
    const connector = connectors.get(type)
    const undoesBegun = connector?.undoBegun !== undefined
    return connector && { ...effectOf(connector, config), undoesBegun }
  }
  const made = {
    availableTypes: new Set(connectors.keys()),
    compensatingTypes: new Set(undoing.map(([type]) => type)),
    effectOf: effect,
  }
  abilities.set(connectors, made)
  return made
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

/** An operator who orders for somebody else knows of which team they are. */
function teamFaults({ team, on_behalf_of: other }: Order, { teams }: Asker): Fault[] {
  if (team === undefined || other !== undefined || teams.includes(team)) return []
  const message = `You are not of a team ${team}`
  return [{ code: 'team.unknown', at: '/team', message, hint: hintOf(teams) }]
}

function hintOf(teams: readonly string[]): string {
  return teams.length === 0 ? 'Leave it out: you are of no team' : `Yours: ${teams.join(', ')}`
}

/** Keys without a team count together for the person who made them, so that another key is no way around a quota. */
function countedFor(
  { teams, person }: Principal,
  { team, on_behalf_of: other }: Order,
): Pick<Asker, 'team'> {
  if (team !== undefined) return { team }
  const isAlone = teams.length === 0 && person !== undefined && other === undefined
  return isAlone ? { team: `user:${person.id}` } : {}
}

function askerOf(principal: Principal, order: Order): Asker {
  const named = countedFor(principal, order)
  if (order.on_behalf_of !== undefined) {
    if (!hasRole(principal, ['operator']))
      throw new Problem('auth.forbidden', { detail: 'Only operators order for somebody else' })
    // The teams of that person are not known here.
    return {
      principal,
      requester: { id: order.on_behalf_of, email: order.on_behalf_of },
      teams: [],
      ...named,
    }
  }
  const { id, email, name, teams } = principal
  return {
    principal,
    requester: { id, email, ...(name !== undefined && { name }) },
    teams,
    ...named,
  }
}

/** Secret answers never meet the plan, the event log or the fields column. */
function split(
  fields: Readonly<Record<string, unknown>>,
  secrets: ReadonlySet<string>,
): Pick<AcceptedOrder, 'fields' | 'secrets'> {
  const entries = Object.entries(fields)
  const isSecret = ([id]: [string, unknown]): boolean => secrets.has(id)
  return {
    fields: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
    secrets: Object.fromEntries(
      entries.filter((entry) => isSecret(entry) && entry[1] !== undefined && entry[1] !== null),
    ),
  }
}
