export { decide } from './decide.ts'
export { describePlan, type PlanNode, type PlanPicture, type Verdict } from './describe.ts'
export { ancestors, descendants, topological } from './graph.ts'
export { actionLifecycle, lifecycle } from './lifecycle.ts'
export type { NoticeConfig } from './notices-of.ts'
export { outputsOf } from './outputs-of.ts'
export { componentsOf, dependencyId, type PlannedDependency, withOrders } from './pinned-order.ts'
export { planOf, type PlanFacts } from './plan-of.ts'
export { planOfBundle } from './plan-of-bundle.ts'
export type { Backoff, Lane, PinnedOrder, Plan, PlannedAction } from './plan.ts'
export { progress, type Progress } from './progress.ts'
export { firstRun, replay } from './replay.ts'
export {
  type ActionError,
  type ActionRun,
  type ActionState,
  actionStates,
  type Command,
  type Entry,
  type Outputs,
  type RequestState,
  requestStates,
  type Run,
  type RunEvent,
  type RunFailure,
  type SkipReason,
} from './run.ts'
export { type Decision } from './work.ts'
