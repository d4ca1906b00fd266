export { isMessageName, type MessageName, messageNames } from './message-names.ts'
export { type FailedCall, isAmbiguous } from './ambiguity.ts'
export {
  type Approval,
  type ApprovalAsk,
  approvalFacts,
  type ApprovalFacts,
  type ApprovalNotice,
  type Approvers,
  approversText,
  type AskedStage,
  type BoundAsk,
  isAsked,
  mayDecide,
  meet,
  missing,
  namedText,
  noticesDue,
  openStages,
  ownStages,
  type Permission,
  type PlannedApproval,
  plannedApproval,
  type PlannedStage,
  rejectedCode,
  type Stage,
  type StageState,
  verdictOf,
  type Vote,
  type Voter,
  wantedText,
} from './approval/index.ts'
export { type Ask, asksOf, helpedBy } from './asks.ts'
export { needsAutomation } from './automation.ts'
export { type Around, type Collected, collected } from './collected.ts'
export { decide } from './decide.ts'
export { describePlan, type PlanNode, type PlanPicture, type Verdict } from './describe.ts'
export { asEdited, canEdit, type ChangedConfig, changedConfig } from './edit-input.ts'
export { explain } from './explain.ts'
export type {
  Because,
  ExplainFacts,
  FullLimit,
  Move,
  Statement,
  WaitKind,
} from './explain-facts.ts'
export { ancestors, descendants, topological } from './graph.ts'
export {
  givesSlotsBack,
  type LimitFacts,
  type LimitKey,
  limitKeys,
  type LimitScope,
  limitScopes,
} from './limits.ts'
export { isAgreement } from './approval/gate.ts'
export { type Leftover, leftOf, shownOutputs } from './left-of.ts'
export { actionLifecycle, lifecycle } from './lifecycle.ts'
export { addressOf, type NoticeConfig } from './notices-of.ts'
export { narrate, type Sentence } from './narrate.ts'
export { outputsOf } from './outputs-of.ts'
export { componentsOf, dependencyId, type PlannedDependency, withOrders } from './pinned-order.ts'
export { type EffectOf, planOf, type PlanFacts } from './plan-of.ts'
export { planOfBundle } from './plan-of-bundle.ts'
export type {
  Backoff,
  BreakerWish,
  Lane,
  PinnedOrder,
  Plan,
  PartCalendar,
  PlanCalendar,
  PlannedAction,
  Repeat,
} from './plan.ts'
export { outputsRead } from './used-outputs.ts'
export { progress, type Progress } from './progress.ts'
export { racers, type Racer } from './racers.ts'
export { type Asked, rehearse, type Rehearsed, type RehearsedStep, type Told } from './rehearse.ts'
export { firstRun, replay } from './replay.ts'
export { carriedOver } from './replan.ts'
export { canRollBack } from './rollback.ts'
export {
  type ActionError,
  type ActionRun,
  type ActionState,
  type AutomationOff,
  actionStates,
  type Closed,
  type Command,
  type Ending,
  type Entry,
  type Exception,
  type Left,
  type Outputs,
  type RequestState,
  endStates,
  requestStates,
  type Run,
  type RunEvent,
  type RunFailure,
  type Sla,
  type SkipReason,
  type Standing,
} from './run.ts'
export { escalationPath } from './owner-notices.ts'
export { canSkip } from './skip-action.ts'
export { nextSlaMoment } from './sla.ts'
export { type Decision } from './work.ts'
export { quantile, type TimedAction, type TimedRequest, type Times, timesOf } from './times.ts'
export { restrictionOf } from './restriction.ts'
export { closedName, closedText } from './explain-closed.ts'
