import type { Outcome } from '../kit/outcome.ts'
import { said } from './answer.ts'
import type { Github } from './remote.ts'
import { attemptOf, type Run } from './run.ts'
import { nextLook, type Watched } from './wait.ts'

const byJobs: ReadonlySet<string | null> = new Set(['failure', 'timed_out', 'cancelled'])

/**
 * Has the run's failed jobs run again, the whole run where no job ran: the same run, its attempt one higher
 * (docs.github.com, "Re-run failed jobs from a workflow run"). One that already runs again is waited for; a
 * refusal, as for a run older than a month, ends with an outcome.
 */
export async function rerun(github: Github, run: Run, watched: Watched): Promise<Outcome> {
  const way = byJobs.has(run.conclusion) ? 'rerun-failed-jobs' : 'rerun'
  const answer = await github.send('POST', `/actions/runs/${run.id}/${way}`)
  const isRunning = answer.status === 403 && said(answer).includes('already running')
  if (answer.status !== 201 && !isRunning) throw github.refused(answer)
  const need = attemptOf(run) + 1
  github.context.log(`The failed jobs of the run are run again, attempt ${need}`)
  return nextLook(github, { ...watched, need, looks: 0, told: {} })
}
