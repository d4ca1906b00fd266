import { openStages } from './approval.ts'
import type { Approval, Approvers, Stage } from './ask.ts'

/** Somebody who wants to decide, as established by whichever way they came. */
export type Voter = {
  /** Every name this person is known by: id, e-mail; for an API key those of its maker too. */
  names: readonly string[]
  teams: readonly string[]
  roles: readonly string[]
  /** Nobody knows which person stands behind it. */
  faceless?: true
}

/** What the request and the calendar say of persons. */
export type ApprovalFacts = {
  /** Every name of those who ordered it: the requester, who ordered it for them, the makers of keys. */
  requesters: readonly string[]
  /** Persons away now, and who stands in for them. */
  absent: readonly { person: string; deputy: string }[]
}

export type Refusal = 'ended' | 'faceless' | 'own_request' | 'voted' | 'voice_used' | 'not_asked'

export type Permission =
  | {
      ok: true
      stage: string
      /** Whose voice it is, where it is not their own. */
      voice?: string
      why: string
    }
  | { ok: false; reason: Refusal }

/**
 * Whether this person may decide now (in the stage that is wanted, else in the first they can), with whose voice and why.
 * The one place that says so, for API, portal, command line, Slack and e-mail links alike.
 */
export function mayDecide(
  approval: Approval,
  voter: Voter,
  facts: ApprovalFacts,
  wanted?: string,
): Permission {
  const stages = openStages(approval).filter(({ name }) => wanted === undefined || name === wanted)
  if (stages.length === 0) return no('ended')
  if (voter.faceless) return no('faceless')
  if (!approval.selfAllowed && meet(voter.names, facts.requesters)) return no('own_request')
  let refusal: Refusal = 'not_asked'
  for (const stage of stages) {
    const verdict = inStage(approval, stage, voter, facts)
    if (verdict.ok) return verdict
    if (verdict.reason !== 'not_asked') refusal = verdict.reason
  }
  return no(refusal)
}

function inStage(approval: Approval, stage: Stage, voter: Voter, facts: ApprovalFacts): Permission {
  const hasVoted = stage.votes.some(({ names }) => meet(names, voter.names))
  const voices = voicesOf(approval, stage, voter, facts)
  if (voices.length === 0) return no(hasVoted ? 'voted' : 'not_asked')
  if (hasVoted) return no('voted')
  const free = voices.find(
    ({ voice }) => !isUsed(stage, voice === undefined ? voter.names : [voice]),
  )
  if (!free) return no('voice_used')
  return { ok: true, stage: stage.name, ...free }
}

/** Stages, open or to come, in which this person has a voice of their own that has not been heard or handed on. */
export function ownStages({ stages }: Approval, voter: Voter): readonly string[] {
  return stages.flatMap((stage) => {
    const isLive = stage.state === 'open' || stage.state === 'pending'
    const isHeard = isUsed(stage, voter.names) || handedOn(stage, voter.names)
    return isLive && !isHeard && whyAsked(stage, voter) !== undefined ? [stage.name] : []
  })
}

/** Whether this person was, is or will be asked, or has decided: they may see what is asked. */
export function isAsked(approval: Approval, voter: Voter, facts: ApprovalFacts): boolean {
  return approval.stages.some(
    (stage) =>
      whyAsked(stage, voter) !== undefined ||
      stage.votes.some(({ names }) => meet(names, voter.names)) ||
      voicesOf(approval, stage, voter, facts).length > 0,
  )
}

type Voice = { voice?: string; why: string }

/** Every voice the person has: their own first, then those handed to them, then those of the absent. */
function voicesOf(
  approval: Approval,
  stage: Stage,
  voter: Voter,
  facts: ApprovalFacts,
): readonly Voice[] {
  const own = handedOn(stage, voter.names) ? undefined : whyAsked(stage, voter)
  // A voice of somebody who ordered it counts nowhere, whoever's hand it is in.
  const isTheirs = (from: string): boolean =>
    approval.selfAllowed === true || !meet([from], facts.requesters)
  const handed = stage.handed.filter(({ from, to }) => meet([to], voter.names) && isTheirs(from))
  const absent = facts.absent.filter(
    ({ person, deputy }) =>
      meet([deputy], voter.names) &&
      isTheirs(person) &&
      isNamed(stage, [person]) &&
      !handedOn(stage, [person]),
  )
  return [
    ...(own === undefined ? [] : [{ why: own }]),
    ...handed.map(({ from }) => ({ voice: from, why: `delegated by ${from}` })),
    ...absent.map(({ person }) => ({ voice: person, why: `stands in for ${person}` })),
  ]
}

function whyAsked({ approvers, added }: Stage, voter: Voter): string | undefined {
  if (meet(added, voter.names)) return 'asked after escalation'
  const team = added.find((name) => voter.teams.includes(name))
  if (team !== undefined) return `team ${team}, asked after escalation`
  return whyNamed(approvers, voter)
}

function whyNamed({ type, list, holding }: Approvers, voter: Voter): string | undefined {
  const isByName = (type === 'users' || type === 'any') && meet(list, voter.names)
  if (isByName) return 'asked by name'
  if (type === 'users') return undefined
  const found = list.find((name) => (type === 'roles' ? voter.roles : voter.teams).includes(name))
  if (found === undefined) return undefined
  if (type === 'roles') return `role ${found}`
  const role = holding?.find((name) => voter.roles.includes(name))
  if (holding && role === undefined) return undefined
  return role === undefined ? `team ${found}` : `team ${found}, role ${role}`
}

/** Persons asked by their own name; of a team nobody knows here who is in it. */
function isNamed({ approvers, added }: Stage, names: readonly string[]): boolean {
  const isByName = approvers.type === 'users' || approvers.type === 'any'
  return (isByName && meet(approvers.list, names)) || meet(added, names)
}

function handedOn({ handed }: Stage, names: readonly string[]): boolean {
  return handed.some(({ from }) => meet([from], names))
}

/** One voice counts once, by whosever hand. */
function isUsed({ votes }: Stage, names: readonly string[]): boolean {
  return votes.some(({ names: hand, voice }) => meet(voice === undefined ? hand : [voice], names))
}

/** Whether two lists of names have one in common; e-mails differ in case only by accident. */
export function meet(some: readonly string[], others: readonly string[]): boolean {
  const known = new Set(some.map((name) => name.toLowerCase()))
  return others.some((name) => known.has(name.toLowerCase()))
}

function no(reason: Refusal): Permission {
  return { ok: false, reason }
}
