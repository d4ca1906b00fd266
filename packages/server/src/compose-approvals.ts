import type { ApprovalCalls } from '#api/approval-calls.ts'
import { absenceOf, endAbsence, setAbsence } from '#requests/approvals/absence.ts'
import { approvalByLink, decideByLink } from '#requests/approvals/by-link.ts'
import { decideBySlack, pressOf, tellPresser } from '#requests/approvals/by-slack.ts'
import { decideApproval, delegateApproval } from '#requests/approvals/decide.ts'
import { approvalOfRequest, getApproval, listApprovals } from '#requests/approvals/inbox.ts'
import type { Requests } from '#requests/deps.ts'

/** The use cases of approvals as the API calls them. */
export function approvalCalls(
  requests: Requests,
  slackSigners: ApprovalCalls['slackSigners'],
): ApprovalCalls {
  return {
    list: (principal, asked) => listApprovals(requests, principal, asked),
    get: (principal, id) => getApproval(requests, principal, id),
    ofRequest: (principal, request, action) =>
      approvalOfRequest(requests, principal, { request, action }),
    decide: (principal, wish) => decideApproval(requests, principal, wish),
    delegate: (principal, wish) => delegateApproval(requests, principal, wish),
    absence: (principal) => absenceOf(requests, principal),
    setAbsence: (principal, wanted) =>
      setAbsence(requests, principal, { from: requests.now(), ...wanted }),
    endAbsence: (principal) => endAbsence(requests, principal),
    byLink: (token) => approvalByLink(requests, token),
    decideByLink: (token, said) => decideByLink(requests, token, said),
    slackSigners,
    async bySlack(signed) {
      const press = await pressOf(requests, signed)
      const reply = await decideBySlack(requests, press)
      // The press is counted or not by now; Slack waits for our answer, not for this.
      if (reply?.url !== undefined) {
        const { url, text } = reply
        void tellPresser(requests, { tenant: press.tenant, url, text })
      }
    },
  }
}
