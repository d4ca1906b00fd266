import type { Estimate, Item } from '@pao/core/catalog'
import {
  type Closed,
  describePlan,
  type Plan,
  plannedApproval,
  type PlannedAction,
  type PlanPicture,
} from '@pao/core/engine'
import { compileConfig, configReferences, renderConfig, type World } from '@pao/core/template'
import { type QuotaEffect, sayQuota } from '@pao/core/governance'
import type { Principal } from '#identity/principal.ts'
import { type DryDeps, dryRuns, type DryStep } from './dry-run.ts'
import { type CheckedOrder, checkOrder, type Order } from './order.ts'
import type { CheckDeps } from './ordered-along.ts'
import { componentPlaceholders, placeholders, previewScope, shownSecrets } from './preview-scope.ts'

/** What an order would do, without doing anything. Inputs show `***` for secrets, `<…>` for outputs. */
export type PreviewPlan = PlanPicture & {
  item: { id: string; name: string; version: string; hash: string }
  inputs: Readonly<Record<string, PreviewInput>>
  /** What of the item this release does not enforce yet, and what cannot run here. */
  warnings: readonly string[]
  sla?: string
  estimatedTime?: string
  notBefore?: number
  /** The earliest moment it may begin as things stand, and what it waits for until then. */
  earliest: number
  closed?: Closed
  /** By action, where it was asked for. */
  dryRuns?: Readonly<Record<string, DryStep>>
  cost?: Estimate
  /** What it means to the quotas and budgets of its team, each in a sentence too. */
  quotas: readonly (QuotaEffect & { text: string })[]
}

/** The rendered config, or why it cannot be rendered. */
export type PreviewInput =
  | { value: unknown }
  | { faults: readonly { at: string; message: string }[] }

/**
 * The whole run before it is ordered: the same checks and the same plan as `submit`; with `dry`, what each action
 * would do besides. Touches nothing.
 */
export async function preview(
  deps: DryDeps,
  principal: Principal,
  order: Order,
  { dry = false }: { dry?: boolean } = {},
): Promise<PreviewPlan> {
  return previewOf(deps, await checkOrder(deps, principal, order), { dry })
}

/** The same of an order that was checked already. */
export async function previewOf(
  deps: DryDeps,
  checked: CheckedOrder,
  { dry = false }: { dry?: boolean } = {},
): Promise<PreviewPlan> {
  const { document, plan, hash } = checked
  const { id, name, version } = document.metadata
  const item = document.kind === 'CatalogItem' ? document : undefined
  const picture = describePlan(plan)
  const verdicts = new Map(picture.nodes.map((node) => [node.id, node.conditions]))
  const inputs = inputsOf(deps, checked)
  return {
    ...picture,
    approvals: approvalsIn(checked, picture, inputs),
    ...(dry && { dryRuns: await dryRuns(deps, checked, verdicts) }),
    item: { id, name, version, hash },
    inputs,
    warnings: [...(item ? warningsOf(item) : []), ...gapsOf(plan), ...checked.unchecked],
    ...timesOf(checked, item),
    ...(await startOf(deps, checked)),
    ...(plan.cost && { cost: plan.cost }),
    quotas: checked.quotas.map((effect) => ({ ...effect, text: sayQuota(effect) })),
  }
}

/** Who is asked with these very answers; what their conditions leave out asks nobody. */
function approvalsIn(
  { plan }: CheckedOrder,
  { approvals, nodes }: PlanPicture,
  inputs: PreviewPlan['inputs'],
): PreviewPlan['approvals'] {
  const out = new Set(nodes.flatMap(({ id, conditions }) => (conditions === 'fails' ? [id] : [])))
  return approvals.flatMap((asked) => {
    const input = inputs[asked.action]
    const planned = plan.actions.find(({ id }) => id === asked.action)
    if (out.has(asked.action) || !planned) return []
    return [input && 'value' in input ? plannedApproval(planned, input.value) : asked]
  })
}

/** What is promised, what people need, and when it begins. */
function timesOf(
  { document, plan, notBefore }: CheckedOrder,
  item: Item | undefined,
): Pick<PreviewPlan, 'sla' | 'estimatedTime' | 'notBefore'> {
  const promised = document.metadata.sla?.provisioning_time
  const estimated = item?.fulfillment.manual.estimated_time
  return {
    ...(promised !== undefined && { sla: promised }),
    ...(plan.mode !== 'automatic' && estimated !== undefined && { estimatedTime: estimated }),
    ...(notBefore !== undefined && { notBefore }),
  }
}

/** When it may begin by the calendar as it stands, people and quotas set aside. */
async function startOf(
  deps: DryDeps,
  { document, plan, environment, asker, notBefore }: CheckedOrder,
): Promise<Pick<PreviewPlan, 'earliest' | 'closed'>> {
  const calendars = await deps.calendars.current()
  const { id, owner } = document.metadata
  const fixed = { itemId: id, ownerTeam: owner.team, environment: environment ?? null, plan }
  const from = Math.max(deps.now(), notBefore ?? 0)
  const closed = calendars.closed({ key: asker.principal, fixed }, from)
  return { earliest: closed?.until ?? from, ...(closed && { closed }) }
}

function inputsOf(deps: CheckDeps, checked: CheckedOrder): Record<string, PreviewInput> {
  const world: World = { now: deps.now(), newId: deps.newId, random: deps.random }
  const values = previewScope(deps, checked, world)
  const { tenant } = checked.asker.principal
  return Object.fromEntries(
    checked.plan.actions.map((action) => [
      action.id,
      inputOf(deps, action, { values, world, tenant }),
    ]),
  )
}

type Rendering = { values: Record<string, unknown>; world: World; tenant: string }

function inputOf(
  deps: CheckDeps,
  action: PlannedAction,
  { values, world, tenant }: Rendering,
): PreviewInput {
  const compiled = compileConfig(action.config, deps.connectors.get(action.type)?.config)
  if (!compiled.ok) return { faults: compiled.faults.map(faultOf) }
  const paths = configReferences(compiled.value).map(({ path }) => path)
  const scope = {
    ...values,
    secrets: shownSecrets(deps, tenant, compiled.value),
    output: placeholders(paths),
    components: componentPlaceholders(paths),
  }
  const rendered = renderConfig(compiled.value, { scope, world })
  if (!rendered.ok) return { faults: rendered.faults.map(faultOf) }
  return { value: rendered.value.redacted }
}

function faultOf({ pointer, message }: { pointer: string; message: string }): {
  at: string
  message: string
} {
  return { at: pointer, message }
}

/** What another system is asked is not known before it is. */
function warningsOf({ fulfillment }: Item): string[] {
  return (fulfillment.prerequisites ?? []).flatMap(({ type, name, required }) =>
    type === 'rest-check'
      ? [
          `${name ?? 'A prerequisite'} is asked of another system right before it begins, not here${required === false ? '; a no is only told' : ''}`,
        ]
      : [],
  )
}

/** What will fail here. */
function gapsOf({ actions }: Plan): string[] {
  return actions.flatMap(({ id, type, role, config, order, unavailable }) => {
    if (unavailable === true) return [`The action ${id} will fail: ${type} is not installed here`]
    const { item } = config
    const isOpen = type === 'catalog-request' && role !== 'rollback' && !order
    return isOpen && typeof item === 'string' && !item.includes('{{')
      ? [`The action ${id} will fail: there is no ${item} for you that fits`]
      : []
  })
}
