import {
  civilOf,
  type Day,
  dayAt,
  daysOf,
  dayOf,
  isZone,
  momentsAt,
  readMinute,
  realDay,
} from '../../catalog/windows/civil.ts'
import type { Span } from '../../catalog/windows/window.ts'
import type { Instant } from '../../instant.ts'
import type { Fault } from '../../result.ts'

/** What an order is about, as far as a freeze may speak of it. */
export type Subject = {
  item: string
  /** The item's. */
  category?: string | undefined
  environment?: string | undefined
  /** Whom it is ordered for. */
  team?: string | undefined
  /** Whose item it is. */
  owner?: string | undefined
}

/** Of which orders a freeze speaks: of those that fit every list; an empty list leaves nothing out. */
export type FreezeScope = {
  environments: readonly string[]
  items: readonly string[]
  categories: readonly string[]
  teams: readonly string[]
  owners: readonly string[]
}

/**
 * A time in which nothing of its scope may begin. `from` and `to` are dates (both whole days belong to it) or local
 * times `2026-09-25T18:00` (without the last moment) of `timezone`; `--09-25` comes every year.
 */
export type Freeze = {
  name: string
  reason: string
  from: string
  to: string
  timezone: string
  scope: FreezeScope
}

type Edge = { year?: number; month: number; date: number; minute?: number }

const shape = /^(?:(\d{4})|-)-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?$/
const hint =
  'A date such as 2026-09-25, a local time such as 2026-09-25T18:00, or --09-25 for every year'

function edgeOf(text: string): Edge | undefined {
  const [, year, month, date, time] = shape.exec(text) ?? []
  const [m, d] = [Number(month), Number(date)]
  // A day that only some years have comes in those.
  if (realDay(year === undefined ? 2000 : Number(year), m, d) === undefined) return undefined
  const minute = time === undefined ? undefined : readMinute(time)
  if (time !== undefined && minute === undefined) return undefined
  return {
    ...(year !== undefined && { year: Number(year) }),
    month: m,
    date: d,
    ...(minute !== undefined && { minute }),
  }
}

/** Everything wrong with when a freeze is. */
export function freezeFaults({
  from,
  to,
  timezone,
}: Pick<Freeze, 'from' | 'to' | 'timezone'>): readonly Fault[] {
  const [first, last] = [edgeOf(from), edgeOf(to)]
  const faults: Fault[] = []
  const code = 'freeze.invalid'
  if (!first) faults.push({ code, at: '/from', message: `${from} is no moment`, hint })
  if (!last) faults.push({ code, at: '/to', message: `${to} is no moment`, hint })
  if (!isZone(timezone))
    faults.push({
      code,
      at: '/timezone',
      message: `There is no time zone ${timezone}`,
      hint: 'An IANA name such as Europe/Berlin',
    })
  if (!first || !last) return faults
  if ((first.year === undefined) !== (last.year === undefined))
    faults.push({
      code,
      at: '/to',
      message: 'One end comes every year, the other does not',
      hint: 'Write both with a year, or both without one',
    })
  else if (first.year !== undefined && sortKey(last, 1440) <= sortKey(first, 0))
    faults.push({
      code,
      at: '/to',
      message: 'It ends before it begins',
      hint: 'Put the later moment last',
    })
  return faults
}

function sortKey({ year = 0, month, date, minute }: Edge, without: number): number {
  return dayOf(year === 0 ? 2000 : year, month, date) * 1440 + (minute ?? without)
}

/** Whether a freeze speaks of such an order. */
export function concerns({ scope }: Pick<Freeze, 'scope'>, subject: Subject): boolean {
  return (
    fits(scope.environments, subject.environment) &&
    fits(scope.items, subject.item) &&
    fits(scope.categories, subject.category) &&
    fits(scope.teams, subject.team) &&
    fits(scope.owners, subject.owner)
  )
}

/** An empty list leaves nothing out. */
function fits(wanted: readonly string[], is: string | undefined): boolean {
  return wanted.length === 0 || (is !== undefined && wanted.includes(is))
}

/** The freeze's spans that touch the time from `from` to `to`, the earliest first; one a year at most. */
export function freezeSpans(freeze: Freeze, from: Instant, to: Instant): readonly Span[] {
  const [first, last] = [edgeOf(freeze.from), edgeOf(freeze.to)]
  if (!first || !last || !isZone(freeze.timezone)) return []
  const zone = freeze.timezone
  const spans: Span[] = []
  for (const year of yearsOf(first, { from, to, zone })) {
    const wraps = first.year === undefined && sortKey(last, 1440) <= sortKey(first, 0)
    const endYear = last.year ?? (wraps ? year + 1 : year)
    const span: Span = [beginIn(first, year, zone), endIn(last, endYear, zone)]
    if (span[1] > from && span[0] < to && span[1] > span[0]) spans.push(span)
  }
  return spans
}

type Sought = { from: Instant; to: Instant; zone: string }

function yearsOf({ year }: Edge, { from, to, zone }: Sought): readonly number[] {
  if (year !== undefined) return [year]
  const begin = civilOf(dayAt(zone, from)).year - 1
  const end = civilOf(dayAt(zone, to)).year
  return Array.from({ length: end - begin + 1 }, (_, index) => begin + index)
}

/** In a year without the 29 February it begins on 1 March. */
function beginIn({ month, date, minute = 0 }: Edge, year: number, zone: string): Instant {
  return momentsAt(zone, dayOf(year, month, date), minute)[0]
}

/** In a year without the 29 February it ends with the 28th. */
function endIn({ month, date, minute = 1440 }: Edge, year: number, zone: string): Instant {
  const day: Day = dayOf(year, month, Math.min(date, daysOf(year, month)))
  return momentsAt(zone, day, minute)[1]
}

/** The freeze's span that the moment lies in. */
export function freezeAt(freeze: Freeze, at: Instant): Span | undefined {
  return freezeSpans(freeze, at, at + 1).find(([from, to]) => from <= at && at < to)
}
