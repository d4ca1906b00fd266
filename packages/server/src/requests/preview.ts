import type { Item } from '@pao/core/catalog'
import { describePlan, type Plan, type PlannedAction, type PlanPicture } from '@pao/core/engine'
import { compileConfig, configReferences, renderConfig, type World } from '@pao/core/template'
import type { Principal } from '#identity/principal.ts'
import { type CheckedOrder, checkOrder, type Order } from './order.ts'
import { type CheckDeps, earlyScope } from './ordered-along.ts'
import { hiddenSecrets } from './scope.ts'

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

/** The whole run before it is ordered: the same checks and the same plan as `submit`. Touches nothing. */
export async function preview(
  deps: CheckDeps,
  principal: Principal,
  order: Order,
): Promise<PreviewPlan> {
  const checked = await checkOrder(deps, principal, order)
  const { document, plan, hash, notBefore } = checked
  const { id, name, version, sla } = document.metadata
  const item = document.kind === 'CatalogItem' ? document : undefined
  const estimated = item?.fulfillment.manual.estimated_time
  return {
    ...describePlan(plan),
    item: { id, name, version, hash },
    inputs: inputsOf(deps, checked),
    warnings: [...(item ? warningsOf(item) : []), ...gapsOf(plan), ...checked.unchecked],
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

function inputsOf(deps: CheckDeps, checked: CheckedOrder): Record<string, PreviewInput> {
  const world: World = { now: deps.now(), newId: deps.newId, random: deps.random }
  const values = {
    ...earlyScope(deps, checked, world),
    secrets: hiddenSecrets(deps.surroundings),
    error: { code: '<error code>', message: '<error message>', class: '<error class>' },
    handover: handoverShown,
  }
  return Object.fromEntries(
    checked.plan.actions.map((action) => [action.id, inputOf(deps, action, { values, world })]),
  )
}

type Rendering = { values: Record<string, unknown>; world: World }

function inputOf(
  deps: CheckDeps,
  action: PlannedAction,
  { values, world }: Rendering,
): PreviewInput {
  const compiled = compileConfig(action.config, deps.connectors.get(action.type)?.config)
  if (!compiled.ok) return { faults: compiled.faults.map(faultOf) }
  const paths = configReferences(compiled.value).map(({ path }) => path)
  const scope = { ...values, output: placeholders(paths), components: componentPlaceholders(paths) }
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

/** Outputs that a template reads, each standing for itself where nothing has run yet. */
export function placeholders(paths: readonly (readonly string[])[]): Record<string, unknown> {
  const outputs: Record<string, Record<string, unknown>> = {}
  for (const [scope, action, name] of paths) {
    if (scope !== 'output' || action === undefined || isForbidden(action)) continue
    const own = (outputs[action] ??= {})
    if (name !== undefined && !isForbidden(name)) own[name] = `<${action}.${name}>`
  }
  return outputs
}

/** The same for the outputs of components and dependencies. */
function componentPlaceholders(paths: readonly (readonly string[])[]): Record<string, unknown> {
  const read = paths.flatMap(([root, id = '', part, ...names]) =>
    root === 'components' && part === 'outputs' ? [['output', id, ...names]] : [],
  )
  const found = Object.entries(placeholders(read))
  return Object.fromEntries(found.map(([id, outputs]) => [id, { outputs }]))
}

function isForbidden(name: string): boolean {
  return name === '__proto__' || name === 'constructor' || name === 'prototype'
}

/** What of the item this release does not enforce yet. */
function warningsOf({ metadata, fulfillment }: Item): string[] {
  return [
    ...(fulfillment.prerequisites ?? []).map(
      ({ type }) => `The prerequisite ${type} is not checked in this release`,
    ),
    ...(metadata.visibility?.require_approval === true
      ? ['The item asks for an approval; this release does not hold the request for it']
      : []),
  ]
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
