import { addRow, newPrecedence, type Precedence, rowOf } from './action-order.ts'
import { leavesOf } from './condition-leaves.ts'
import { type Reach, reachOf } from './fallback-reach.ts'
import { listOf, own, type Path } from './path.ts'
import type { Sight } from './sight.ts'
import { type ActionView, type ListedLane, textOf } from './view.ts'

type Role = 'main' | 'fallback' | 'rollback'

/** The order of a document's actions, for whoever asks whether one can read another's output. */
export type Flow = {
  /** Says at `path` what is wrong with reading the outputs of `target`, if anything. */
  checkRead(reader: ActionView | undefined, target: string, path: Path, how: Reading): void
}

/** `optional`: absence is allowed for. `offset` counts into the template at the path. */
type Reading = { optional: boolean; offset?: number; place?: string }

/** Checks ids, every reference between actions, and that they can be put in an order. */
export function checkActions(sight: Sight): Flow {
  checkIds(sight)
  const roles = rolesOf(sight)
  checkTargets(sight)
  const precedence = newPrecedence()
  addRows(sight, roles, precedence)
  checkWaits(sight, roles, precedence)
  checkNeverRun(sight, roles)
  const flow = flowOf(sight, roles, precedence)
  for (const view of sight.actions) checkConditionReads(view, flow)
  return flow
}

function checkIds({ actions, actionById, report }: Sight): void {
  for (const view of actions) {
    const id = view.undoes ? undefined : textOf(view.action.id)
    if (id === undefined || actionById.get(id) === view) continue
    report('PAO1305', [...view.path, 'id'], `the action ${id} exists already`, { found: id })
  }
}

/** Who only stands in or undoes. Fallback goes before rollback: one that is both can be called. */
function rolesOf({ actions }: Sight): ReadonlyMap<string, Role> {
  const roles = new Map<string, Role>()
  for (const { action } of actions) {
    const rollback = textOf(own(own(action, 'rollback'), 'action'))
    if (rollback !== undefined) roles.set(rollback, 'rollback')
  }
  for (const { action } of actions) {
    const fallback = textOf(own(own(action, 'error_handling'), 'fallback_action'))
    if (fallback !== undefined) roles.set(fallback, 'fallback')
  }
  return roles
}

function checkTargets(sight: Sight): void {
  const reach = reachOf(sight)
  for (const view of sight.actions) {
    const { action, path } = view
    const self = textOf(action.id)
    const rollback = own(own(action, 'rollback'), 'action')
    const fallback = own(own(action, 'error_handling'), 'fallback_action')
    checkTarget('PAO1303', rollback, self, { path: [...path, 'rollback', 'action'], sight })
    checkTarget('PAO1304', fallback, self, {
      path: [...path, 'error_handling', 'fallback_action'],
      sight,
    })
    if (!reach.mayCall(view)) {
      const place = [...path, 'error_handling', 'fallback_action']
      const message = `${String(fallback)} cannot stand in for an action of this part`
      sight.report('PAO1608', place, message, { found: fallback })
    }
    const strategy = own(own(action, 'error_handling'), 'strategy')
    if (strategy === 'fallback' && fallback === undefined) {
      const place = [...path, 'error_handling', 'strategy']
      sight.report('PAO1606', place, 'there is nothing to fall back to', { found: strategy })
    }
  }
}

type Target = { path: Path; sight: Sight }

function checkTarget(
  code: string,
  id: unknown,
  self: string | undefined,
  { path, sight }: Target,
): void {
  if (typeof id !== 'string') return
  if (id === self) {
    sight.report('PAO1312', path, `${id} names itself`, { found: id })
  } else if (!sight.actionById.has(id)) reportUnknown(code, id, { path, sight })
}

function reportUnknown(code: string, id: string, { path, sight }: Target, offset?: number): void {
  sight.report(code, path, `there is no action ${id}`, {
    found: id,
    ...spot(offset, `output.${id}`),
    near: { word: id, among: sight.actionById.keys() },
  })
}

function addRows(sight: Sight, roles: ReadonlyMap<string, Role>, precedence: Precedence): void {
  const automatic = own(own(sight.document, 'fulfillment'), 'automatic')
  const sequential = own(automatic, 'parallel_execution') === false
  for (const lane of ['manual', 'automatic', 'post'] as const) {
    // A strictly sequential lane is sorted to fit its edges, so position never contradicts them.
    if (lane === 'automatic' && sequential) continue
    addRow(rowOf(mainOf(sight, lane, roles)), lane, precedence)
  }
}

function mainOf(sight: Sight, lane: ListedLane, roles: ReadonlyMap<string, Role>): ActionView[] {
  return [...sight.actionById.values()].filter(
    (view) => view.lane === lane && !roles.has(textOf(view.action.id) ?? ''),
  )
}

