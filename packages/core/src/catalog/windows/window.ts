import type { Instant } from '../../instant.ts'
import { type Fault, fail, ok, type Result } from '../../result.ts'
import { type Day, dayAt, isZone, momentsAt, readDay, readMinute, weekdayOf } from './civil.ts'
import { type DayRule, isOn, readDayRule } from './day-rule.ts'

/** Times that come again, of an item or of a prerequisite. Plain JSON: it is pinned with an order. */
export type TimeWindow = {
  name?: string
  /** IANA name. */
  zone: string
  /** First and last day on which it may begin. */
  first?: Day
  last?: Day
  /** 0 = Sunday; none = every day. */
  weekdays: readonly number[]
  rule?: DayRule
  /** Minutes since midnight. An end that is not after the start is one of the next day. */
  start: number
  end: number
}

/** From the first moment on, up to but without the second. */
export type Span = readonly [Instant, Instant]

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/**
 * Reads a window as documents write it: `day` or `days`, a range of dates, or an `rrule`; `start_time` and `end_time`
 * (`hh:mm`, the whole day where left out) in `timezone` (`zone` where left out, an IANA name). Tells every fault, placed below
 * the window.
 */
export function readWindow(
  written: Readonly<Record<string, unknown>>,
  zone = 'UTC',
): Result<TimeWindow> {
  const faults: Fault[] = []
  const note = (at: string, message: string, hint: string): undefined => {
    faults.push({ code: 'window.invalid', at, message, hint })
  }
  const { from, to } = boundsIn(written, note)
  const times = { zone: zoneIn(written, note) ?? zone, ...timesIn(written, note) }
  const weekdays = [
    ...weekdaysIn([written['day'] ?? []].flat(), '/day', note),
    ...weekdaysIn([written['days'] ?? []].flat(), '/days', note),
  ]
  const rule = ruleIn(written['rrule'], from, note)
  if (faults.length > 0) return fail(faults)
  return ok({
    ...nameIn(written),
    ...times,
    ...(from !== undefined && { first: from }),
    ...(to !== undefined && { last: to }),
    weekdays,
    ...(rule && { rule }),
  })
}

type Written = Readonly<Record<string, unknown>>

function nameIn({ name }: Written): { name?: string } {
  return typeof name === 'string' && name !== '' ? { name } : {}
}

function timesIn(written: Written, note: Note): Pick<TimeWindow, 'start' | 'end'> {
  return {
    start: minuteIn(written, 'start_time', note) ?? 0,
    end: minuteIn(written, 'end_time', note) ?? 1440,
  }
}

function minuteIn(
  written: Written,
  key: 'start_time' | 'end_time',
  note: Note,
): number | undefined {
  const value = written[key]
  if (value === undefined) return undefined
  const minute = typeof value === 'string' ? readMinute(value) : undefined
  return minute ?? note(`/${key}`, `${shown(value)} is no time`, 'A time such as 22:00')
}

function zoneIn({ timezone }: Written, note: Note): string | undefined {
  if (timezone === undefined) return undefined
  if (typeof timezone === 'string' && isZone(timezone)) return timezone
  return note(
    '/timezone',
    `${shown(timezone)} is no time zone`,
    'An IANA name such as Europe/Berlin',
  )
}

/** First and last day on which it may begin. */
function boundsIn(written: Written, note: Note): { from?: Day | undefined; to?: Day | undefined } {
  const range = rangeOf(written['date_range'], note)
  const from = range?.[0] ?? dateIn(written, 'start_date', note)
  const to = range?.[1] ?? dateIn(written, 'end_date', note)
  if (from !== undefined && to !== undefined && to < from)
    note('', 'It ends before it begins', 'Put the later date last')
  return { from, to }
}

function dateIn(written: Written, key: 'start_date' | 'end_date', note: Note): Day | undefined {
  const value = written[key]
  if (value === undefined) return undefined
  const day = typeof value === 'string' ? readDay(value) : undefined
  return day ?? note(`/${key}`, `${shown(value)} is no date`, 'A date such as 2026-09-25')
}

