import { Tooltip } from '@mantine/core'
import { useLanguage, useFrameWords } from '../words/frame.tsx'

const minuteMs = 60_000
const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', minuteMs],
]

/** A moment as people count it: how far away it is when that is less than a week, else the date. */
export function nearness(at: number, now: number, language: string): string | undefined {
  const distance = at - now
  if (Math.abs(distance) > 7 * 86_400_000) return undefined
  const step = steps.find(([, size]) => Math.abs(distance) >= size)
  if (!step) return undefined
  const [unit, size] = step
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(
    Math.round(distance / size),
    unit,
  )
}

type Props = { at: string; relative?: boolean }

/** A time in the local zone; the same in UTC on hover and for who looks into the page. */
export function Time({ at, relative = false }: Props) {
  const { time } = useFrameWords()
  const { language } = useLanguage()
  const moment = new Date(at)
  const local = moment.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
  const isNow = Math.abs(Date.now() - moment.getTime()) < minuteMs
  const near = isNow ? time.now : nearness(moment.getTime(), Date.now(), language)
  const utc = `${at.replace('T', ' ').replace(/(\.\d+)?Z$/, '')} ${time.utc}`
  return (
    <Tooltip label={relative ? `${local} · ${utc}` : utc} openDelay={200}>
      <time dateTime={at}>{(relative ? near : undefined) ?? local}</time>
    </Tooltip>
  )
}
