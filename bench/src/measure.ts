/** One line of the report: a figure and what it is to be read beside. */
export type Figure = {
  name: string
  value: number
  unit: string
  floor?: { name: string; value: number }
  aim?: string
}

/**
 * Calls a second of each work: the median of many short rounds, taken in turn after a warm-up, so that
 * what else the machine does falls on all of them alike.
 */
export function rates<K extends string>(
  works: Readonly<Record<K, () => unknown>>,
  { rounds = 41, ms = 30 }: { rounds?: number; ms?: number } = {},
): Record<K, number> {
  const all = Object.entries<() => unknown>(works)
  for (const [, work] of all) spin(work, 10 * ms)
  const turns = Array.from({ length: rounds }, () => all.map(([, work]) => spin(work, ms)))
  const medians = all.map(([name], n) => [name, median(turns.map((turn) => turn[n] ?? Number.NaN))])
  return Object.fromEntries(medians) as Record<K, number>
}

function spin(work: () => unknown, ms: number): number {
  const start = performance.now()
  let calls = 0
  for (;;) {
    for (let n = 0; n < 50; n += 1) work()
    calls += 50
    const passed = performance.now() - start
    if (passed >= ms) return (calls * 1000) / passed
  }
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The value below which the given share of all lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** All that was shown in this run, by title. */
export const shown = new Map<string, readonly Figure[]>()

/** Prints the figures as a table with their ratios. */
export function show(title: string, figures: readonly Figure[]): void {
  shown.set(title, figures)
  console.log(`\n${title}`)
  for (const { name, value, unit, floor, aim } of figures) {
    const ratio = floor
      ? `${round((value / floor.value) * 100)} % of ${floor.name} (${round(floor.value)})`
      : ''
    console.log(
      `  ${name.padEnd(34)} ${round(value).padStart(10)} ${unit.padEnd(9)} ${ratio}${aim ? `   aim: ${aim}` : ''}`,
    )
  }
}

/** Three figures that mean something. */
export function round(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en')
  return value >= 10 ? value.toFixed(1) : value.toPrecision(3)
}
