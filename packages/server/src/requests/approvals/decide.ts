import { Problem, type ProblemCode } from '@pao/core'
import {
  type Approval,
  type ApprovalFacts,
  isAsked,
  mayDecide,
  meet,
  ownStages,
  type Permission,
  type Voter,
} from '@pao/core/engine'
import type { Principal } from '#identity/principal.ts'
import { mayRead, ownedBy } from '../access.ts'
import { actionOf } from '../change.ts'
import { event, keyOf } from '../control.ts'
import type { Requests } from '../deps.ts'
import type { Held, RequestKey } from '../held.ts'
import { factsFor, voterOf } from './people.ts'
import { advanceAsking } from './write.ts'

export type ApprovalDeps = Pick<
  Requests,
  'db' | 'advance' | 'now' | 'shelf' | 'telemetry' | 'cipher' | 'publicUrl' | 'resting' | 'signal'
>

/** What somebody says to an ask, and by which way; `digest` = of what they were shown. */
export type Decision = {
  decision: 'approve' | 'reject'
  digest: string
  /** Left out = the only one this person can decide in, and has not yet. */
  stage?: string
  comment?: string
  how: 'api' | 'portal' | 'slack' | 'email'
}

/** Links and buttons come past the guard of calls. Throws `tenant.closed`. */
export function refuseResting({ resting }: Pick<Requests, 'resting'>, tenant: string): void {
  if (resting?.().includes(tenant)) throw new Problem('tenant.closed')
}

/** An ask is addressed by its request and action. */
export type ApprovalKey = { key: RequestKey; action: string }

/** `<request>.<action>`; anything else is unknown. */
export function approvalKeyOf(principal: Principal, id: string): ApprovalKey {
  const dot = id.indexOf('.')
  if (dot < 0) throw new Problem('approval.not_found', { approval: id })
  try {
    return { key: keyOf(principal, id.slice(0, dot)), action: id.slice(dot + 1) }
  } catch {
    throw new Problem('approval.not_found', { approval: id })
  }
}

/** What is asked, as one person may see it, and what they may do about it. */
export type Seen = { held: Held; approval: Approval; facts: ApprovalFacts; voter: Voter }

/** Throws `approval.not_found` also for what the person is not asked and may not read. */
export async function seenApproval(
  deps: ApprovalDeps,
  principal: Principal,
  id: string,
): Promise<Seen> {
  const { key, action } = approvalKeyOf(principal, id)
  const taken = await deps.shelf.take(deps.db, key, true)
  if (!taken) throw new Problem('approval.not_found', { approval: id })
  const { held } = taken
  const [facts, voter] = [await factsFor(deps, held), voterOf(principal)]
  return { held, facts, voter, approval: visible(principal, held, { action, facts, voter }) }
}

type Looking = { action: string; facts: ApprovalFacts; voter: Voter }

function visible(principal: Principal, held: Held, { action, facts, voter }: Looking): Approval {
  const { key, deleted, run } = held
  const approval = actionOf(run, action)?.approval
  const maySee = approval && (mayRead(principal, ownedBy(held)) || isAsked(approval, voter, facts))
  if (deleted || !approval || !maySee)
    throw new Problem('approval.not_found', { approval: `${key.id}.${action}` })
  return approval
}

const refusals: Readonly<Record<Extract<Permission, { ok: false }>['reason'], ProblemCode>> = {
  ended: 'approval.ended',
  faceless: 'approval.faceless',
  own_request: 'approval.own_request',
  voted: 'approval.voted',
  voice_used: 'approval.voted',
  not_asked: 'approval.not_asked',
}

/**
 * Counts one person's decision, once. Asked again by the same person with the same word it changes nothing. Throws
 * `approval.outdated` when they were shown something else, and the problem of whatever else stands against it.
 */
