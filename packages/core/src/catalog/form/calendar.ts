import type { Instant } from '../../instant.ts'

const dateShape = /^(\d{4})-(\d{2})-(\d{2})$/
const timeShape = /^[T ](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/

/** A real day of the calendar, `YYYY-MM-DD` (RFC 3339 full-date, year 0001 or later). */
export function isDate(text: string): boolean {
  return dayNumber(text) !== undefined
}

/** A moment with its offset, RFC 3339 date-time; a leap second is taken only where UTC may have one. */
export function isDateTime(text: string): boolean {
  return text.length > 10 && instantOf(text) !== undefined
}

/** Milliseconds since 1970 of an RFC 3339 date-time, or of a date (its start in UTC); else undefined. */
export function instantOf(text: string): Instant | undefined {
  const day = dayNumber(text.slice(0, 10))
  if (day === undefined) return undefined
  if (text.length === 10) return day * 86_400_000
  const time = millisOfDay(text.slice(10))
  return time === undefined ? undefined : day * 86_400_000 + time
}

function millisOfDay(text: string): number | undefined {
  const [, hour, minute, second, fraction = '', zone = 'Z'] =
    timeShape.exec(text.toUpperCase()) ?? []
  const offset = offsetMinutes(zone)
  const [hours, seconds] = [Number(hour), Number(second)]
  if (offset === undefined || !(hours <= 23) || !(Number(minute) <= 59)) return undefined
  const minutes = hours * 60 + Number(minute) - offset
  // UTC puts its leap seconds in the last minute of a day only.
  const isLeap = seconds === 60 && ((minutes % 1440) + 1440) % 1440 === 1439
  if (seconds > 59 && !isLeap) return undefined
  return minutes * 60_000 + seconds * 1000 + Math.floor(Number(`0${fraction}`) * 1000)
}

function offsetMinutes(zone: string): number | undefined {
  if (zone === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(4, 6))
  if (hours > 23 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

/** Days since 1970-01-01 (proleptic Gregorian; Howard Hinnant, days_from_civil). */
function dayNumber(text: string): number | undefined {
  const [, y = '', m = '', d = ''] = dateShape.exec(text) ?? []
  const [year, month, day] = [Number(y), Number(m), Number(d)]
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  if (month === 2) return leap ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
