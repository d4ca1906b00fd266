import { fail, ok, type Result } from '../../result.ts'
import { type Civil, civilOf, type Day, dayOf, daysOf, realDay } from './civil.ts'

type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'

/** On which days something happens: the part of an RFC 5545 recurrence rule that speaks of days. Plain JSON. */
export type DayRule = {
  freq: Frequency
  interval: number
  /** Where counting begins (DTSTART); unset = it always was so. */
  start?: Day
  /** The last day it may be. */
  until?: Day
  /** `nth`: which of the month, or of the year; negative = from its end. */
  byDay: readonly { weekday: number; nth?: number }[]
  byMonthDay: readonly number[]
  byMonth: readonly number[]
  /** First day of the week, for every second week and the like. */
  weekStart: number
}

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const frequencies: readonly Frequency[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']
const known = ['FREQ', 'INTERVAL', 'UNTIL', 'BYDAY', 'BYMONTHDAY', 'BYMONTH', 'WKST']

/**
 * Reads a recurrence rule such as `FREQ=MONTHLY;BYDAY=1SU` (RFC 5545, 3.3.10). What counts occurrences or speaks of hours
 * is refused, each fault in words. `start` is where it begins.
 */
export function readDayRule(text: string, start?: Day): Result<DayRule, string> {
  const parts = partsOf(text)
  const faults = [...parts.keys()]
    .filter((name) => !known.includes(name))
    .map((name) => `${name} is not understood; ${known.join(', ')} are`)
  if (!parts.has('FREQ')) faults.push('FREQ is missing')
  const rule = ruleIn((name, read) => {
    const written = parts.get(name)
    const value = written === undefined ? undefined : read(written)
    if (written !== undefined && value === undefined)
      faults.push(`${name}=${written} is not understood`)
    return value
  })
  const whole = { ...rule, ...(start !== undefined && { start }) }
  if (faults.length === 0 && needsStart(whole)) faults.push('it needs a start_date to count from')
  return faults.length > 0 ? fail(faults) : ok(whole)
}

/** Reads one part of the rule; undefined when it is left out or not understood. */
type Part = <T>(name: string, read: (value: string) => T | undefined) => T | undefined

function ruleIn(part: Part): DayRule {
  const until = part('UNTIL', readUntil)
  return {
    freq: part('FREQ', (value) => frequencies.find((one) => one === value)) ?? 'DAILY',
    interval: part('INTERVAL', (value) => within(value, 1, 1000)) ?? 1,
    byDay: part('BYDAY', (value) => list(value, readWeekday)) ?? [],
    byMonthDay: part('BYMONTHDAY', (value) => list(value, readMonthDay)) ?? [],
    byMonth: part('BYMONTH', (value) => list(value, (one) => within(one, 1, 12))) ?? [],
    weekStart: part('WKST', (value) => place(weekdays.indexOf(value))) ?? 1,
    ...(until !== undefined && { until }),
  }
}

function partsOf(text: string): ReadonlyMap<string, string> {
  const pairs = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')
    .filter((part) => part !== '')
  return new Map(
    pairs.map((pair): [string, string] => {
      const [name = '', ...rest] = pair.split('=')
      return [name, rest.join('=')]
    }),
  )
}

function place(index: number): number | undefined {
  return index < 0 ? undefined : index
}

function within(text: string, least: number, most: number): number | undefined {
  const value = Number(text)
  return /^-?\d{1,4}$/.test(text) && value >= least && value <= most ? value : undefined
}

/** Undefined when one of them is not understood. */
function list<T>(text: string, read: (one: string) => T | undefined): T[] | undefined {
  const found = text.split(',').flatMap((one) => read(one) ?? [])
  return found.length === text.split(',').length ? found : undefined
}

function readWeekday(text: string): { weekday: number; nth?: number } | undefined {
  const [, digits = '', name = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text) ?? []
  const weekday = weekdays.indexOf(name)
  const nth = Number(digits)
  if (weekday < 0 || Math.abs(nth) > 53 || (digits !== '' && nth === 0)) return undefined
  return digits === '' ? { weekday } : { weekday, nth }
}

function readMonthDay(text: string): number | undefined {
  const value = within(text, -31, 31)
  return value === 0 ? undefined : value
}

function readUntil(text: string): Day | undefined {
  const [, year, month, date] = /^(\d{4})(\d{2})(\d{2})(T\d{6}Z?)?$/.exec(text) ?? []
  return realDay(Number(year), Number(month), Number(date))
}

function needsStart({ freq, interval, start, byDay, byMonthDay }: DayRule): boolean {
  if (start !== undefined) return false
  if (interval > 1) return true
  if (freq === 'WEEKLY') return byDay.length === 0
  return freq !== 'DAILY' && byDay.length === 0 && byMonthDay.length === 0
}

/** Whether the rule holds on that day. */
export function isOn(rule: DayRule, day: Day): boolean {
  const { start, until, byMonth, byMonthDay } = rule
  if ((start !== undefined && day < start) || (until !== undefined && day > until)) return false
  const civil = civilOf(day)
  if (byMonth.length > 0 && !byMonth.includes(civil.month)) return false
  if (byMonthDay.length > 0 && !isMonthDay(byMonthDay, civil)) return false
  return isTurn(rule, day, civil) && isWeekday(rule, day, civil) && isStartsOwn(rule, civil)
}

function isMonthDay(wanted: readonly number[], { year, month, date }: Civil): boolean {
  return wanted.includes(date) || wanted.includes(date - daysOf(year, month) - 1)
}

/** Every second day, week, month or year, counted from the start. */
function isTurn({ freq, interval, start, weekStart }: DayRule, day: Day, civil: Civil): boolean {
  if (interval === 1 || start === undefined) return true
  const from = civilOf(start)
  const passed = {
    DAILY: day - start,
    WEEKLY: (weekOf(day, weekStart) - weekOf(start, weekStart)) / 7,
    MONTHLY: (civil.year - from.year) * 12 + civil.month - from.month,
    YEARLY: civil.year - from.year,
  }[freq]
  return passed % interval === 0
}

/** The first day of its week. */
function weekOf(day: Day, weekStart: number): Day {
  return day - ((civilOf(day).weekday - weekStart + 7) % 7)
}

function isWeekday({ freq, byDay, byMonth }: DayRule, day: Day, civil: Civil): boolean {
  if (byDay.length === 0) return true
  const { year, month } = civil
  const ofYear = freq === 'YEARLY' && byMonth.length === 0
  const first = ofYear ? dayOf(year, 1, 1) : dayOf(year, month, 1)
  const end = ofYear ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1)
  const counts = freq === 'MONTHLY' || freq === 'YEARLY'
  return byDay.some(({ weekday, nth }) => {
    if (weekday !== civil.weekday) return false
    if (nth === undefined || !counts) return true
    return nth > 0
      ? Math.floor((day - first) / 7) + 1 === nth
      : Math.floor((end - 1 - day) / 7) + 1 === -nth
  })
}

/** What the rule leaves open is as on the day it starts. */
function isStartsOwn({ freq, start, byDay, byMonth, byMonthDay }: DayRule, civil: Civil): boolean {
  if (start === undefined || freq === 'DAILY' || byDay.length > 0) return true
  const from = civilOf(start)
  if (freq === 'WEEKLY') return civil.weekday === from.weekday
  if (byMonthDay.length > 0) return true
  const isMonth = freq === 'MONTHLY' || byMonth.length > 0 || civil.month === from.month
  return civil.date === from.date && isMonth
}
