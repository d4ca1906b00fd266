import { dayMs } from '../../catalog/windows/civil.ts'
import type { OrderWindows } from '../../catalog/windows/order-windows.ts'
import { spanAt, spansOf, type TimeWindow } from '../../catalog/windows/window.ts'
import type { Instant } from '../../instant.ts'
import { concerns, type Freeze, freezeAt, type Subject } from './freeze.ts'

/** All that decides when an order may begin. */
export type Calendar = {
  freezes: readonly Freeze[]
  subject: Subject
  windows: OrderWindows
  /** What is ordered along and must be able to begin too, each by its name. */
  parts?: readonly CalendarPart[]
}

export type CalendarPart = { name: string; subject: Subject; windows: OrderWindows }

export type ClosingKind = 'freeze' | 'maintenance' | 'window'

/** One reason why nothing may begin at a moment, and when this reason ends. */
export type Closing = {
  kind: ClosingKind
  name: string
  reason?: string
  until: Instant
  /** The part that may not begin; left out = the order itself. */
  part?: string
}

/**
 * Why nothing may begin, named by the reason that lasts longest, and the first moment that is open. `unsure`: none was found in the
 * years that were looked at; worth looking again then.
 */
export type Shut = Omit<Closing, 'until'> & { until: Instant; unsure?: true }

const yearMs = 366 * dayMs
/** How far an opening is looked for. */
const mostMs = 5 * yearMs
/** Reasons that end one after the other. */
const mostHops = 400

/** Every reason why an order may not begin at that moment; none = it may. */
export function closingsAt(
  { freezes, subject, windows, parts = [] }: Calendar,
  at: Instant,
): readonly Closing[] {
  const own = closings({ freezes, subject, windows }, at)
  const theirs = parts.flatMap(({ name: part, ...about }) =>
    closings({ freezes, ...about }, at).map((one) => ({ ...one, part })),
  )
  return [...own, ...theirs]
}

function closings({ freezes, subject, windows }: Calendar, at: Instant): readonly Closing[] {
  return [
    ...freezes.flatMap((freeze) => frozen(freeze, subject, at)),
    ...windows.shut.flatMap((window) => shutBy(window, at)),
    ...windows.open.flatMap((list) => outside(list, at)),
  ]
}

function frozen(freeze: Freeze, subject: Subject, at: Instant): Closing[] {
  const span = concerns(freeze, subject) ? freezeAt(freeze, at) : undefined
  const { name, reason } = freeze
  return span ? [{ kind: 'freeze', name, reason, until: span[1] }] : []
}

function shutBy(window: TimeWindow, at: Instant): Closing[] {
  const span = spanAt(window, at)
  return span ? [{ kind: 'maintenance', name: window.name ?? 'maintenance', until: span[1] }] : []
}

function outside(list: readonly TimeWindow[], at: Instant): Closing[] {
  if (list.some((window) => spanAt(window, at))) return []
  const next = Math.min(...list.flatMap((window) => nextOf(window, at)))
  const names = [...new Set(list.map(({ name }) => name ?? 'change window'))].join(', ')
  const name = names === '' ? 'change window' : names
  return [{ kind: 'window', name, until: Number.isFinite(next) ? next : at + mostMs }]
}

function nextOf(window: TimeWindow, at: Instant): Instant[] {
  const [span] = spansOf(window, { from: at, to: at + mostMs, most: 1 })
  return span ? [span[0]] : []
}

/** Undefined where the order may begin at that moment. */
export function verdict(calendar: Calendar, at: Instant): Shut | undefined {
  const [first] = closingsAt(calendar, at).toSorted((one, other) => other.until - one.until)
  if (!first) return undefined
  const { until: _, ...why } = first
  const { at: until, found } = search(calendar, at)
  return { ...why, until, ...(!found && { unsure: true as const }) }
}

/** The first moment from `at` on that is open; undefined when there is none within five years. */
export function nextOpening(calendar: Calendar, at: Instant): Instant | undefined {
  const { at: opening, found } = search(calendar, at)
  return found ? opening : undefined
}

/** From end to end of what is in the way. Where none was found, the moment up to which all is closed. */
function search(calendar: Calendar, from: Instant): { at: Instant; found: boolean } {
  let at = from
  for (let hops = 0; hops < mostHops && at < from + mostMs; hops += 1) {
    const ends = closingsAt(calendar, at).map(({ until }) => until)
    if (ends.length === 0) return { at, found: true }
    at = Math.max(...ends)
  }
  return { at: Math.min(at, from + mostMs), found: false }
}
