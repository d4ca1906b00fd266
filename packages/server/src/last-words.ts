import type { ErrorFacts } from './telemetry-errors.ts'

/** Longest the process lives on to tell what ends it, in milliseconds: what it knows may be wrong by now. */
const usualLimitMs = 2_000

type Ending = {
  log: { fatal(facts: object, text: string): void }
  settleErrors: ErrorFacts['settleErrors']
  exit(code: number): void
  limitMs?: number
}

/**
 * Ends the process at an error that nobody caught, a rejection included, but not before it is written down and sent on
 * where errors are: without that the worst of all would be the ones nobody can look up. A second one ends it at once.
 */
export function lastWords({
  log,
  settleErrors,
  exit,
  limitMs = usualLimitMs,
}: Ending): (thrown: unknown) => void {
  let isEnding = false
  const end = (): void => exit(1)
  return (thrown) => {
    const err = thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown })
    log.fatal({ err }, 'an error that nobody caught ends the process')
    if (isEnding) return end()
    isEnding = true
    setTimeout(end, limitMs)
    settleErrors().then(end, end)
  }
}
