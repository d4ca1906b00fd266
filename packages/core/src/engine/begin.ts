import { isGateOpen } from './approval/gate.ts'
import { mustWait, withoutAutomation } from './automation.ts'
import { closedAgain, exempt, waited } from './closed.ts'
import { ring } from './notices.ts'
import { isBusy } from './ready.ts'
import type { RunEvent, Standing } from './run.ts'
import { slaOf } from './sla.ts'
import { move, type Work } from './work.ts'

type Event<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>

/** The request was taken in: people are asked first where they must be, then it starts or rests on hold. */
export function submitted(work: Work, event: Event<'submitted'>): boolean {
  if (work.run.state !== 'submitted') return false
  move(work, 'validated')
  const { notBefore, exception } = event
  work.run = {
    ...work.run,
    ...(notBefore !== undefined && notBefore > work.now && { notBefore }),
    ...(exception && { exception }),
  }
  ask(work, event)
  return true
}

/**
 * The hold is over, unless it was for what still stands in the way: automation that is off, a freeze. Also: people have
 * answered all they were asked, and the release whose worker wrote that down knew of nothing that comes after it.
 */
export function released(work: Work, event: Event<'released'>): boolean {
  if (work.run.state === 'awaiting_approval') return answeredUnseen(work, event)
  if (work.run.state !== 'on_hold') return false
  const { notBefore, automation, ...run } = work.run
  const closed = exempt(work.run) ? undefined : event.closed
  if (notBefore === undefined) {
    if (closed && closedAgain(work.run.closed, closed)) return false
    const stays = event.automation && mustWait(work.plan)
    if (!closed && !work.run.closed && stays && automation) return false
  }
  work.run = run
  enter(work, event)
  return true
}

/** What follows is that of every answer: the request begins, rests or ends. */
function answeredUnseen(work: Work, event: Event<'released'>): boolean {
  if (isBusy(work) || isGateOpen(work.plan, work)) return false
  looked(work, event)
  return true
}

/** How things stand is looked at anew when people have agreed: they may have taken long. */
export function looked(work: Work, { automation: off, closed }: Standing): void {
  const { automation: _off, closed: _closed, ...run } = work.run
  work.run = {
    ...run,
    ...(off && { automation: off }),
    ...(closed && { closed: { ...closed, since: work.now } }),
  }
}

/** People have agreed to all that they must agree to first. */
export function agreed(work: Work): true {
  const { automation, closed, ...run } = work.run
  work.run = run
  enter(work, { ...(automation && { automation }), ...(closed && { closed }) })
  return true
}

/** A failed request goes on: through those who must agree first, where they have not, and not while nothing may begin. */
export function goOn(work: Work, standing: Standing): void {
  if (isGateOpen(work.plan, work)) return ask(work, standing)
  if (isClosed(work, standing)) return enter(work, standing)
  begin(work)
  if (standing.automation) withoutAutomation(work, standing.automation)
}

function ask(work: Work, standing: Standing): void {
  if (!isGateOpen(work.plan, work)) return enter(work, standing)
  looked(work, standing)
  move(work, 'awaiting_approval')
}

function isClosed(work: Work, { closed }: Standing): boolean {
  return closed !== undefined && !exempt(work.run)
}

/** Starts the work, or holds it until its moment, until something may begin, or while nobody can do it. */
export function enter(work: Work, { automation: off, closed }: Standing): void {
  const { notBefore, ...run } = work.run
  if (notBefore !== undefined && notBefore > work.now) return hold(work)
  work.run = run
  if (closed && !exempt(run)) {
    const since = run.closed?.since ?? work.now
    work.run = { ...run, closed: { ...closed, since } }
    return hold(work)
  }
  work.run = waited(run, work.now)
  if (off && mustWait(work.plan)) {
    work.run = { ...work.run, automation: off }
    return hold(work)
  }
  begin(work)
  if (off) withoutAutomation(work, off)
  if (run.startedAt === undefined) ring(work, 'start')
}

function hold(work: Work): void {
  if (work.run.state !== 'on_hold') move(work, 'on_hold')
}

/** Into progress, with the request's clock set anew. */
function begin(work: Work): void {
  move(work, 'queued')
  move(work, 'in_progress')
  const { plan, now, run } = work
  work.run = {
    ...run,
    startedAt: run.startedAt ?? now,
    ...slaOf(plan, run, now),
    ...(plan.timeoutMs !== undefined && { deadlineAt: now + plan.timeoutMs }),
  }
}
