import type { Action, Item, Strategy } from '../catalog/item.ts'
import { withEdges } from './edges.ts'
import { withoutCircles } from './graph.ts'
import { fallbacksOf, laneOf } from './lane-of.ts'
import { noticesOf } from './notices-of.ts'
import { ownerNotices, promisedMs } from './owner-notices.ts'
import type { Plan, PlannedAction } from './plan.ts'
import { undoingOf } from './undoer-of.ts'

/** `fields` without secrets; a type outside `availableTypes` is planned and marked, it fails when run. */
export type PlanFacts = {
  fields: Readonly<Record<string, unknown>>
  environment?: string | undefined
  availableTypes: ReadonlySet<string>
  /** Types whose connector can undo by itself; unset = none. */
  compensatingTypes?: ReadonlySet<string>
}

/** Actions of one request that are ready or running at once, when nothing else says so. */
const defaultConcurrency = 10

/** The steps of one order of this item. A checked item always gives a plan without circles. */
export function planOf(item: Item, facts: PlanFacts): Plan {
  const strategy = strategyOf(item, facts.environment)
  const mode = modeOf(item, strategy)
  const slaMs = promisedMs(item)
  return {
    mode,
    priority: strategy.priority ?? 'normal',
    queue: strategy.queue ?? 'default',
    ...(strategy.timeout !== undefined && { timeoutMs: strategy.timeout * 1000 }),
    ...(slaMs !== undefined && { slaMs }),
    concurrency: defaultConcurrency,
    actions: marked(actionsOf(item, mode, facts), facts.availableTypes),
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

const drawn = new WeakMap<Item, Map<string, readonly PlannedAction[]>>()

/** Answers do not change which actions there are: remembered for as long as the document object lives. */
function actionsOf(item: Item, mode: Plan['mode'], facts: PlanFacts): readonly PlannedAction[] {
  const key = [mode, ...(facts.compensatingTypes ?? [])].join(' ')
  const byKey = drawn.get(item) ?? new Map<string, readonly PlannedAction[]>()
  const known = byKey.get(key)
  if (known) return known
  const work = withoutCircles(withEdges(lanesOf(item, mode, facts)))
  const actions = [...work, ...noticesOf(item), ...ownerNotices(item, work)]
  drawn.set(item, byKey.set(key, actions))
  return actions
}

/** The very same list when all can be run. */
function marked(
  actions: readonly PlannedAction[],
  available: ReadonlySet<string>,
): readonly PlannedAction[] {
  const can = ({ type }: PlannedAction): boolean => available.has(type)
  if (actions.every(can)) return actions
  return actions.map((action) => (can(action) ? action : { ...action, unavailable: true }))
}

/** Every action of the lanes that may carry the request, and of `post`. */
function lanesOf(
  { fulfillment }: Item,
  mode: Plan['mode'],
  { compensatingTypes = new Set() }: PlanFacts,
): readonly PlannedAction[] {
  const { manual, automatic, post_fulfillment: post = [] } = fulfillment
  const parallel = automatic?.parallel_execution !== false
  const automation = automatic?.actions ?? []
  const called = mode === 'automatic' ? borrowed(automation, manual.actions) : []
  const undoing = undoingOf([...automation, ...manual.actions, ...post], compensatingTypes)
  return [
    ...(mode === 'manual'
      ? []
      : laneOf([...automation, ...called], 'automatic', { parallel, undoing })),
    ...(mode === 'automatic' ? [] : laneOf(manual.actions, 'manual', { parallel: true, undoing })),
    ...laneOf(post, 'post', { parallel: true, undoing }),
  ]
}

/** Manual actions that automation without a manual lane calls as fallback. */
function borrowed(actions: readonly Action[], manual: readonly Action[]): readonly Action[] {
  const fallbacks = fallbacksOf(actions)
  return manual.filter(({ id }) => fallbacks.has(id))
}
