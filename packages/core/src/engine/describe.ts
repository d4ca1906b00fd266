import { conditionFields, holds } from '../catalog/form/conditions.ts'
import { costFact } from './condition-facts.ts'
import { approvalsOf, type PlannedApproval } from './approval/planned.ts'
import type { Lane, Plan, PlannedAction } from './plan.ts'
import { undoersOf, undoOrder } from './undo.ts'

/** `later` = depends on outputs that do not exist before the run. */
export type Verdict = 'holds' | 'fails' | 'later'

export type PlanNode = {
  id: string
  name: string
  type: string
  lane: Lane
  role: PlannedAction['role']
  on?: PlannedAction['on']
  /** On a rollback: the action it undoes. */
  undoes?: string
  conditions: Verdict
  /** False: no connector of this type is installed. */
  available: boolean
  attempts: number
  timeoutMs?: number
  onFailure: PlannedAction['onFailure']
  fallback?: string
  /** What it orders, fixed at submission. */
  order?: PlannedAction['order']
  /** Unset: every repeat is safe. */
  repeat?: PlannedAction['repeat']
}

export type PlanPicture = {
  mode: Plan['mode']
  nodes: readonly PlanNode[]
  edges: readonly { from: string; to: string }[]
  /** Ids of the lanes' main actions by wave: those of one wave may run at once. */
  waves: Readonly<Record<'automatic' | 'manual' | 'post', readonly (readonly string[])[]>>
  /** Who is asked for their approval, by which action. */
  approvals: readonly PlannedApproval[]
  /** A longest chain of the carrying lane by number of actions. */
  critical: readonly string[]
  /** What would be undone and by what, in the order of undoing. */
  compensation: readonly {
    action: string
    by: string
    automatic: boolean
    preserveState: boolean
  }[]
  /** Actions that nothing undoes once they have run, in the order of undoing. */
  cannotUndo: readonly string[]
}

/** The plan as a person reads it before ordering: nothing has run, nothing is touched. */
export function describePlan(plan: Plan): PlanPicture {
  const depth = depths(plan.actions)
  const main = plan.actions.filter(({ lane, role }) => lane !== 'notice' && role === 'main')
  return {
    mode: plan.mode,
    nodes: plan.actions.map((action) => nodeOf(plan, action)),
    edges: plan.actions.flatMap(({ id, after }) => after.map((from) => ({ from, to: id }))),
    waves: {
      automatic: wavesOf(main, 'automatic', depth),
      manual: wavesOf(main, 'manual', depth),
      post: wavesOf(main, 'post', depth),
    },
    approvals: approvalsOf(plan),
    critical: criticalOf(plan, depth),
    ...undoing(plan),
  }
}

function undoing(plan: Plan): Pick<PlanPicture, 'compensation' | 'cannotUndo'> {
  const undoers = undoersOf(plan)
  const byId = new Map(plan.actions.map((action) => [action.id, action]))
  const order = undoOrder(plan)
  return {
    compensation: order.flatMap((action) => {
      const rollback = byId.get(action)?.rollback
      const by = undoers.get(action)
      if (!by || !rollback) return []
      const { automatic, preserveState } = rollback
      return [{ action, by: by.id, automatic, preserveState }]
    }),
    cannotUndo: order.filter((action) => !undoers.has(action)),
  }
}

function nodeOf(plan: Plan, action: PlannedAction): PlanNode {
  const { id, name, type, lane, role, on, undoes, onFailure, fallback, timeoutMs } = action
  const { order, repeat } = action
  return {
    id,
    name,
    type,
    lane,
    role,
    ...(on && { on }),
    ...(undoes !== undefined && { undoes }),
    conditions: verdict(plan, action),
    available: action.unavailable !== true,
    attempts: action.retry.attempts,
    ...(timeoutMs !== undefined && { timeoutMs }),
    onFailure,
    ...(fallback !== undefined && { fallback }),
    ...(order && { order }),
    ...(repeat !== undefined && { repeat }),
  }
}

function verdict(plan: Plan, { conditions }: PlannedAction): Verdict {
  const verdicts = conditions.map((condition): Verdict => {
    const names = conditionFields(condition)
    const isOpen = names.includes(costFact) && plan.facts.estimated_monthly_cost === undefined
    if (isOpen || names.some((name) => name.startsWith('output.'))) return 'later'
    return holds(condition, plan.facts) ? 'holds' : 'fails'
  })
  if (verdicts.includes('fails')) return 'fails'
  return verdicts.includes('later') ? 'later' : 'holds'
}

/** How many actions come before each in its longest chain. The plan stands in topological order. */
function depths(actions: readonly PlannedAction[]): ReadonlyMap<string, number> {
  const depth = new Map<string, number>()
  for (const { id, after } of actions)
    depth.set(id, 1 + Math.max(-1, ...after.map((before) => depth.get(before) ?? -1)))
  return depth
}

function wavesOf(
  main: readonly PlannedAction[],
  lane: Lane,
  depth: ReadonlyMap<string, number>,
): readonly (readonly string[])[] {
  const waves = new Map<number, string[]>()
  for (const action of main) {
    if (action.lane !== lane) continue
    const at = depth.get(action.id) ?? 0
    waves.set(at, [...(waves.get(at) ?? []), action.id])
  }
  return [...waves].toSorted(([a], [b]) => a - b).map(([, ids]) => ids)
}

function criticalOf(plan: Plan, depth: ReadonlyMap<string, number>): readonly string[] {
  const lane = plan.mode === 'manual' ? 'manual' : 'automatic'
  const byId = new Map(plan.actions.map((action) => [action.id, action]))
  const deepest = (candidates: readonly PlannedAction[]): PlannedAction | undefined =>
    candidates.toSorted((a, b) => (depth.get(b.id) ?? 0) - (depth.get(a.id) ?? 0))[0]
  const chain: string[] = []
  let at = deepest(plan.actions.filter((action) => action.lane === lane && action.role === 'main'))
  while (at) {
    chain.unshift(at.id)
    at = deepest(at.after.flatMap((id) => byId.get(id) ?? []))
  }
  return chain
}
