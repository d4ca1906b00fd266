import { needsWord } from './ambiguity.ts'
import { fresh } from './notices.ts'
import type { ActionRun } from './run.ts'
import type { Work } from './work.ts'

/** What may have been made and must not be made twice waits for a person's word before it runs again. */
export function anewOrUnknown(work: Work, id: string, action: ActionRun): ActionRun {
  const planned = work.planned.get(id)
  const again = fresh(action)
  const { error, attempt } = action
  if (!planned || !needsWord(planned, again)) return again
  return { ...again, state: 'unknown', attempt, ...(error && { error }) }
}
