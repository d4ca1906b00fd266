/** One line of the report: a figure and what it is to be read beside. */
export type Figure = {
  name: string
  value: number
  unit: string
  floor?: { name: string; value: number }
  aim?: string
}

/** Calls a second of `work`, the median of `rounds` rounds after a warm-up. */
export function rate(
  work: () => unknown,
  { rounds = 7, ms = 250 }: { rounds?: number; ms?: number } = {},
): number {
  spin(work, ms)
  const rates = Array.from({ length: rounds }, () => spin(work, ms))
  return median(rates)
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

/** Prints the figures as a table with their ratios. */
export function show(title: string, figures: readonly Figure[]): void {
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
