import type { Instant } from '@pao/core'
import type { Document, Item } from '@pao/core/catalog'
import { describePlan, type Plan, type PlannedAction, type PlanPicture } from '@pao/core/engine'
import {
  compileConfig,
  configReferences,
  renderConfig,
  systemScope,
  type World,
} from '@pao/core/template'
import type { Principal } from '#identity/principal.ts'
import type { Requests } from './deps.ts'
import type { Fixed } from './held.ts'
import { type CheckedOrder, checkOrder, type Order } from './order.ts'
import { hiddenSecrets, requestScope, unanswered, wrapped } from './scope.ts'

/** What an order would do, without doing anything. Inputs show `***` for secrets, `<…>` for outputs. */
export type PreviewPlan = PlanPicture & {
  item: { id: string; name: string; version: string; hash: string }
  inputs: Readonly<Record<string, PreviewInput>>
  /** What of the item this release does not enforce yet, and what cannot run here. */
  warnings: readonly string[]
  sla?: string
  estimatedTime?: string
  notBefore?: number
}

/** The rendered config, or why it cannot be rendered. */
export type PreviewInput =
  | { value: unknown }
  | { faults: readonly { at: string; message: string }[] }

export type PreviewDeps = Pick<
  Requests,
  | 'findItem'
  | 'environments'
  | 'options'
  | 'now'
  | 'newId'
  | 'random'
  | 'connectors'
  | 'surroundings'
>

/** The whole run before it is ordered: the same checks and the same plan as `submit`. Touches nothing. */
export async function preview(
  deps: PreviewDeps,
  principal: Principal,
  order: Order,
): Promise<PreviewPlan> {
  const checked = await checkOrder(deps, principal, order)
  const { item, plan, hash, notBefore } = checked
  const { id, name, version, sla } = item.metadata
  const estimated = item.fulfillment.manual.estimated_time
  return {
    ...describePlan(plan),
    item: { id, name, version, hash },
    inputs: inputsOf(deps, checked),
    warnings: [...warningsOf(item, plan), ...checked.unchecked],
    ...(sla?.provisioning_time !== undefined && { sla: sla.provisioning_time }),
    ...(plan.mode !== 'automatic' && estimated !== undefined && { estimatedTime: estimated }),
    ...(notBefore !== undefined && { notBefore }),
  }
}

const handoverShown = {
  action: '<action>',
  action_name: '<action name>',
  error: { code: '<error code>', message: '<error message>', class: '<error class>' },
  tries: 0,
  asks: [],
  summary: '<what was done so far>',
}

function inputsOf(deps: PreviewDeps, checked: CheckedOrder): Record<string, PreviewInput> {
  const world: World = { now: deps.now(), newId: deps.newId, random: deps.random }
  const values = {
    ...known(checked, world.now),
    system: systemScope(world, deps.surroundings),
    env: deps.surroundings.variables,
    secrets: hiddenSecrets(deps.surroundings),
    error: { code: '<error code>', message: '<error message>', class: '<error class>' },
    handover: handoverShown,
  }
  return Object.fromEntries(
    checked.plan.actions.map((action) => [action.id, inputOf(deps, action, { values, world })]),
  )
}

function known(
  { item, fields, secrets, requester, environment }: CheckedOrder,
  now: Instant,
): Record<string, unknown> {
  const fixed: Pick<Fixed, 'requester' | 'environment' | 'createdAt'> = {
    requester,
    environment: environment ?? null,
    createdAt: now,
  }
  const document: Document = item
  const shown = requestScope({ key: { tenant: '', id: '<request id>' }, fixed }, document)
  return { ...shown, fields: { ...unanswered(document), ...fields, ...wrapped(secrets) } }
}

type Rendering = { values: Record<string, unknown>; world: World }

function inputOf(
  deps: PreviewDeps,
  action: PlannedAction,
  { values, world }: Rendering,
): PreviewInput {
  const compiled = compileConfig(action.config, deps.connectors.get(action.type)?.config)
  if (!compiled.ok) return { faults: compiled.faults.map(faultOf) }
  const output = placeholders(configReferences(compiled.value).map(({ path }) => path))
  const rendered = renderConfig(compiled.value, { scope: { ...values, output }, world })
  if (!rendered.ok) return { faults: rendered.faults.map(faultOf) }
  return { value: rendered.value.redacted }
}

function faultOf({ pointer, message }: { pointer: string; message: string }): {
  at: string
  message: string
} {
  return { at: pointer, message }
}

/** Outputs that a template reads, each standing for itself: nothing has run yet. */
function placeholders(paths: readonly (readonly string[])[]): Record<string, unknown> {
  const outputs: Record<string, Record<string, unknown>> = {}
  for (const [scope, action, name] of paths) {
    if (scope !== 'output' || action === undefined || isForbidden(action)) continue
    const own = (outputs[action] ??= {})
    if (name !== undefined && !isForbidden(name)) own[name] = `<${action}.${name}>`
  }
  return outputs
}

function isForbidden(name: string): boolean {
  return name === '__proto__' || name === 'constructor' || name === 'prototype'
}

function warningsOf(item: Item, plan: Plan): string[] {
  const missing = plan.actions.filter(({ unavailable }) => unavailable === true)
  return [
    ...(item.fulfillment.prerequisites ?? []).map(
      ({ type }) => `The prerequisite ${type} is not checked in this release`,
    ),
    ...(item.metadata.visibility?.require_approval === true
      ? ['The item asks for an approval; this release does not hold the request for it']
      : []),
    ...(item.fulfillment.depends_on ?? []).map(
      ({ item: other }) => `The dependency on ${other} is not ordered in this release`,
    ),
    ...missing.map(({ id, type }) => `The action ${id} will fail: ${type} is not installed here`),
  ]
}
