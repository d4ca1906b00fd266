import type { Outcome } from '../kit/outcome.ts'
import { permanent } from '../kit/target.ts'
import { type Left, nothingLeft, readArtifacts } from './artifacts.ts'
import { failedJobs, type Job, lineOf, readJobs } from './jobs.ts'
import { readLogs, tellFailure } from './logs.ts'
import type { Github } from './remote.ts'
import { rerun } from './rerun.ts'
import { attemptOf, factsOf, type Run, wentWell } from './run.ts'
import { refOf, type Watched } from './wait.ts'

/** How often `retry` runs failed jobs again by itself. */
const mostReruns = 1

/** Conclusion to failure code; GitHub may add others, which are no success either. */
const codes: Readonly<Record<string, string>> = {
  failure: 'github.run_failed',
  cancelled: 'github.run_cancelled',
  timed_out: 'github.run_timed_out',
  skipped: 'github.run_skipped',
  startup_failure: 'github.run_not_started',
}

/** What a run that has ended means for the action. */
export async function settle(github: Github, run: Run, watched: Watched): Promise<Outcome> {
  const jobs = await readJobs(github, run.id)
  if (wentWell(run)) return succeeded(github, run, jobs)
  const strategy = strategyOf(github, run, jobs)
  if (strategy === 'continue') return succeeded(github, run, jobs)
  const reruns = attemptOf(run) - watched.first
  if (strategy === 'retry' && reruns < mostReruns) return rerun(github, run, watched)
  return failed(github, run, jobs)
}

type Strategy = 'fail' | 'continue' | 'retry'

/** The strictest of the failed jobs counts; what no job did (cancelled by a person, never started) just fails. */
function strategyOf({ config }: Github, { conclusion }: Run, jobs: readonly Job[]): Strategy {
  if (conclusion !== 'failure' && conclusion !== 'timed_out') return 'fail'
  const { on_workflow_failure: all = 'fail', on_job_failure: named = {} } =
    config.error_handling ?? {}
  const found = failedJobs(jobs).map(
    ({ name }) => (Object.hasOwn(named, name) && named[name]) || all,
  )
  if (found.length === 0) return all
  return (['fail', 'retry', 'continue'] as const).find((one) => found.includes(one)) ?? 'fail'
}

async function succeeded(github: Github, run: Run, jobs: readonly Job[]): Promise<Outcome> {
  const { outputs = {} } = github.config
  const left = await leftBy(github, run)
  for (const line of left.warnings) github.context.log(line)
  const isMissing = outputs.extract_outputs === true && left.outputs === undefined
  if (isMissing && wentWell(run)) return withRef(outputsMissing, run)
  const logs = outputs.capture_logs === true ? await readLogs(github, jobs) : {}
  return {
    kind: 'succeeded',
    outputs: {
      ...left.outputs,
      ...factsOf(run),
      jobs: Object.fromEntries(jobs.map(({ name, conclusion }) => [name, conclusion])),
      artifacts: left.artifacts,
      files: left.files,
      logs,
      warnings: left.warnings,
    },
    ...(outputs.sensitive && { sensitive: outputs.sensitive }),
    ref: refOf(run.id, run.html_url),
  }
}

async function leftBy(github: Github, run: Run): Promise<Left> {
  const { artifacts = {}, outputs = {} } = github.config
  const isAsked = artifacts.download === true || outputs.extract_outputs === true
  return isAsked ? readArtifacts(github, run.id) : nothingLeft
}

const outputsMissing = permanent(
  'github.outputs_missing',
  'The run went well but left no outputs.json in an artifact pao-outputs',
)

async function failed(github: Github, run: Run, jobs: readonly Job[]): Promise<Outcome> {
  const { conclusion } = run
  const bad = failedJobs(jobs)
  if (github.config.outputs?.capture_logs === true) await tellFailure(github, bad)
  const code = codes[conclusion ?? ''] ?? 'github.run_ended_otherwise'
  const where = bad.slice(0, 3).map((job) => lineOf(job))
  const word = (conclusion ?? 'unknown').replaceAll('_', ' ').slice(0, 40)
  const message = [`The run ended with "${word}"`, ...where].join('; ')
  return withRef(permanent(code, message), run)
}

function withRef(outcome: Outcome, run: Run): Outcome {
  return outcome.kind === 'failed' ? { ...outcome, ref: refOf(run.id, run.html_url) } : outcome
}
