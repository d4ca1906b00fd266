import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import { defaultMarkInput } from './config.ts'
import { type Github, segment } from './remote.ts'
import { Run } from './run.ts'

const Runs = Type.Object({ total_count: Type.Integer(), workflow_runs: Type.Array(Run) })

const pageSize = 100
/** GitHub shows a thousand runs of one search at most. */
const mostPages = 10
/** Milliseconds a clock of ours may be ahead of GitHub's. */
const clockMs = 600_000
const anyMark = /\bpao-[0-9a-f]{20}\b/

/** What was seen among the runs of the workflow since the request was made. */
export type Seen = {
  run?: Run
  /** Runs without anybody's mark since the start: one may be ours, if the run-name does not show it. */
  unmarked: number
  /** There were more than GitHub shows. */
  partial: boolean
}

/**
 * Which runs are meant: `startedAt`: when the start that may have made it was sent, unset = some time since the
 * request was made; `past`: a run that failed and is done with, only newer ones count.
 */
export type Since = { startedAt?: number; past?: number }

/** What the run of this effect is known by; the same for every try of it. */
export function markOf(idempotencyKey: string): string {
  return `pao-${createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 20)}`
}

/** Name of the input that takes the mark; empty = the workflow has none. */
export function markInput({ config }: Github): string {
  return config.workflow.mark_input ?? defaultMarkInput
}

/** Path of the workflow below the repository. */
export function workflowPath({ config }: Github): string {
  return `/actions/workflows/${segment(String(config.workflow.id))}`
}

/**
 * Looks for the run that the idempotency key started: exactly the one whose title shows the mark as a word of
 * its own, the newest where several do. The list lags a few seconds.
 */
export async function findOwn(
  github: Github,
  { startedAt = 0, past = 0 }: Since = {},
): Promise<Seen> {
  const mark = markIn(github)
  const seen: Seen = { unmarked: 0, partial: false }
  for (let page = 1; page <= mostPages; page += 1) {
    const { workflow_runs: runs } = await github.read(Runs, listPath(github, page))
    const own = runs.filter(({ id, display_title: title = '' }) => id > past && mark.test(title))
    const run = own.toSorted((a, b) => b.id - a.id)[0]
    if (run) return { ...seen, run }
    seen.unmarked += runs.filter((one) => mayBeOwn(one, startedAt - clockMs)).length
    if (runs.length < pageSize) return seen
  }
  return { ...seen, partial: true }
}

/** The run of that id, if it is this effect's; news name it before the list does. Undefined = it is not, or cannot be seen. */
export async function ownById(
  github: Github,
  id: unknown,
  { past = 0 }: Since,
): Promise<Run | undefined> {
  if (!Number.isSafeInteger(id) || Number(id) <= past) return undefined
  const path = `/actions/runs/${Number(id)}`
  const answer = await github.send('GET', path)
  if (answer.status === 404) return undefined
  const run = github.parse(Run, path, answer)
  return markIn(github).test(run.display_title ?? '') ? run : undefined
}

function markIn({ context }: Github): RegExp {
  return new RegExp(`\\b${markOf(context.idempotencyKey)}\\b`)
}

function mayBeOwn({ display_title: title = '', created_at: at }: Run, since: number): boolean {
  const created = at === undefined ? Number.NaN : Date.parse(at)
  return !anyMark.test(title) && !(created < since)
}

function listPath(github: Github, page: number): string {
  const since = requestedAt(github.context.request.id)
  const query = new URLSearchParams({
    event: 'workflow_dispatch',
    per_page: String(pageSize),
    page: String(page),
    ...(since !== undefined && {
      created: `>=${new Date(since - clockMs).toISOString().slice(0, 19)}Z`,
    }),
  })
  return `${workflowPath(github)}/runs?${query.toString()}`
}

/** No run of a request is older than the request, whose id tells the time (UUID version 7, RFC 9562). */
function requestedAt(id: string): number | undefined {
  const parts = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-/.exec(id)
  return parts ? Number.parseInt(`${parts[1] ?? ''}${parts[2] ?? ''}`, 16) : undefined
}
