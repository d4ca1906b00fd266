import { type Static, Type } from 'typebox'

/** The fields of a run that are read; `conclusion` is null until it is completed. */
export const Run = Type.Object({
  id: Type.Integer(),
  status: Type.Union([Type.String(), Type.Null()]),
  conclusion: Type.Union([Type.String(), Type.Null()]),
  html_url: Type.String(),
  display_title: Type.Optional(Type.String()),
  run_attempt: Type.Optional(Type.Integer()),
  run_number: Type.Optional(Type.Integer()),
  created_at: Type.Optional(Type.String()),
})
export type Run = Static<typeof Run>

const good: ReadonlySet<string | null> = new Set(['success', 'neutral'])

/** From 1; a re-run raises it. */
export function attemptOf({ run_attempt: attempt = 1 }: Run): number {
  return attempt
}

/** Somebody must approve the run in GitHub before it goes on. */
export function asksSomebody({ status, conclusion }: Run): boolean {
  return status === 'waiting' || conclusion === 'action_required'
}

/** Ended, and not only stopped until somebody approves it. */
export function isOver(run: Run): boolean {
  return run.status === 'completed' && !asksSomebody(run)
}

/** GitHub may add conclusions: one that is not known is no success. */
export function wentWell({ conclusion }: Run): boolean {
  return good.has(conclusion)
}

/** What is known of a run whatever became of it. */
export function factsOf(run: Run): Readonly<Record<string, unknown>> {
  return {
    run_id: run.id,
    run_number: run.run_number ?? null,
    run_attempt: attemptOf(run),
    run_url: run.html_url,
    conclusion: run.conclusion,
  }
}
