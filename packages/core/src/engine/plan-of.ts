import type { Action, Item, Strategy } from '../catalog/item.ts'
import { withEdges } from './edges.ts'
import { withoutCircles } from './graph.ts'
import { laneOf, rolesOf } from './lane-of.ts'
import { noticesOf } from './notices-of.ts'
import { ownerNotices, promisedMs } from './owner-notices.ts'
import type { Plan, PlannedAction } from './plan.ts'

/** `fields` without secrets; a type outside `availableTypes` is planned and marked, it fails when run. */
export type PlanFacts = {
  fields: Readonly<Record<string, unknown>>
  environment?: string | undefined
  availableTypes: ReadonlySet<string>
}

/** Actions of one request that are ready or running at once, when nothing else says so. */
const defaultConcurrency = 10

/** The steps of one order of this item. A checked item always gives a plan without circles. */
export function planOf(item: Item, facts: PlanFacts): Plan {
  const strategy = strategyOf(item, facts.environment)
  const mode = modeOf(item, strategy)
  const slaMs = promisedMs(item)
  const actions = withoutCircles(withEdges(lanesOf(item, mode)))
  return {
    mode,
    priority: strategy.priority ?? 'normal',
    queue: strategy.queue ?? 'default',
    ...(strategy.timeout !== undefined && { timeoutMs: strategy.timeout * 1000 }),
    ...(slaMs !== undefined && { slaMs }),
    concurrency: strategy.concurrency ?? defaultConcurrency,
    ...(strategy.max_parallel_actions !== undefined && {
      itemLimit: strategy.max_parallel_actions,
    }),
    actions: [...actions, ...noticesOf(item), ...ownerNotices(item, actions)].map((action) =>
      facts.availableTypes.has(action.type) ? action : { ...action, unavailable: true },
    ),
    facts: {
      fields: facts.fields,
      ...(facts.environment !== undefined && { environment: facts.environment }),
    },
  }
}

function strategyOf({ fulfillment }: Item, environment: string | undefined): Strategy {
  const overrides = fulfillment.environments ?? {}
  const own = environment !== undefined && Object.hasOwn(overrides, environment)
  return { ...fulfillment.strategy, ...(own && overrides[environment]?.strategy) }
}

/** A mode that has no actions to carry it gives way to the one that has. */
function modeOf({ fulfillment }: Item, { mode }: Strategy): Plan['mode'] {
  if ((fulfillment.automatic?.actions.length ?? 0) === 0) return 'manual'
  if (fulfillment.manual.actions.length === 0) return 'automatic'
  return mode ?? 'hybrid'
}

/** Every action of the lanes that may carry the request, and of `post`. */
function lanesOf({ fulfillment }: Item, mode: Plan['mode']): readonly PlannedAction[] {
  const { manual, automatic, post_fulfillment: post = [] } = fulfillment
  const parallel = automatic?.parallel_execution !== false
  const automation = automatic?.actions ?? []
  const called = mode === 'automatic' ? borrowed(automation, manual.actions) : []
  return [
    ...(mode === 'manual' ? [] : laneOf([...automation, ...called], 'automatic', parallel)),
    ...(mode === 'automatic' ? [] : laneOf(manual.actions, 'manual', true)),
    ...laneOf(post, 'post', true),
  ]
}

/** Manual actions that automation without a manual lane calls as fallback or rollback. */
function borrowed(actions: readonly Action[], manual: readonly Action[]): readonly Action[] {
  const roles = rolesOf(actions)
  return manual.filter(({ id }) => roles.has(id))
}
