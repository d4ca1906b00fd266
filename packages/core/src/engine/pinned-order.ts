import { restrictedBy } from './restriction.ts'
import type { PinnedOrder, Plan, PlannedAction } from './plan.ts'

/** An item that must exist or be ordered along before the work begins. */
export type PlannedDependency = {
  order: PinnedOrder
  /** Answers to its form; templates over the fields of the one that needs it. */
  fields: Readonly<Record<string, unknown>>
}

/** Id of the action that orders a dependency; no action of a document can have it. */
export function dependencyId(item: string): string {
  return `dependency:${item}`
}

/**
 * The plan with what its `catalog-request` actions order fixed, and with its dependencies before
 * everything but what people must agree to: the actions that nothing precedes wait for all of them.
 */
export function withOrders(
  plan: Plan,
  pins: ReadonlyMap<string, PinnedOrder>,
  dependencies: readonly PlannedDependency[] = [],
): Plan {
  // The very same plan, so that what is remembered about its actions stays true.
  if (pins.size === 0 && dependencies.length === 0) return plan
  const lane = plan.mode === 'manual' ? 'manual' : 'automatic'
  const gates = plan.actions
    .filter((one) => one.lane === 'gate' && one.onFailure === 'fail')
    .map(({ id }) => id)
  const needed = dependencies.map((one) => ({ ...dependencyAction(one, lane), after: gates }))
  const ids = needed.map(({ id }) => id)
  const rest = plan.actions.map((action) => {
    const order = pins.get(action.id)
    const first = ids.length > 0 && action.lane === lane && action.role === 'main'
    return {
      ...action,
      ...(order && { order }),
      ...(first && action.after.every((id) => gates.includes(id)) && { after: [...gates, ...ids] }),
    }
  })
  const orders = [...pins.values(), ...dependencies.map(({ order }) => order)]
  return { ...plan, ...restrictedBy(orders), actions: [...needed, ...rest] }
}

function dependencyAction(
  { order, fields }: PlannedDependency,
  lane: PlannedAction['lane'],
): PlannedAction {
  return {
    id: dependencyId(order.item),
    name: order.name,
    type: 'catalog-request',
    lane,
    role: 'main',
    config: { item: order.item, version: order.version, fields },
    after: [],
    requireSuccess: true,
    conditions: [],
    retry: { attempts: 3, delayMs: 30_000, maxDelayMs: 3_600_000, growth: 'exponential', on: [] },
    onFailure: 'fail',
    output: {},
    sensitive: [],
    repeat: 'safe',
    order,
    component: order.item,
  }
}

/**
 * What templates read as `components.<id>.outputs.…`: the outputs of the actions that order a component
 * or a dependency, as far as they have ended. `output` is what `output.<action>` reads.
 */
export function componentsOf(
  plan: Plan,
  output: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Record<string, { outputs: Readonly<Record<string, unknown>> }> {
  return Object.fromEntries(
    plan.actions.flatMap(({ id, component }) => {
      const outputs = Object.hasOwn(output, id) ? output[id] : undefined
      return component === undefined || !outputs ? [] : [[component, { outputs }]]
    }),
  )
}
