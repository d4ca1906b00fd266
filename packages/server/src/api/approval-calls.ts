import type { Principal } from '#identity/principal.ts'
import type { Absence } from '#requests/approvals/absence.ts'
import type { LinkedApproval } from '#requests/approvals/by-link.ts'
import type { SignedPress } from '#requests/approvals/by-slack.ts'
import type { Decision } from '#requests/approvals/decide.ts'
import type { ApprovalSummary, ApprovalView, InboxFilter } from '#requests/approvals/inbox.ts'

/** The use cases of approvals with their own deps already given. */
export type ApprovalCalls = {
  list(
    principal: Principal,
    asked: { filter: InboxFilter; limit: number },
  ): Promise<readonly ApprovalSummary[]>
  get(principal: Principal, id: string): Promise<ApprovalView>
  /** The id of what a request asks; with several, the action must be named. */
  ofRequest(principal: Principal, request: string, action: string | undefined): Promise<string>
  decide(principal: Principal, wish: { id: string; said: Decision }): Promise<void>
  delegate(principal: Principal, wish: { id: string; digest: string; to: string }): Promise<void>
  absence(principal: Principal): Promise<Absence | undefined>
  /** Without `from`: from now on. */
  setAbsence(
    principal: Principal,
    wanted: Omit<Absence, 'from'> & { from?: number },
  ): Promise<Absence>
  endAbsence(principal: Principal): Promise<void>
  byLink(token: string): Promise<LinkedApproval>
  decideByLink(
    token: string,
    said: { decision: 'approve' | 'reject'; comment?: string },
  ): Promise<LinkedApproval>
  /** Who may have signed a press of a button; empty = refuse everything. */
  slackSigners(): readonly { secret: string; tenant: string; connection?: string }[]
  bySlack(press: SignedPress): Promise<void>
}
