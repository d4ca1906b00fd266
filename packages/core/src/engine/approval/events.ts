import type { Instant } from '../../instant.ts'
import { fresh } from '../notices.ts'
import type { ActionRun, Outputs, RunEvent } from '../run.ts'
import { inFlight, isMaking, makeReady, move, without, type Work } from '../work.ts'
import { ancestors } from '../graph.ts'
import { opened, verdictOf } from './approval.ts'
import type { Approval, BoundAsk } from './ask.ts'
import { cast, handOn } from './cast.ts'
import { isGateOpen } from './gate.ts'
import { nextMoment, passed } from './moments.ts'

type Event<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>

/** Earlier than its moment by no more than this, an alarm is taken for it: two clocks never agree. */
const clockSlackMs = 5_000

/**
 * The action waits for people. The same ask again, as after a look at the remote side, keeps what was said to it; one
 * that was made of what has been changed since is made anew.
 */
export function asked(work: Work, { id, action, ask, until }: Asking): void {
  if (ask.changes !== (work.run.changes ?? 0)) return askOnceMore(work, id, action)
  const known = action.approval
  const isSame = known !== undefined && known.shown === ask.shown && known.changes === ask.changes
  const { pollAt: _past, ...rest } = isSame ? known : opened(ask, work.now)
  const approval = { ...rest, ...(until !== undefined && { pollAt: until }) }
  put(work, id, action, passed(approval, work.now))
}

type Asking = { id: string; action: ActionRun; ask: BoundAsk; until: Instant | undefined }

/** Forgets what was said, and lets the connector ask as things are now. */
export function askOnceMore(work: Work, id: string, action: ActionRun): void {
  const again = without(action, ['approval', 'signal', 'nextSignal', 'memo'])
  makeReady(work, id, again, 'execute')
}

/** Whether an ask was answered for things as they have not been since. */
export function isOutdated({ run }: Work, { approval }: ActionRun): boolean {
  return approval?.gate === true && approval.changes !== (run.changes ?? 0)
}

/** Whether people have said all they were asked for. */
export function isDecided({ approval }: ActionRun): boolean {
  return approval !== undefined && verdictOf(approval) !== undefined
}

/** Somebody has decided. */
export function voted(work: Work, event: Event<'approval_voted'>, action: ActionRun): boolean {
  if (!action.approval || !inFlight(action)) return false
  const { type: _type, action: id, ...vote } = event
  const next = cast(action.approval, vote, work.now)
  if (next) put(work, id, action, next)
  return next !== undefined
}

/** Somebody has handed their voice on. */
export function handedOn(
  work: Work,
  event: Event<'approval_delegated'>,
  action: ActionRun,
): boolean {
  if (!action.approval || !inFlight(action)) return false
  const next = handOn(action.approval, event)
  if (next) put(work, event.action, action, next)
  return next !== undefined
}

/**
 * A moment of a waiting ask has come: what is due by it happens. True also when nothing is due but a later moment has
 * to be set; false when nothing will ever be.
 */
export function momentCame(
  work: Work,
  id: string,
  action: ActionRun & { approval: Approval },
): boolean {
  const { approval } = action
  const moment = nextMoment(approval)
  if (moment === undefined) return false
  const isNow = work.now >= moment - clockSlackMs
  const at = Math.max(work.now, moment)
  const looks = isNow && approval.pollAt !== undefined && at >= approval.pollAt
  const { pollAt: _past, ...rest } = approval
  const next = isNow ? passed(looks ? rest : approval, at) : approval
  put(work, id, action, next)
  const told = work.actions[id]
  if (looks && told && !told.due) work.actions[id] = { ...told, due: true }
  return true
}

/** Keeps the ask, and ends the wait or sets its next moment. */
function put(work: Work, id: string, action: ActionRun, approval: Approval): void {
  const kept = { ...action, approval }
  work.actions[id] = kept
  const signal = verdictSignal(approval)
  if (signal) {
    tellVerdict(work, id, kept, signal)
    return
  }
  const moment = nextMoment(approval)
  if (moment !== undefined && kept.state === 'waiting' && !kept.due)
    work.commands.push({ type: 'wake', action: id, fence: kept.fence, within: [moment, moment] })
}

/** The verdict takes the place of any other news: it is the news that is waited for. */
function tellVerdict(work: Work, id: string, action: ActionRun, signal: Outputs): void {
  if (action.state === 'running') work.actions[id] = { ...action, nextSignal: signal }
  else if (isMaking(action.entry)) return
  else if (action.state === 'waiting')
    work.actions[id] = { ...action, entry: 'resume', signal, due: true }
  else if (action.state === 'ready') work.actions[id] = { ...action, entry: 'resume', signal }
}

/** What the connector is told once it is decided. */
export function verdictSignal(approval: Approval): Outputs | undefined {
  const decision = verdictOf(approval)
  if (decision === undefined) return undefined
  const votes = approval.stages.flatMap((stage) => stage.votes)
  const last = votes.findLast((vote) => vote.decision === decision)
  const byTime = approval.stages.some(({ timedOut }) => timedOut === decision)
  return {
    decision,
    digest: approval.shown,
    by: last?.names[0] ?? (byTime ? 'timeout' : 'conditions'),
    ...(last?.comment !== undefined && { comment: last.comment }),
  }
}

/**
 * What was shown is no longer so: asks that are open are made again, and so are those that do nothing but ask and
 * have been answered, where `id` comes after them. An ended request asks once it is retried.
 */
export function askAnew(work: Work, id?: string): void {
  work.run = { ...work.run, changes: (work.run.changes ?? 0) + 1 }
  const before = id === undefined ? undefined : ancestors(work.plan.actions, id)
  for (const [one, action] of Object.entries(work.actions)) {
    const { approval, state } = action
    if (!approval) continue
    if (isUnused(action, approval)) askOnceMore(work, one, action)
    else if (state === 'succeeded' && approval.gate && (before === undefined || before.has(one)))
      work.actions[one] = reopened(work, action)
  }
  // Whoever must agree first is asked at once, not when the hold is over.
  if (work.run.state === 'on_hold' && isGateOpen(work.plan, work)) move(work, 'awaiting_approval')
}

/** No connector has gone on with what people said. One that holds the action now finds out when it reports. */
function isUnused(action: ActionRun, approval: Approval): boolean {
  if (!inFlight(action) || action.state === 'running') return false
  const isTold = action.entry === 'resume' && action.signal?.['decision'] !== undefined
  return approval.gate === true || verdictOf(approval) === undefined || isTold
}

function reopened({ run, now }: Work, action: ActionRun): ActionRun {
  const again = fresh(action)
  return run.endedAt === undefined
    ? again
    : { ...again, state: 'skipped', because: 'stopped', endedAt: now }
}
