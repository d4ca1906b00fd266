export { type FailedCall, isAmbiguous } from './ambiguity.ts'
export { type Ask, asksOf } from './asks.ts'
export { type Around, type Collected, collected } from './collected.ts'
export { decide } from './decide.ts'
export { describePlan, type PlanNode, type PlanPicture, type Verdict } from './describe.ts'
export { ancestors, descendants, topological } from './graph.ts'
export { type Leftover, leftOf, shownOutputs } from './left-of.ts'
export { actionLifecycle, lifecycle } from './lifecycle.ts'
export type { NoticeConfig } from './notices-of.ts'
export { narrate, type Sentence } from './narrate.ts'
export { outputsOf } from './outputs-of.ts'
export { type EffectOf, planOf, type PlanFacts } from './plan-of.ts'
export type { Backoff, BreakerWish, Lane, Plan, PlannedAction, Repeat } from './plan.ts'
export { outputsRead } from './used-outputs.ts'
export { progress, type Progress } from './progress.ts'
export { racers, type Racer } from './racers.ts'
export { firstRun, replay } from './replay.ts'
export { canRollBack } from './rollback.ts'
export {
  type ActionError,
  type ActionRun,
  type ActionState,
  type AutomationOff,
  actionStates,
  type Command,
  type Ending,
  type Entry,
  type Left,
  type Outputs,
  type RequestState,
  requestStates,
  type Run,
  type RunEvent,
  type RunFailure,
  type Sla,
  type SkipReason,
} from './run.ts'
export { escalationPath } from './owner-notices.ts'
export { nextSlaMoment } from './sla.ts'
export { type Decision } from './work.ts'
