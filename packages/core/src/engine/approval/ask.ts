import type { Instant } from '../../instant.ts'

/** Who may decide, and how many of them must agree. */
export type Approvers = {
  /** `any`: persons by e-mail, and teams by any other name. */
  type: 'users' | 'groups' | 'roles' | 'any'
  /** E-mails or ids of persons, names of teams, names of roles. */
  list: readonly string[]
  /** Of the teams only those members who hold one of these roles. */
  holding?: readonly string[]
  minimum: number
}

/** One round of people; those of one order that are `parallel` are asked at the same time. */
export type AskedStage = {
  name: string
  order: number
  parallel?: true
  /** Left out: the team that owns the item. */
  approvers?: Approvers
  /** Why nobody is asked: the conditions that did not hold. */
  skipped?: string
  /** What nobody's decision means after this long. */
  timeout?: { afterMs: number; action: 'approve' | 'reject' | 'escalate' }
  /** Each `afterMs` the next of `to` may decide too: an e-mail is a person, anything else a team. */
  escalation?: { afterMs: number; to: readonly string[] }
  /** Promised time of the stage; only told, nothing comes of it. */
  slaMs?: number
}

/** What people must agree to before the wait ends; their decision comes as the signal `{ decision, digest, by, comment }`. */
export type ApprovalAsk = {
  title: string
  /** Markdown, without secrets. */
  summary: string
  /** Of exactly what is shown; a decision names it. */
  digest: string
  /** Left out: the team that owns the item. */
  approvers?: Approvers
  /** Several rounds in the place of `approvers`. */
  stages?: readonly AskedStage[]
  /** Where a notice goes besides the persons named: `#channel`, `slack:…`, `email:…`. */
  channels?: readonly string[]
  /** Milliseconds between two reminders. */
  reminderMs?: number
  /** Approvers may hand their voice on; `to` names the only ones it may go to. */
  delegation?: { to?: readonly string[] }
  /** The requester may decide too. */
  selfAllowed?: true
  /** The action does nothing but ask, so a later change of what was shown asks again. */
  gate?: true
}

/** An ask as the event log keeps it, bound to the request as it was when it was shown. */
export type BoundAsk = Omit<ApprovalAsk, 'approvers' | 'stages' | 'digest'> & {
  stages: readonly (AskedStage & { approvers: Approvers })[]
  /** The connector's own digest, given back with the verdict. */
  shown: string
  /** Of `shown`, the answers, the item's version, the plan and who is asked: what a decision must name. */
  digest: string
  /** How often the request had been changed by hand when this was shown. */
  changes: number
}

/** A decision of one person in one stage. */
export type Vote = {
  decision: 'approve' | 'reject'
  /** Whose hand it was: every name the person is known by; the first is shown. */
  names: readonly string[]
  /** Whose voice it was, where that is somebody else's. */
  voice?: string
  how: string
  comment?: string
  at: Instant
}

export type StageState = 'pending' | 'open' | 'approved' | 'rejected' | 'skipped'

export type Stage = AskedStage & {
  approvers: Approvers
  state: StageState
  openedAt?: Instant
  endedAt?: Instant
  votes: readonly Vote[]
  /** Voices that were handed on. */
  handed: readonly { from: string; to: string }[]
  /** Those who were added because it took too long. */
  added: readonly string[]
  /** Reminders sent so far. */
  reminded: number
  /** Its time was up: what that meant. */
  timedOut?: 'approve' | 'reject' | 'escalate'
}

/** Where an ask stands. */
export type Approval = Omit<BoundAsk, 'stages'> & {
  stages: readonly Stage[]
  askedAt: Instant
  /** When the connector itself wants to look again. */
  pollAt?: Instant
}
