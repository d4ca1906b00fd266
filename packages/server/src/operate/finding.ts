/** What one look found. `fail` keeps PAO from working as it should, `warn` may one day. */
export type Finding = {
  check: string
  status: 'ok' | 'warn' | 'fail'
  says: string
  /** What to do about it. */
  mend?: string
}

export const fine = (check: string, says: string): Finding => ({ check, status: 'ok', says })
export const warn = (check: string, says: string, mend: string): Finding => ({
  check,
  status: 'warn',
  says,
  mend,
})
export const bad = (check: string, says: string, mend: string): Finding => ({
  check,
  status: 'fail',
  says,
  mend,
})

/** Message of whatever was thrown, on one line. */
export function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error))
    .replaceAll(/\s+/g, ' ')
    .slice(0, 300)
}
