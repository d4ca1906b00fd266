import type { Instant } from '../instant.ts'
import { ring } from './notices.ts'
import type { Plan } from './plan.ts'
import type { Run, Sla } from './run.ts'
import type { Work } from './work.ts'

/** The share of the promised time after which people are warned. */
const warningShare = 0.8

/** The promise's clock: it starts with the work, not with an approval or a hold, and a retry does not wind it back. */
export function slaOf(
  { slaMs }: Plan,
  run: Pick<Run, 'sla' | 'startedAt'>,
  now: Instant,
): { sla?: Sla } {
  if (slaMs === undefined || run.sla) return {}
  const from = run.startedAt ?? now
  return { sla: { warnAt: Math.round(from + slaMs * warningShare), breachAt: from + slaMs } }
}

/** When the clock has something to say next; undefined when it is silent, or the request over. */
export function nextSlaMoment({ sla, endedAt }: Pick<Run, 'sla' | 'endedAt'>): Instant | undefined {
  if (!sla || endedAt !== undefined || sla.breachedAt !== undefined) return undefined
  return sla.warnedAt === undefined ? sla.warnAt : sla.breachAt
}

/** Most of the promised time is gone and the request is not done. */
export function slaWarned(work: Work): boolean {
  const { sla, state } = work.run
  if (state !== 'in_progress' || !sla || sla.warnedAt !== undefined) return false
  work.run = { ...work.run, sla: { ...sla, warnedAt: work.now } }
  ring(work, 'sla_warning')
  return true
}

/** The promised time is gone and the request is not done. */
export function slaBreached(work: Work): boolean {
  const { sla, state } = work.run
  if (state !== 'in_progress' || !sla || sla.breachedAt !== undefined) return false
  work.run = {
    ...work.run,
    sla: { ...sla, warnedAt: sla.warnedAt ?? work.now, breachedAt: work.now },
  }
  ring(work, 'sla_breach')
  return true
}
