import type { Action, Bundle, Component } from '../catalog/item.ts'
import { componentsRead } from '../catalog/components.ts'
import { withEdges } from './edges.ts'
import { withoutCircles } from './graph.ts'
import { behind, gateOf } from './gate-of.ts'
import { laneOf } from './lane-of.ts'
import { ownerNotices, promisedMs } from './owner-notices.ts'
import type { PinnedOrder, Plan, PlannedAction } from './plan.ts'
import { known, type PlanFacts } from './plan-of.ts'
import { restrictedBy, restrictionOf } from './restriction.ts'
import { undoingOf } from './undoer-of.ts'

/** `components`: the chosen ones; `pins`: what each of them orders, by its id. */
export type BundleFacts = PlanFacts & {
  components: readonly Component[]
  pins: ReadonlyMap<string, PinnedOrder>
}

/** Child requests of one bundle that are under way at once. */
const bundleConcurrency = 10

/**
 * The steps of one order of a bundle: one action per chosen component, its id the component's, that
 * orders the item and waits for it. A component waits for what it names in `depends_on` and for those
 * whose outputs it reads; one that was left out hands on what it would have waited for.
 */
export function planOfBundle(bundle: Bundle, facts: BundleFacts): Plan {
  const waits = waitsOf(bundle, facts.components)
  const actions = facts.components.map((one) => actionOf(one, waits.get(one.id) ?? [], facts))
  const undoing = undoingOf(actions, facts.compensatingTypes ?? new Set())
  const lane = laneOf(actions, 'automatic', { parallel: true, undoing })
  const work = withoutCircles(withEdges(lane)).map((action) => withPin(action, facts))
  const slaMs = promisedMs(bundle)
  return {
    mode: 'automatic',
    priority: 'normal',
    queue: 'default',
    ...(slaMs !== undefined && { slaMs }),
    concurrency: bundleConcurrency,
    ...restrictionOf(bundle),
    ...restrictedBy(facts.pins.values()),
    actions: [...behind(gateOf(bundle, facts), work), ...ownerNotices(bundle, work)].map((action) =>
      known(action, facts),
    ),
    facts: {
      fields: facts.fields,
      ...(facts.environment !== undefined && { environment: facts.environment }),
    },
    rejects: true,
  }
}

function withPin(action: PlannedAction, { pins }: BundleFacts): PlannedAction {
  const order = pins.get(action.id)
  return {
    ...action,
    ...(order && { order, name: order.name }),
    ...(action.role === 'main' && { component: action.id }),
  }
}

function actionOf(
  { id, item, version, fields = {}, rollback }: Component,
  waitFor: readonly string[],
  { pins }: BundleFacts,
): Action {
  const range = pins.get(id)?.version ?? version
  return {
    id,
    type: 'catalog-request',
    config: { item, ...(range !== undefined && { version: range }), fields },
    dependencies: { wait_for: waitFor, require_success: true },
    // Rolling back what was ordered is up to the connector.
    rollback: { enabled: true, ...rollback },
  }
}

/** Whom a component waits for by name, and whose outputs it reads. */
function named({ depends_on: first = [], fields = {} }: Component): readonly string[] {
  return [...first, ...componentsRead(fields).map(({ id }) => id)]
}

/** What each chosen component waits for among the chosen ones. */
function waitsOf(
  bundle: Bundle,
  chosen: readonly Component[],
): ReadonlyMap<string, readonly string[]> {
  const all = new Map(bundle.components.map((one) => [one.id, one]))
  const there = new Set(chosen.map(({ id }) => id))
  const resolve = (from: Component, seen: Set<string>): readonly string[] =>
    named(from).flatMap((id) => {
      if (there.has(id)) return [id]
      const left = all.get(id)
      if (!left || seen.has(id)) return []
      seen.add(id)
      return resolve(left, seen)
    })
  return new Map(chosen.map((one) => [one.id, [...new Set(resolve(one, new Set([one.id])))]]))
}