type Note = (at: string, message: string, hint: string) => undefined

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 80)
}

function ruleIn(written: unknown, start: Day | undefined, note: Note): DayRule | undefined {
  if (written === undefined) return undefined
  const hint = 'A rule of RFC 5545 such as FREQ=MONTHLY;BYDAY=1SU'
  if (typeof written !== 'string') return note('/rrule', 'It is no text', hint)
  const found = readDayRule(written.slice(0, 500), start)
  return found.ok ? found.value : note('/rrule', found.faults.join('; '), hint)
}

/** By its English name, or the first letters of it. */
function weekdaysIn(written: readonly unknown[], at: string, note: Note): number[] {
  return written.flatMap((one) => {
    const text = typeof one === 'string' ? one.trim().toLowerCase() : ''
    const found = text.length < 2 ? -1 : days.findIndex((day) => day.startsWith(text))
    if (found >= 0) return [found]
    return note(at, `${shown(one)} is no day of the week`, `One of ${days.join(', ')}`) ?? []
  })
}

/** `2026-12-24/2026-12-27`, `[from, to]`, or an object with `start` or `from` and `end` or `to`. */
function rangeOf(written: unknown, note: Note): readonly [Day, Day] | undefined {
  if (written === undefined) return undefined
  const [from, to] = endsOf(written)
  const first = typeof from === 'string' ? readDay(from.trim()) : undefined
  const last = typeof to === 'string' ? readDay(to.trim()) : undefined
  if (first !== undefined && last !== undefined) return [first, last]
  return note('/date_range', `${shown(written)} is no range`, 'Such as 2026-12-24/2026-12-27')
}

function endsOf(written: unknown): readonly unknown[] {
  if (typeof written === 'string') return written.split(/\/|\bto\b/)
  if (Array.isArray(written)) return written
  if (typeof written !== 'object' || written === null) return []
  const ends: Readonly<Record<string, unknown>> = { ...written }
  return [
    ends['start'] ?? ends['from'] ?? ends['start_date'],
    ends['end'] ?? ends['to'] ?? ends['end_date'],
  ]
}

/** Whether one of the window's spans begins on that day. */
function beginsOn({ first, last, weekdays, rule }: TimeWindow, day: Day): boolean {
  if ((first !== undefined && day < first) || (last !== undefined && day > last)) return false
  if (weekdays.length > 0 && !weekdays.includes(weekdayOf(day))) return false
  return rule === undefined || isOn(rule, day)
}

/** Where clocks are set back it lasts longer, never shorter. */
function spanFrom({ zone, start, end }: TimeWindow, day: Day): Span {
  const [from] = momentsAt(zone, day, start)
  const [, to] = momentsAt(zone, day, end > start ? end : end + 1440)
  return [from, Math.max(from, to)]
}

/** The window's span that the moment lies in; of two the one that ends last. */
export function spanAt(window: TimeWindow, at: Instant): Span | undefined {
  const today = dayAt(window.zone, at)
  const near = [today - 1, today].filter((day) => beginsOn(window, day))
  return near
    .map((day) => spanFrom(window, day))
    .filter(([from, to]) => from <= at && at < to)
    .toSorted((one, other) => other[1] - one[1])[0]
}

/** The window's spans that touch the time from `from` to `to`, the earliest first; at most `most`. */
export function spansOf(
  window: TimeWindow,
  { from, to, most }: { from: Instant; to: Instant; most: number },
): readonly Span[] {
  const found: Span[] = []
  const end = Math.min(dayAt(window.zone, to), window.last ?? Infinity)
  const begin = Math.max(dayAt(window.zone, from) - 1, window.first ?? -Infinity)
  for (let day = begin; day <= end && found.length < most; day += 1) {
    if (!beginsOn(window, day)) continue
    const span = spanFrom(window, day)
    if (span[1] > from && span[0] < to && span[1] > span[0]) found.push(span)
  }
  return found
}
