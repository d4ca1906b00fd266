import type { Instant } from '../../instant.ts'
import { moved, openStages, verdictOf } from './approval.ts'
import type { Approval, Stage } from './ask.ts'

/** Reminders of one stage; who has not answered by then will not by one more. */
export const mostReminders = 20

type Moment = { at: Instant; apply(stage: Stage, at: Instant): Stage }

/**
 * Everything whose time has come by `now`: reminders, escalations, what nobody's decision means. Reminders that
 * were slept through count as one.
 */
export function passed(approval: Approval, now: Instant): Approval {
  let current = approval
  // A stage that ends by its time opens the next, whose moments lie ahead; stages are few.
  for (let round = 0; round <= approval.stages.length; round += 1) {
    if (verdictOf(current) !== undefined) return current
    const stages = current.stages.map((stage) => passedStage(current, stage, now))
    if (stages.every((stage, n) => stage === current.stages[n])) return current
    current = moved({ ...current, stages }, now)
  }
  return current
}

function passedStage(approval: Approval, stage: Stage, now: Instant): Stage {
  let current = stage
  for (;;) {
    const next = momentsOf(approval, current).find(({ at }) => at <= now)
    if (!next) return current
    current = next.apply(current, now)
  }
}

/** When something is to happen next without anybody's doing; undefined = never. */
export function nextMoment(approval: Approval): Instant | undefined {
  const moments = openStages(approval).flatMap((stage) => momentsOf(approval, stage))
  const own = verdictOf(approval) === undefined ? [approval.pollAt ?? Infinity] : []
  const first = Math.min(...moments.map(({ at }) => at), ...own)
  return Number.isFinite(first) ? first : undefined
}

/** The next of each kind. What decides comes first, so that nobody is reminded of what is over. */
function momentsOf({ reminderMs }: Approval, stage: Stage): readonly Moment[] {
  const { openedAt, timeout, escalation, added, reminded, timedOut, state } = stage
  if (state !== 'open' || openedAt === undefined) return []
  const found: Moment[] = []
  if (timeout && timedOut === undefined)
    found.push({ at: openedAt + timeout.afterMs, apply: timeUp(timeout.action) })
  const next = escalation?.to[added.length]
  if (escalation && next !== undefined)
    found.push({ at: openedAt + escalation.afterMs * (added.length + 1), apply: adding([next]) })
  if (reminderMs !== undefined && reminderMs > 0 && reminded < mostReminders)
    found.push({ at: openedAt + reminderMs * (reminded + 1), apply: reminding(reminderMs) })
  return found
}

function timeUp(action: 'approve' | 'reject' | 'escalate'): Moment['apply'] {
  return (stage, now) => {
    const ended = { ...stage, timedOut: action }
    if (action === 'approve') return { ...ended, state: 'approved', endedAt: now }
    if (action === 'reject') return { ...ended, state: 'rejected', endedAt: now }
    return { ...ended, added: stage.escalation?.to ?? stage.added }
  }
}

function adding(more: readonly string[]): Moment['apply'] {
  return (stage) => ({ ...stage, added: [...stage.added, ...more] })
}

function reminding(everyMs: number): Moment['apply'] {
  return (stage, now) => {
    const due = Math.floor((now - (stage.openedAt ?? now)) / everyMs)
    return { ...stage, reminded: Math.min(mostReminders, Math.max(due, stage.reminded + 1)) }
  }
}
