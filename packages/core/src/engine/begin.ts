import { isGateOpen } from './approval/gate.ts'
import { mustWait, withoutAutomation } from './automation.ts'
import { ring } from './notices.ts'
import { isBusy } from './ready.ts'
import type { AutomationOff, RunEvent } from './run.ts'
import { slaOf } from './sla.ts'
import { move, type Work } from './work.ts'

type Event<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>

/** The request was taken in: people are asked first where they must be, then it starts or rests on hold. */
export function submitted(work: Work, event: Event<'submitted'>): boolean {
  if (work.run.state !== 'submitted') return false
  move(work, 'validated')
  if (event.notBefore !== undefined && event.notBefore > work.now)
    work.run = { ...work.run, notBefore: event.notBefore }
  ask(work, event.automation)
  return true
}

/**
 * The hold is over, unless it was for automation and that is still off. Also: people have answered all they were
 * asked, and the release whose worker wrote that down knew of nothing that comes after it.
 */
export function released(work: Work, event: Event<'released'>): boolean {
  if (work.run.state === 'awaiting_approval') return answeredUnseen(work, event)
  if (work.run.state !== 'on_hold') return false
  const { notBefore, automation, ...run } = work.run
  const stays = event.automation && mustWait(work.plan)
  if (stays && notBefore === undefined && automation) return false
  work.run = run
  enter(work, event.automation)
  return true
}

/** What follows is that of every answer: the request begins, rests or ends. */
function answeredUnseen(work: Work, event: Event<'released'>): boolean {
  if (isBusy(work) || isGateOpen(work.plan, work)) return false
  const { automation: _, ...run } = work.run
  work.run = event.automation ? { ...run, automation: event.automation } : run
  return true
}

/** People have agreed to all that they must agree to first. */
export function agreed(work: Work): true {
  const { automation, ...run } = work.run
  work.run = run
  enter(work, automation)
  return true
}

/** A failed request goes on: through those who must agree first, where they have not. */
export function goOn(work: Work, off: AutomationOff | undefined): void {
  if (isGateOpen(work.plan, work)) return ask(work, off)
  begin(work)
  if (off) withoutAutomation(work, off)
}

function ask(work: Work, off: AutomationOff | undefined): void {
  if (!isGateOpen(work.plan, work)) return enter(work, off)
  if (off) work.run = { ...work.run, automation: off }
  move(work, 'awaiting_approval')
}

/** Starts the work, or holds it until its moment, or while nobody can do it. */
function enter(work: Work, off: AutomationOff | undefined): void {
  const { notBefore, ...run } = work.run
  if (notBefore !== undefined && notBefore > work.now) return hold(work)
  work.run = run
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
