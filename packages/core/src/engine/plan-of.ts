import type { Item, Strategy } from '../catalog/item.ts'
import { withEdges } from './edges.ts'
import { withoutCircles } from './graph.ts'
import { behind, gateOf, tellingAsked } from './gate-of.ts'
import { checksOf, isCheck } from './checks.ts'
import { asPeoplesWork, borrowed, hasOwnWork, peoplesOwn } from './borrowed.ts'
import { laneOf } from './lane-of.ts'
import { noticesOf } from './notices-of.ts'
import { ownerNotices, promisedMs } from './owner-notices.ts'
import type { Plan, PlannedAction, Repeat } from './plan.ts'
import { restrictionOf } from './restriction.ts'
import { undoingOf } from './undoer-of.ts'

/**
 * How an action's effect may be repeated, by type and raw config (templates in it are not rendered yet), and
 * whether the connector can undo what is only begun.
 */
export type EffectOf = (
  type: string,
  config: Readonly<Record<string, unknown>>,
) => { repeat: Repeat; reads: boolean; undoesBegun?: boolean } | undefined

/**
 * `fields` without secrets; a type outside `availableTypes` is planned and marked, it fails when run.
 * Without `effectOf` every effect counts as safe to repeat.
 */
export type PlanFacts = {
  fields: Readonly<Record<string, unknown>>
  environment?: string | undefined
  availableTypes: ReadonlySet<string>
  effectOf?: EffectOf
  /** Types whose connector can undo by itself; unset = none. */
  compensatingTypes?: ReadonlySet<string>
  /** A prerequisite of the document wants people asked before this very order begins. */
  checked?: boolean
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
    ...(mode === 'hybrid' && strategy.parallel === true && { parallel: true as const }),
    priority: strategy.priority ?? 'normal',
    queue: strategy.queue ?? 'default',
    ...(strategy.timeout !== undefined && { timeoutMs: strategy.timeout * 1000 }),
    ...(slaMs !== undefined && { slaMs }),
    concurrency: strategy.concurrency ?? defaultConcurrency,
    ...(strategy.max_parallel_actions !== undefined && {
      itemLimit: strategy.max_parallel_actions,
    }),
    ...restrictionOf(item),
    actions: actionsOf(item, mode, facts),
    facts: {
      fields: facts.fields,
      ...(facts.environment !== undefined && { environment: facts.environment }),
    },
    rejects: true,
  }
}

/** The action with what the installed connectors make of it. */
export function known(
  action: PlannedAction,
  { availableTypes, effectOf }: PlanFacts,
): PlannedAction {
  if (!availableTypes.has(action.type)) return { ...action, unavailable: true }
  const effect = effectOf?.(action.type, action.config)
  if (!effect) return action
  // A question makes nothing, also where it is sent by POST.
  if (isCheck(action)) return { ...action, repeat: 'safe', reads: true }
  const { repeat, reads, undoesBegun } = effect
  return {
    ...action,
    repeat,
    ...(reads && { reads }),
    ...(action.compensates && undoesBegun && { undoesBegun }),
  }
}

function strategyOf({ fulfillment }: Item, environment: string | undefined): Strategy {
  const overrides = fulfillment.environments ?? {}
  const own = environment !== undefined && Object.hasOwn(overrides, environment)
  return { ...fulfillment.strategy, ...(own && overrides[environment]?.strategy) }
}

/** A mode that has no actions to carry it gives way to the one that has. */
function modeOf({ fulfillment }: Item, { mode }: Strategy): Plan['mode'] {
  const { manual, automatic } = fulfillment
  const automation = automatic?.actions ?? []
  if (automation.length === 0) return 'manual'
  if (manual.actions.length === 0) return 'automatic'
  if (mode !== 'manual' && !hasOwnWork(manual.actions, automation)) return 'automatic'
  return mode ?? 'hybrid'
}

type Drawn = { effectOf: EffectOf | undefined; byKey: Map<string, readonly PlannedAction[]> }
const drawn = new WeakMap<Item, Drawn>()

/**
 * Answers do not change which actions there are: remembered for as long as the document object lives, by
 * what the installed connectors can do.
 */
function actionsOf(item: Item, mode: Plan['mode'], facts: PlanFacts): readonly PlannedAction[] {
  const { availableTypes, compensatingTypes = [], effectOf } = facts
  const gate = gateOf(item, facts)
  // What the gate is like depends on the document and, where there is one, on the environment.
  const gated = gate === undefined ? '' : `gate ${facts.environment ?? ''}`
  const key = [mode, ...availableTypes, '/', ...compensatingTypes, '/', gated].join(' ')
  const last = drawn.get(item)
  const memory = last?.effectOf === effectOf && last ? last : { effectOf, byKey: new Map() }
  const made = memory.byKey.get(key)
  if (made) return made
  const lanes = lanesOf(item, mode, facts).map((action) => tellingAsked(item, action))
  const work = withoutCircles(withEdges(lanes))
  const all = [
    ...behind(gate, work, checksOf(item)),
    ...noticesOf(item),
    ...ownerNotices(item, work),
  ]
  const actions = all.map((action) => known(action, facts))
  memory.byKey.set(key, actions)
  drawn.set(item, memory)
  return actions
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
  const called = borrowed(automation, manual.actions)
  const undoing = undoingOf([...automation, ...manual.actions, ...post], compensatingTypes)
  return [
    ...(mode === 'manual'
      ? []
      : asPeoplesWork(
          laneOf([...automation, ...called], 'automatic', { parallel, undoing }),
          called,
        )),
    ...(mode === 'automatic'
      ? []
      : laneOf(peoplesOwn(manual.actions, automation), 'manual', { parallel: true, undoing })),
    ...laneOf(post, 'post', { parallel: true, undoing }),
  ]
}
