import { type Connector, costOf } from '@pao/connectors'
import type { CostEstimationConfig } from '@pao/connectors/schemas'
import type { Estimate } from '@pao/core/catalog'
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

/**
 * The plan with what the order is estimated to cost: by its `cost-estimation` actions, as far as everything they
 * read is known by now, else by what the item says of itself. Conditions read it as `estimated_monthly_cost`.
 */
export function withCost(deps: CheckDeps, accepted: AcceptedOrder, plan: Plan): Plan {
  const on = new Date(deps.now()).toISOString().slice(0, 10)
  const terms = { on, book: deps.prices?.() ?? emptyBook }
  const { document, fields } = accepted
  const cost =
    ofActions(deps, { accepted, plan }, terms) ??
    costOfItem(document.metadata.cost, { ...unanswered(document), ...fields }, terms)
  if (!cost) return plan
  return { ...plan, cost, facts: { ...plan.facts, estimated_monthly_cost: cost.monthly } }
}

type Terms = Parameters<typeof costOf>[1]
type Planned = { accepted: AcceptedOrder; plan: Plan }

function ofActions(deps: CheckDeps, planned: Planned, terms: Terms): Estimate | undefined {
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