export async function decideApproval(
  deps: ApprovalDeps,
  principal: Principal,
  { id, said }: { id: string; said: Decision },
): Promise<void> {
  refuseResting(deps, principal.tenant)
  const at = approvalKeyOf(principal, id)
  const { facts, voter } = await seenApproval(deps, principal, id)
  await advanceAsking(deps, at, (held) => {
    const approval = visible(principal, held, { action: at.action, facts, voter })
    if (isRepeated(approval, voter, said)) return undefined
    if (said.digest !== approval.digest) throw new Problem('approval.outdated', { approval: id })
    if (!isAsking(held, at.action)) throw new Problem('approval.ended', { approval: id })
    const permission = mayDecide(approval, voter, facts, said.stage)
    if (!permission.ok) throw new Problem(refusals[permission.reason], { approval: id })
    const { digest, decision, how, comment } = said
    return event(principal, {
      type: 'approval_voted',
      action: at.action,
      stage: permission.stage,
      digest,
      decision,
      how,
      names: voter.names,
      ...(permission.voice !== undefined && { voice: permission.voice }),
      ...(comment !== undefined && comment !== '' && { comment }),
    })
  })
}

/**
 * Whether it is the same word of the same person on the same thing: a second click, or an answer that got lost. Who names
 * no stage means the one decision they were shown, so that two clicks never decide in two stages.
 */
function isRepeated({ digest, stages }: Approval, voter: Voter, said: Decision): boolean {
  const meant = stages.filter(({ name }) => said.stage === undefined || name === said.stage)
  const own = meant.flatMap(({ votes }) => votes.filter(({ names }) => meet(names, voter.names)))
  if (digest !== said.digest || own.length === 0) return false
  if (own.some(({ decision }) => decision === said.decision)) return true
  throw new Problem('approval.voted')
}

/** An ask goes on only while its action does. */
export function isAsking({ run }: Pick<Held, 'run'>, action: string): boolean {
  const state = actionOf(run, action)?.state
  return (
    run.endedAt === undefined && (state === 'waiting' || state === 'ready' || state === 'running')
  )
}

/**
 * Hands one's own voice in an ask to somebody else, for as long as this is asked. Throws `approval.not_delegable` where the
 * item or the person does not allow it.
 */
export async function delegateApproval(
  deps: ApprovalDeps,
  principal: Principal,
  { id, to, digest }: { id: string; to: string; digest: string },
): Promise<void> {
  const at = approvalKeyOf(principal, id)
  const { facts, voter } = await seenApproval(deps, principal, id)
  const [from = ''] = voter.names
  await advanceAsking(deps, at, (held) => {
    const approval = visible(principal, held, { action: at.action, facts, voter })
    if (digest !== approval.digest) throw new Problem('approval.outdated', { approval: id })
    if (!isAsking(held, at.action)) throw new Problem('approval.ended', { approval: id })
    const why = notDelegable(approval, { voter, facts, to })
    if (why !== undefined)
      throw new Problem('approval.not_delegable', { approval: id, detail: why })
    const stages = ownStages(approval, voter)
    return event(principal, {
      type: 'approval_delegated',
      action: at.action,
      digest,
      from,
      to,
      stages,
    })
  })
}

type Delegating = { voter: Voter; facts: ApprovalFacts; to: string }

function notDelegable(approval: Approval, { voter, facts, to }: Delegating): string | undefined {
  const { delegation, selfAllowed } = approval
  const others = delegation?.to
  if (voter.faceless) return 'Nobody knows which person stands behind the key'
  if (!delegation) return 'The item does not let approvers hand their voice on'
  if (others && !meet(others, [to])) return `A voice may only go to ${others.join(', ')}`
  if (meet(voter.names, [to])) return 'That is yourself'
  const isOwn = !selfAllowed && meet(facts.requesters, [to])
  if (isOwn) return 'Whoever ordered it cannot decide on it'
  if (!selfAllowed && meet(facts.requesters, voter.names)) return 'It is your own request'
  return ownStages(approval, voter).length === 0 ? 'You have no voice in it to hand on' : undefined
}
