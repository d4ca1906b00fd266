import { type Connector, costOf } from '@pao/connectors'
import type { CostEstimationConfig } from '@pao/connectors/schemas'
import type { Estimate, Unpriced } from '@pao/core/catalog'
import type { Plan, PlannedAction } from '@pao/core/engine'
import { describePlan } from '@pao/core/engine'
import { costOfItem, emptyBook, together } from '@pao/core/governance'
import { compileConfig, configReferences, renderConfig, type World } from '@pao/core/template'
import { Check, Errors } from 'typebox/value'
import { dropNull } from './drop-null.ts'
import { type AcceptedOrder, type CheckDeps, earlyScope } from './ordered-along.ts'
import { unanswered } from './scope.ts'

/** Names whose values exist only once the request runs. */
const later: ReadonlySet<string> = new Set(['output', 'components', 'error', 'handover', 'secrets'])

/** An order and its plan. */
type Costed = { accepted: AcceptedOrder; plan: Plan }
/** The order of a component: how the bundle calls it, and which answers only exist later. */
export type Planned = Costed & { name: string; open: ReadonlySet<string> }

/**
 * The plan with what the order is estimated to cost: by its `cost-estimation` actions, as far as everything they
 * read is known by now, else by what the item says of itself, else by what its `parts` cost together. Conditions
 * read it as `estimated_monthly_cost`.
 */
export function withCost(
  deps: CheckDeps,
  { parts, ...costed }: Costed & { parts: readonly Planned[] },
): Plan {
  const on = new Date(deps.now()).toISOString().slice(0, 10)
  const terms = { on, book: deps.prices?.(costed.accepted.asker.principal.tenant) ?? emptyBook }
  const cost = costOfOrder(deps, costed, terms) ?? costOfParts(deps, parts, terms)
  const { plan } = costed
  if (!cost) return plan
  return { ...plan, cost, facts: { ...plan.facts, estimated_monthly_cost: cost.monthly } }
}

type Terms = Parameters<typeof costOf>[1]

function costOfOrder(deps: CheckDeps, costed: Costed, terms: Terms): Estimate | undefined {
  const { document, fields } = costed.accepted
  return (
    ofActions(deps, costed, terms) ??
    costOfItem(document.metadata.cost, { ...unanswered(document), ...fields }, terms)
  )
}

/** Undefined when no part says what it costs; a part that does not, or not yet for sure, is told as open. */
function costOfParts(
  deps: CheckDeps,
  parts: readonly Planned[],
  terms: Terms,
): Estimate | undefined {
  const costs = parts.map((part) => ({ part, cost: costOfOrder(deps, part, terms) }))
  const total = together(costs.flatMap(({ part, cost }) => (cost ? [named(part.name, cost)] : [])))
  if (!total) return undefined
  const open = costs.flatMap(({ part, cost }): Unpriced[] => {
    if (!cost) return [{ resource: part.name, reason: 'it does not say what it costs' }]
    const awaited = [...part.open].join(', ')
    if (awaited === '') return []
    return [{ resource: part.name, reason: `known only later: ${awaited}` }]
  })
  if (open.length === 0) return total
  return { ...total, complete: false, unpriced: [...total.unpriced, ...open] }
}

/** With the component's name before each line. */
function named(part: string, cost: Estimate): Estimate {
  const under = <T extends { resource: string }>(line: T): T => ({
    ...line,
    resource: `${part}: ${line.resource}`,
  })
  return { ...cost, lines: cost.lines.map(under), unpriced: cost.unpriced.map(under) }
}

function ofActions(deps: CheckDeps, planned: Costed, terms: Terms): Estimate | undefined {
  const connector = deps.connectors.get('cost-estimation')
  const actions = planned.plan.actions.filter(({ type }) => type === 'cost-estimation')
  if (!connector || actions.length === 0) return undefined
  const runs = new Set(
    describePlan(planned.plan)
      .nodes.filter(({ role, conditions }) => role === 'main' && conditions === 'holds')
      .map(({ id }) => id),
  )
  const world: World = { now: deps.now(), newId: deps.newId, random: deps.random }
  const scope = earlyScope(deps, planned.accepted, world)
  return together(
    actions.flatMap((action) => {
      const config = runs.has(action.id) ? known(action, connector, { scope, world }) : undefined
      const costed = config && costOf(config, terms)
      return costed?.ok ? [costed.value.estimate] : []
    }),
  )
}

type Rendering = { scope: Readonly<Record<string, unknown>>; world: World }

/** The rendered config; undefined where something in it is not known yet, or does not fit. */
function known(
  { config }: PlannedAction,
  connector: Connector,
  rendering: Rendering,
): CostEstimationConfig | undefined {
  const compiled = compileConfig(config, connector.config)
  if (!compiled.ok) return undefined
  if (configReferences(compiled.value).some(({ path: [root = ''] }) => later.has(root)))
    return undefined
  const rendered = renderConfig(compiled.value, rendering)
  if (!rendered.ok) return undefined
  const value = structuredClone(rendered.value.redacted)
  for (const { instancePath } of Errors(connector.config, value)) dropNull(value, instancePath)
  return Check(connector.config, value) ? (value as CostEstimationConfig) : undefined
}
