type Part = { name: string; from: number; to: number; words?: readonly string[] }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const parts: readonly Part[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, words: months },
  { name: 'day of week', from: 0, to: 7, words: days },
]
const macros = ['@hourly', '@daily', '@weekly', '@monthly', '@yearly']

/** What is wrong with a cron schedule of five fields (crontab(5)), as the end of a sentence. */
export function cronFault(text: string): string | undefined {
  if (macros.includes(text)) return undefined
  if (text.length > 200) return 'must be a schedule of at most 200 characters'
  const given = text.trim().split(/\s+/)
  if (given.length !== parts.length)
    return 'must have five parts: minute, hour, day of month, month, day of week'
  const wrong = parts.find(
    (part, n) => !(given[n] ?? '').split(',').every((range) => isRange(range, part)),
  )
  return wrong === undefined
    ? undefined
    : `has a ${wrong.name} that is not between ${wrong.from} and ${wrong.to}`
}

function isRange(text: string, part: Part): boolean {
  const [range = '', step, ...more] = text.split('/')
  if (more.length > 0 || (step !== undefined && !isStep(step, part))) return false
  if (range === '*') return true
  const [from = '', to, ...rest] = range.split('-')
  const first = numberOf(from, part)
  const last = to === undefined ? first : numberOf(to, part)
  return rest.length === 0 && first !== undefined && last !== undefined && first <= last
}

function isStep(text: string, part: Part): boolean {
  return /^[1-9]\d?$/.test(text) && Number(text) <= part.to
}

function numberOf(text: string, part: Part): number | undefined {
  const word = part.words?.indexOf(text.toLowerCase()) ?? -1
  if (word >= 0) return word + part.from
  if (!/^\d{1,2}$/.test(text)) return undefined
  const number = Number(text)
  return number >= part.from && number <= part.to ? number : undefined
}
