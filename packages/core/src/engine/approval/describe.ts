import { missing, openStages, verdictOf } from './approval.ts'
import type { Approval, Approvers, Stage } from './ask.ts'

/** Who may decide in a stage, in words. */
export function approversText({ approvers, added, handed }: Stage): string {
  const asked = namedText(approvers)
  const more = added.map((name) => `${name} (escalated)`)
  const others = handed.map(({ from, to }) => `${to} for ${from}`)
  return [...asked, ...more, ...others].join(', ')
}

/** Those whom an ask names, each in words. */
export function namedText({ type, list, holding = [] }: Approvers): readonly string[] {
  const within = holding.length === 0 ? '' : ` (${holding.join(' or ')})`
  return list.map((name) => {
    const isPerson = type === 'users' || (type === 'any' && name.includes('@'))
    if (isPerson) return name
    return type === 'roles' ? `role ${name}` : `team ${name}${within}`
  })
}

/** What is still wanted in a stage, in words. */
export function wantedText(stage: Stage): string {
  const left = missing(stage)
  const agreed = stage.votes.length === 0 ? '' : ` (${stage.votes.length} agreed so far)`
  return `${left} ${left === 1 ? 'approval' : 'approvals'} of ${approversText(stage)}${agreed}`
}

/** What happened to an ask between two moments, as the log names it. */
export type ApprovalFact = {
  type:
    | 'approval_asked'
    | 'approval_stage_opened'
    | 'approval_reminded'
    | 'approval_escalated'
    | 'approval_stage_ended'
    | 'approval_voided'
  stage?: string
  detail: string
}

/** The facts that lie between two looks at an ask; none when it is the same. */
export function approvalFacts(
  before: Approval | undefined,
  now: Approval | undefined,
): readonly ApprovalFact[] {
  if (before === now) return []
  if (!now) return before && verdictOf(before) !== 'reject' ? [voided(before)] : []
  const known = before?.digest === now.digest ? before : undefined
  const asked: ApprovalFact[] = known
    ? []
    : [{ type: 'approval_asked', detail: `asked: ${now.title}` }]
  const stages = now.stages.flatMap((stage) =>
    stageFacts(
      known?.stages.find(({ name }) => name === stage.name),
      stage,
    ),
  )
  return [...asked, ...stages]
}

function voided({ title }: Approval): ApprovalFact {
  return { type: 'approval_voided', detail: `${title}: what was said is void, it is asked anew` }
}

function stageFacts(was: Stage | undefined, is: Stage): readonly ApprovalFact[] {
  const stage = is.name
  const { opened, ended, reminded, added } = newsOf(was, is)
  const facts: (ApprovalFact | false)[] = [
    opened && { type: 'approval_stage_opened', stage, detail: wantedText(is) },
    reminded && { type: 'approval_reminded', stage, detail: `reminder ${is.reminded}` },
    added.length > 0 && {
      type: 'approval_escalated',
      stage,
      detail: `${added.join(', ')} may decide too`,
    },
    ended && { type: 'approval_stage_ended', stage, detail: endText(is) },
  ]
  return facts.filter((fact) => fact !== false)
}

const unseen: Pick<Stage, 'votes' | 'handed' | 'added' | 'reminded' | 'openedAt' | 'endedAt'> = {
  votes: [],
  handed: [],
  added: [],
  reminded: 0,
}

/** What is new in a stage since it was last seen. */
export function newsOf(before: Stage | undefined, is: Stage) {
  const was = before ?? unseen
  return {
    opened: is.openedAt !== undefined && was.openedAt === undefined,
    ended: is.endedAt !== undefined && was.endedAt === undefined,
    reminded: is.reminded > was.reminded,
    votes: is.votes.slice(was.votes.length),
    handed: is.handed.slice(was.handed.length),
    added: is.added.slice(was.added.length),
  }
}

/** How a stage ended, in words. */
export function endText({ state, timedOut, votes }: Stage): string {
  const isByTime = timedOut === 'approve' || timedOut === 'reject'
  const who = isByTime ? 'nobody decided in time' : votes.map(({ names }) => names[0]).join(', ')
  return `${state} (${who})`
}

/** One sentence for each open stage. */
export function waitSentence(approval: Approval): string {
  const [first, ...more] = openStages(approval)
  if (!first) return `"${approval.title}" has been decided`
  const stages = [first, ...more].map((stage) => `stage ${stage.name}: ${wantedText(stage)}`)
  return `It asks "${approval.title}"; ${stages.join('; ')}`
}