function checkWaits(sight: Sight, roles: ReadonlyMap<string, Role>, precedence: Precedence): void {
  const reach = reachOf(sight)
  for (const view of sight.actions) {
    const self = textOf(view.action.id)
    const list = listOf(own(own(view.action, 'dependencies'), 'wait_for'))
    for (const [n, id] of list.entries()) {
      if (typeof id !== 'string' || self === undefined || view.undoes) continue
      checkWait(
        { self, id, view, path: [...view.path, 'dependencies', 'wait_for', n] },
        { sight, roles, precedence, reach },
      )
    }
  }
}

type Wait = { self: string; id: string; view: ActionView; path: Path }
type Order = {
  sight: Sight
  roles: ReadonlyMap<string, Role>
  precedence: Precedence
  reach: Reach
}

function checkWait(
  { self, id, view, path }: Wait,
  { sight, roles, precedence, reach }: Order,
): void {
  const target = sight.actionById.get(id)
  if (id === self) sight.report('PAO1312', path, `${id} waits for itself`, { found: id })
  else if (!target) reportUnknown('PAO1302', id, { path, sight })
  else if (roles.get(id) === 'rollback' || !mayWait(reach.runsIn(view), reach.runsIn(target))) {
    sight.report('PAO1605', path, `${id} does not run before ${self}`, { found: id })
  } else if (precedence.precedes(self, id)) {
    const circle = [...precedence.way(self, id), self].join(' before ')
    sight.report('PAO1601', path, circle, { found: id })
  } else precedence.add(id, self)
}

function mayWait(from: ListedLane, to: ListedLane): boolean {
  return from === to || from === 'post'
}

/** A fallback that no strategy calls, a rollback that is switched off: the action can never run. */
function checkNeverRun(
  { actions, actionById, report }: Sight,
  roles: ReadonlyMap<string, Role>,
): void {
  for (const [id, role] of roles) {
    const view = actionById.get(id)
    if (!view) continue
    const called = actions.some(({ action }) => calls(action, id))
    if (!called) {
      const how =
        role === 'fallback' ? 'no strategy falls back to it' : 'its rollback is switched off'
      report('PAO1604', [...view.path, 'id'], `${id} can never run: ${how}`, { found: id })
    }
  }
}

function calls(action: Readonly<Record<string, unknown>>, id: string): boolean {
  const handling = own(action, 'error_handling')
  const rollback = own(action, 'rollback')
  return (
    (own(handling, 'fallback_action') === id && own(handling, 'strategy') === 'fallback') ||
    (own(rollback, 'action') === id && own(rollback, 'enabled') !== false)
  )
}

function flowOf(sight: Sight, roles: ReadonlyMap<string, Role>, precedence: Precedence): Flow {
  const mode = own(own(own(sight.document, 'fulfillment'), 'strategy'), 'mode')
  const reach = reachOf(sight)
  return {
    checkRead(reader, target, path, how) {
      const view = sight.actionById.get(target)
      if (!view) {
        const code = how.place === 'condition' ? 'PAO1302' : 'PAO1503'
        reportUnknown(code, target, { path, sight }, how.offset)
        return
      }
      const self = reader && textOf(reader.action.id)
      if (!reader || self === undefined || how.optional) return
      const called = reader.undoes !== undefined || roles.has(self)
      if (called) return
      const early = tooEarly({ reader, self, view, target }, { roles, precedence, mode, reach })
      if (early !== undefined) {
        const found = `output.${target}`
        const message = `${self} reads an output of ${target}: ${early}`
        sight.report('PAO1504', path, message, { found, ...spot(how.offset, found) })
      } else if (reader.lane === view.lane && !roles.has(target)) precedence.add(target, self)
    },
  }
}

function spot(offset: number | undefined, name: string): { offset?: number; length?: number } {
  return offset === undefined ? {} : { offset, length: name.length }
}

type Read = { reader: ActionView; self: string; view: ActionView; target: string }
type State = {
  roles: ReadonlyMap<string, Role>
  precedence: Precedence
  mode: unknown
  reach: Reach
}

function tooEarly(
  { reader, self, view, target }: Read,
  { roles, precedence, mode, reach }: State,
): string | undefined {
  if (target === self) return 'it is the same action'
  if (roles.get(target) === 'rollback') return `${target} only runs to undo`
  const lane = reach.runsIn(view)
  if (reader.lane === lane) {
    return precedence.precedes(self, target) ? `${target} runs later` : undefined
  }
  if (reader.lane === 'post') return undefined
  if (lane === 'post') return `${target} runs after the work is done`
  if (reader.lane === 'automatic')
    return `${target} is done by people, after or instead of automation`
  return mode === 'manual' ? 'automation does not run in manual mode' : undefined
}

function checkConditionReads(view: ActionView, flow: Flow): void {
  for (const leaf of leavesOf(view.action.conditions, [...view.path, 'conditions'])) {
    const [root, target] = leaf.field.split('.')
    if (root !== 'output' || target === undefined) continue
    flow.checkRead(view, target, [...leaf.path, 'field'], { optional: false, place: 'condition' })
  }
}
