export { missing, openStages, verdictOf } from './approval.ts'
export type {
  Approval,
  ApprovalAsk,
  Approvers,
  AskedStage,
  BoundAsk,
  Stage,
  StageState,
  Vote,
} from './ask.ts'
export { approvalFacts, approversText, namedText, wantedText } from './describe.ts'
export { rejectedCode } from './gate.ts'
export {
  type ApprovalFacts,
  isAsked,
  mayDecide,
  meet,
  ownStages,
  type Permission,
  type Voter,
} from './may-decide.ts'
export { type PlannedApproval, plannedApproval, type PlannedStage } from './planned.ts'
export { type ApprovalNotice, noticesDue } from './notices.ts'
