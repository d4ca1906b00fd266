import { type Static, Type } from 'typebox'
import type { Github } from './remote.ts'
import type { Watched } from './wait.ts'

const State = Type.Union([Type.String(), Type.Null()])
const Job = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  status: Type.String(),
  conclusion: State,
  steps: Type.Optional(
    Type.Array(Type.Object({ name: Type.String(), status: Type.String(), conclusion: State })),
  ),
})
export type Job = Static<typeof Job>
const Jobs = Type.Object({ total_count: Type.Integer(), jobs: Type.Array(Job) })

/** Jobs of one run that are told one by one; beyond it only how many are done. */
const mostTold = 50
const longestName = 100
const fine: ReadonlySet<string> = new Set(['success', 'skipped', 'neutral'])

/** The first hundred jobs of the run's newest attempt. */
export async function readJobs(github: Github, run: number): Promise<readonly Job[]> {
  const { jobs } = await github.read(Jobs, `/actions/runs/${run}/jobs?filter=latest&per_page=100`)
  return jobs
}

/** Jobs that have ended and did not go well. */
export function failedJobs(jobs: readonly Job[]): readonly Job[] {
  return jobs.filter(({ conclusion }) => conclusion !== null && !fine.has(conclusion))
}

/** Writes what changed since the last look into the attempt's log; returns what is told by now. */
export function tellProgress(
  { context }: Github,
  jobs: readonly Job[],
  { told }: Pick<Watched, 'told'>,
): Watched['told'] {
  const lines =
    jobs.length > mostTold
      ? [['all', summary(jobs)] as const]
      : jobs.map((job) => [String(job.id), lineOf(job)] as const)
  for (const [id, line] of lines) if (told[id] !== line) context.log(line)
  return Object.fromEntries(lines)
}

function summary(jobs: readonly Job[]): string {
  const done = jobs.filter(({ status }) => status === 'completed').length
  return `${done} of ${jobs.length} jobs are done, ${failedJobs(jobs).length} of them failed`
}

/** A job and where in it, e.g. `Job "build": in progress, at step "Apply"`. */
export function lineOf({ name, status, conclusion, steps = [] }: Job): string {
  const isDone = conclusion !== null
  const step = isDone
    ? steps.find((one) => one.conclusion !== null && !fine.has(one.conclusion))
    : steps.find((one) => one.status === 'in_progress')
  const state = (conclusion ?? status).replaceAll('_', ' ')
  return `Job "${cut(name)}": ${state}${step ? `, at step "${cut(step.name)}"` : ''}`
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > longestName ? `${line.slice(0, longestName - 1)}…` : line
}
