import type { Words } from '../words/en.ts'

const minute = 60
const hour = 3_600
const day = 86_400

/** A span of time as people say it, given in seconds. */
export function spanText(seconds: number, { span }: Pick<Words, 'span'>, language: string): string {
  if (seconds < minute) return span.seconds(Math.round(seconds))
  if (seconds < hour) return span.minutes(Math.round(seconds / minute))
  const said = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  return seconds < 2 * day
    ? span.hours(said.format(seconds / hour))
    : span.days(said.format(seconds / day))
}
