import type { Outcome } from '../kit/outcome.ts'
import { stop } from '../kit/ended.ts'
import { readJobs, tellProgress } from './jobs.ts'
import type { Github } from './remote.ts'
import { asksSomebody, attemptOf, isOver, Run } from './run.ts'
import { settle } from './settle.ts'
import { nextLook, refOf, type Watched } from './wait.ts'

/** Looks at a run that GitHub named but does not show yet. */
const mostUnseen = 8

/** Reads the run anew: waits on while it is open, tells what its jobs do, and settles it at its end. */
export async function watched(github: Github, watch: Watched): Promise<Outcome> {
  const run = await readRun(github, watch)
  if (run === undefined) return nextLook(github, watch)
  const isBehind = attemptOf(run) < watch.need
  if (isOver(run) && !isBehind) return settle(github, run, watch)
  if (watch.giveUpAt !== undefined && github.context.now >= watch.giveUpAt) return tooLate(run)
  const told = isBehind ? {} : await progress(github, run, watch)
  return nextLook(github, { ...watch, url: run.html_url, told })
}

async function progress(github: Github, run: Run, watch: Watched): Promise<Watched['told']> {
  const told = tellProgress(github, await readJobs(github, run.id), watch)
  if (!asksSomebody(run)) return told
  const asks = 'The run waits for somebody to approve it in GitHub'
  if (watch.told['asks'] === undefined) github.context.log(asks)
  return { ...told, asks }
}

/** Undefined for a run that was just started and is not visible yet. */
async function readRun(github: Github, { run, looks }: Watched): Promise<Run | undefined> {
  const path = `/actions/runs/${run}`
  const answer = await github.send('GET', path)
  if (answer.status !== 404) return github.parse(Run, path, answer)
  if (looks <= mostUnseen) return undefined
  throw stop('github.run_gone', 'The run is not there any more, or may not be seen')
}

function tooLate(run: Run): Outcome {
  return {
    kind: 'failed',
    retryable: false,
    class: 'timeout',
    code: 'github.run_too_slow',
    message: 'The run did not end in the time monitoring.timeout gives; it goes on in GitHub',
    made: 'maybe',
    ref: refOf(run.id, run.html_url),
  }
}
