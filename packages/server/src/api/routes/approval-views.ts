import type { Absence } from '#requests/approvals/absence.ts'
import type { ApprovalSummary, ApprovalView } from '#requests/approvals/inbox.ts'

const iso = (at: number): string => new Date(at).toISOString()

/** One line of an inbox. */
export function approvalSummaryView(one: ApprovalSummary) {
  const { id, request, action, title, state, digest, askedAt, permission } = one
  return {
    id,
    request: { ...request, url: `/api/v1/requests/${request.id}` },
    action,
    title,
    state,
    digest,
    asked_at: iso(askedAt),
    ...permissionView(permission),
  }
}

function permissionView(permission: ApprovalSummary['permission']) {
  if (!permission.ok) return { may_decide: false, why: refusals[permission.reason] }
  const { stage, voice, why } = permission
  return { may_decide: true, stage, ...(voice !== undefined && { voice }), why }
}

const refusals: Readonly<
  Record<Extract<ApprovalSummary['permission'], { ok: false }>['reason'], string>
> = {
  ended: 'it has been decided, or is not asked any more',
  faceless: 'nobody knows which person stands behind the API key',
  own_request: 'it is your own request',
  voted: 'you have decided',
  voice_used: 'somebody with your voice has decided',
  not_asked: 'you are not asked',
}

/** One ask as a whole. */
export function approvalView(one: ApprovalView) {
  return {
    ...approvalSummaryView(one),
    summary: one.summary,
    stages: one.stages.map(stageView),
    bound: one.bound,
    may_delegate: one.delegable,
  }
}

function stageView(stage: ApprovalView['stages'][number]) {
  const { name, state, approvers, added, handed, missing, votes, reminded, skipped } = stage
  return {
    name,
    state,
    approvers,
    added,
    handed,
    missing,
    votes: votes.map(({ names, at, decision, voice, how, comment }) => ({
      decision,
      by: names[0] ?? '',
      ...(voice !== undefined && { voice }),
      how,
      ...(comment !== undefined && { comment }),
      at: iso(at),
    })),
    ...clockView(stage),
    reminded,
    ...(skipped !== undefined && { skipped }),
  }
}

function clockView({ openedAt, endedAt, timeout, slaMs, state }: ApprovalView['stages'][number]) {
  const isOpen = openedAt !== undefined && state === 'open'
  return {
    ...(openedAt !== undefined && { opened_at: iso(openedAt) }),
    ...(endedAt !== undefined && { ended_at: iso(endedAt) }),
    ...(isOpen &&
      timeout && { due_at: iso(openedAt + timeout.afterMs), due_means: timeout.action }),
    ...(isOpen && slaMs !== undefined && { sla_at: iso(openedAt + slaMs) }),
  }
}

/** An absence. */
export function absenceView({ from, until, deputy, note }: Absence) {
  return { from: iso(from), until: iso(until), deputy, ...(note !== undefined && { note }) }
}
