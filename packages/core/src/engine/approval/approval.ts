import type { Instant } from '../../instant.ts'
import type { Approval, BoundAsk, Stage } from './ask.ts'

/** An ask that has just been shown: the stages that come first are open. */
export function opened(ask: BoundAsk, now: Instant, pollAt?: Instant): Approval {
  const stages = ask.stages
    .map((stage): Stage => ({
      ...stage,
      state: stage.skipped === undefined ? 'pending' : 'skipped',
      votes: [],
      handed: [],
      added: [],
      reminded: 0,
    }))
    .toSorted((a, b) => a.order - b.order)
  const asked = { ...ask, stages, askedAt: now, ...(pollAt !== undefined && { pollAt }) }
  return moved(asked, now)
}

/** What has been decided of the whole; undefined while somebody is still to say something. */
export function verdictOf({ stages }: Approval): 'approve' | 'reject' | undefined {
  if (stages.some(({ state }) => state === 'rejected')) return 'reject'
  return stages.every(({ state }) => state === 'approved' || state === 'skipped')
    ? 'approve'
    : undefined
}

/** Stages in which a decision is wanted now. */
export function openStages(approval: Approval): readonly Stage[] {
  if (verdictOf(approval) !== undefined) return []
  return approval.stages.filter(({ state }) => state === 'open')
}

/** How many more must agree. */
export function missing({ approvers, votes }: Stage): number {
  return Math.max(0, approvers.minimum - votes.filter((vote) => vote.decision === 'approve').length)
}

/** Ends stages that have what they need, and opens those whose turn it is. */
export function moved(approval: Approval, now: Instant): Approval {
  const ended = approval.stages.map((stage) => withEnd(stage, now))
  const settled = { ...approval, stages: ended }
  if (verdictOf(settled) !== undefined || ended.some(({ state }) => state === 'open'))
    return settled
  const first = ended.find(({ state }) => state === 'pending')
  if (!first) return settled
  const isTurn = (stage: Stage): boolean =>
    stage === first ||
    (stage.state === 'pending' &&
      stage.order === first.order &&
      first.parallel === true &&
      stage.parallel === true)
  const stages = ended.map((stage) =>
    isTurn(stage) ? { ...stage, state: 'open' as const, openedAt: now } : stage,
  )
  return { ...settled, stages }
}

/** One refusal is enough; so is the last of the agreements asked for. */
function withEnd(stage: Stage, now: Instant): Stage {
  if (stage.state !== 'open') return stage
  if (stage.votes.some(({ decision }) => decision === 'reject'))
    return { ...stage, state: 'rejected', endedAt: now }
  return missing(stage) === 0 ? { ...stage, state: 'approved', endedAt: now } : stage
}

/** Puts a changed stage in its place. */
export function withStage(approval: Approval, name: string, next: Stage): Approval {
  return {
    ...approval,
    stages: approval.stages.map((stage) => (stage.name === name ? next : stage)),
  }
}
