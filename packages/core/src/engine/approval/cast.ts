import type { Instant } from '../../instant.ts'
import { moved, openStages, verdictOf, withStage } from './approval.ts'
import type { Approval, Stage, Vote } from './ask.ts'
import { meet } from './may-decide.ts'

/** A vote as it comes in: for which stage, and of what was shown. */
export type CastVote = Omit<Vote, 'at'> & { stage: string; digest: string }

/**
 * The ask with this vote counted. Undefined when it does not fit any more: decided, shown otherwise, or the person
 * or the voice has been counted in the stage.
 */
export function cast(approval: Approval, vote: CastVote, now: Instant): Approval | undefined {
  const { stage: name, digest, ...said } = vote
  const stage = openStages(approval).find((one) => one.name === name)
  if (!stage || digest !== approval.digest) return undefined
  const voice = said.voice === undefined ? said.names : [said.voice]
  const isCounted = stage.votes.some(
    (one) =>
      meet(one.names, said.names) || meet(one.voice === undefined ? one.names : [one.voice], voice),
  )
  if (isCounted) return undefined
  const counted = { ...stage, votes: [...stage.votes, { ...said, at: now }] }
  return moved(withStage(approval, name, counted), now)
}

/** Whose voice goes to whom, in which stages. */
export type HandOn = { from: string; to: string; digest: string; stages: readonly string[] }

function isLive({ state }: Stage): boolean {
  return state === 'open' || state === 'pending'
}

/** A voice handed on in these stages. Undefined when that changes nothing or must not be. */
export function handOn(
  approval: Approval,
  { from, to, digest, stages: wanted }: HandOn,
): Approval | undefined {
  if (digest !== approval.digest || verdictOf(approval) !== undefined || meet([from], [to]))
    return undefined
  let changed = false
  const stages = approval.stages.map((stage) => {
    const isCounted = stage.votes.some(({ names, voice }) => meet([...names, voice ?? ''], [from]))
    const known = stage.handed.some((one) => meet([one.from], [from]))
    if (!wanted.includes(stage.name) || !isLive(stage) || isCounted || known) return stage
    changed = true
    return { ...stage, handed: [...stage.handed, { from, to }] }
  })
  return changed ? { ...approval, stages } : undefined
}
