import type { Instant } from '../../instant.ts'

/** A day of the calendar, counted from 1970-01-01, whatever the time zone. */
export type Day = number

export const dayMs = 86_400_000
const minuteMs = 60_000

/** Days of a time of 400 years, and before 1970-01-01 from 0000-03-01 on, where years begin with March. */
const eraDays = 146_097
const epoch = 719_468

/**
 * Proleptic Gregorian (Howard Hinnant, days_from_civil). What overflows goes on: 29 February of a common year is 1 March,
 * month 13 the next January.
 */
export function dayOf(year: number, month: number, date: number): Day {
  const months = year * 12 + month - 3
  const [shifted, fromMarch] = [Math.floor(months / 12), ((months % 12) + 12) % 12]
  const era = Math.floor(shifted / 400)
  const ofEra = shifted - era * 400
  const inYear = Math.floor((153 * fromMarch + 2) / 5) + date - 1
  const leaps = Math.floor(ofEra / 4) - Math.floor(ofEra / 100)
  return era * eraDays + ofEra * 365 + leaps + inYear - epoch
}

/** `weekday`: 0 = Sunday. */
export type Civil = { year: number; month: number; date: number; weekday: number }

/** The day as people name it (civil_from_days). */
export function civilOf(day: Day): Civil {
  const shifted = day + epoch
  const era = Math.floor(shifted / eraDays)
  const inEra = shifted - era * eraDays
  const ofEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) /
      365,
  )
  const inYear = inEra - (365 * ofEra + Math.floor(ofEra / 4) - Math.floor(ofEra / 100))
  const fromMarch = Math.floor((5 * inYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  return {
    year: era * 400 + ofEra + (month <= 2 ? 1 : 0),
    month,
    date: inYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
    weekday: weekdayOf(day),
  }
}

/** 0 = Sunday. */
export function weekdayOf(day: Day): number {
  return (((day + 4) % 7) + 7) % 7
}

/** How many days a month has. */
export function daysOf(year: number, month: number): number {
  return dayOf(year, month + 1, 1) - dayOf(year, month, 1)
}

/** `2026-09-25` as a day; undefined when there is no such day. */
export function readDay(text: string): Day | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  return realDay(Number(year), Number(month), Number(date))
}

/** Undefined when there is no such day. */
export function realDay(year: number, month: number, date: number): Day | undefined {
  if (!(year >= 1000) || !(month >= 1) || month > 12 || !(date >= 1)) return undefined
  return date <= daysOf(year, month) ? dayOf(year, month, date) : undefined
}

/** `18:30` as minutes since midnight, `24:00` included; undefined when there is no such time. */
export function readMinute(text: string): number | undefined {
  const [, hour, minute] = /^(\d{2}):(\d{2})$/.exec(text) ?? []
  const total = Number(hour) * 60 + Number(minute)
  return Number(minute) <= 59 && total <= 1440 ? total : undefined
}

const formats = new Map<string, Intl.DateTimeFormat>()
const mostFormats = 200

/** Making one takes far longer than using it. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  if (formats.size >= mostFormats) formats.clear()
  formats.set(zone, made)
  return made
}

/** Whether there is such a time zone in the IANA database, e.g. `Europe/Berlin`. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name) || name.length > 64) return false
  try {
    formatOf(name)
    return true
  } catch {
    return false
  }
}

/** What the clocks of the zone show at that moment, as if it was UTC. */
export function localOf(zone: string, at: Instant): number {
  if (zone === 'UTC') return at
  const shown = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes): number => shown.get(name) ?? 0
  const whole = dayOf(part('year'), part('month'), part('day')) * dayMs
  const time = (part('hour') * 60 + part('minute')) * minuteMs + part('second') * 1000
  return whole + time + (((at % 1000) + 1000) % 1000)
}

/** The day it is there at that moment. */
export function dayAt(zone: string, at: Instant): Day {
  return Math.floor(localOf(zone, at) / dayMs)
}

/**
 * First and last moment at which the clocks of the zone show that time of that day. They differ where clocks are set
 * back. A time that is left out when they are set forward is as much later (RFC 5545, 3.3.5).
 */
export function momentsAt(zone: string, day: Day, minute: number): readonly [Instant, Instant] {
  const local = day * dayMs + minute * minuteMs
  if (zone === 'UTC') return [local, local]
  const before = offsetAt(zone, local - dayMs)
  const after = offsetAt(zone, local + dayMs)
  const found = [local - before, local - after].filter((at) => localOf(zone, at) === local)
  if (found.length === 0) return [local - before, local - before]
  return [Math.min(...found), Math.max(...found)]
}

function offsetAt(zone: string, at: Instant): number {
  return localOf(zone, at) - at
}
