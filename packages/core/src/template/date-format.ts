import type { Instant } from '../instant.ts'

const months =
  'January February March April May June July August September October November December'.split(' ')
const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

type Moment = {
  year: number
  month: number
  day: number
  weekday: number
  hour: number
  minute: number
  second: number
  millisecond: number
  instant: Instant
}

/** Civil date from days since 1970 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
function momentOf(instant: Instant): Moment {
  const dayCount = Math.floor(instant / 86_400_000)
  const rest = instant - dayCount * 86_400_000
  const shifted = dayCount + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) /
      365,
  )
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)
  const ofYear = ofEra - (365 * yearOfEra + leapDays)
  const marchMonth = Math.floor((5 * ofYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
    weekday: (((dayCount + 4) % 7) + 7) % 7,
    hour: Math.floor(rest / 3_600_000),
    minute: Math.floor(rest / 60_000) % 60,
    second: Math.floor(rest / 1000) % 60,
    millisecond: Math.floor(rest) % 1000,
    instant,
  }
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0')
const twelve = (hour: number): number => (hour % 12 === 0 ? 12 : hour % 12)

const writers: Readonly<Record<string, (moment: Moment) => string>> = {
  YYYY: ({ year }) => pad(year, 4),
  YY: ({ year }) => pad(year % 100, 2),
  MMMM: ({ month }) => months[month - 1] ?? '',
  MMM: ({ month }) => (months[month - 1] ?? '').slice(0, 3),
  MM: ({ month }) => pad(month, 2),
  M: ({ month }) => String(month),
  dddd: ({ weekday }) => days[weekday] ?? '',
  ddd: ({ weekday }) => (days[weekday] ?? '').slice(0, 3),
  DD: ({ day }) => pad(day, 2),
  D: ({ day }) => String(day),
  HH: ({ hour }) => pad(hour, 2),
  H: ({ hour }) => String(hour),
  hh: ({ hour }) => pad(twelve(hour), 2),
  h: ({ hour }) => String(twelve(hour)),
  mm: ({ minute }) => pad(minute, 2),
  m: ({ minute }) => String(minute),
  ss: ({ second }) => pad(second, 2),
  s: ({ second }) => String(second),
  SSS: ({ millisecond }) => pad(millisecond, 3),
  A: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  a: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
  X: ({ instant }) => String(Math.floor(instant / 1000)),
  x: ({ instant }) => String(Math.floor(instant)),
  Z: () => '+00:00',
}
/** How the same parts are written in Java's patterns. */
const aliases: Readonly<Record<string, string>> = { yyyy: 'YYYY', yy: 'YY', dd: 'DD', d: 'D' }
const token =
  /\[[^\]]*\]|'[^']*'|YYYY|yyyy|YY|yy|M{1,4}|d{1,4}|D{1,2}|H{1,2}|h{1,2}|m{1,2}|SSS|s{1,2}|[AaXxZ]|[A-Za-z]/g

/**
 * A moment in UTC, written as the format says. Tokens: YYYY YY MMMM MMM MM M DD D dddd ddd HH H hh h
 * mm m ss s SSS A a X x Z; yyyy yy dd d as in Java; a `T` and anything in [brackets] or 'quotes' is
 * literal. `undefined` when a letter has no meaning.
 */
export function formatDate(instant: Instant, format: string): string | undefined {
  const moment = momentOf(instant)
  let isKnown = true
  const text = format.replaceAll(token, (found) => {
    if (found.startsWith('[') || found.startsWith("'")) return found.slice(1, -1)
    if (found === 'T') return found
    const write = writers[aliases[found] ?? found]
    if (write === undefined) isKnown = false
    return write?.(moment) ?? ''
  })
  return isKnown ? text : undefined
}

/** ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export function isoDateTime(instant: Instant): string {
  return `${formatDate(instant, 'YYYY-MM-DD')}T${formatDate(instant, 'HH:mm:ss.SSS')}Z`
}
