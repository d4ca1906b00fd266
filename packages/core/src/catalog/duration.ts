const unitMs: Readonly<Record<string, number>> = {
  s: 1_000,
  sec: 1_000,
  second: 1_000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hr: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  w: 604_800_000,
  week: 604_800_000,
}
const part = /(\d{1,6}(?:\.\d{1,3})?)\s*([a-z]+)\s*,?\s*/y
const iso = /^P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/

/** Longest promise that is understood: ten years. */
const longestMs = 3_650 * 86_400_000

/**
 * A span of time as people write it, in milliseconds: `4 hours`, `90 min`, `1 day 12 h`, `PT4H` (ISO 8601
 * without months and years, which have no fixed length). Undefined when it says no definite span.
 */
export function durationMs(text: string): number | undefined {
  const plain = text.trim()
  const ms = plain.startsWith('P') ? fromIso(plain) : fromWords(plain.toLowerCase())
  return ms !== undefined && ms > 0 && ms <= longestMs ? Math.round(ms) : undefined
}

function fromIso(text: string): number | undefined {
  const found = iso.exec(text)
  if (!found) return undefined
  const [weeks, days, hours, minutes, seconds] = found.slice(1).map((digits) => Number(digits ?? 0))
  return (
    (weeks ?? 0) * 604_800_000 +
    (days ?? 0) * 86_400_000 +
    (hours ?? 0) * 3_600_000 +
    (minutes ?? 0) * 60_000 +
    (seconds ?? 0) * 1_000
  )
}

function fromWords(text: string): number | undefined {
  let sum = 0
  for (part.lastIndex = 0; part.lastIndex < text.length;) {
    const [, amount, word] = part.exec(text) ?? []
    const unit = word === undefined ? undefined : unitOf(word)
    if (amount === undefined || unit === undefined) return undefined
    sum += Number(amount) * unit
  }
  return sum
}

function unitOf(word: string): number | undefined {
  const singular = word.length > 2 && word.endsWith('s') ? word.slice(0, -1) : word
  return Object.hasOwn(unitMs, singular) ? unitMs[singular] : undefined
}
