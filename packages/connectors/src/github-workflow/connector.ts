import { defineConnector } from '../kit/connector.ts'
import type { ActionContext } from '../kit/context.ts'
import { type Outcome, type Outputs, withMade } from '../kit/outcome.ts'
import { permanent } from '../kit/target.ts'
import { nothingLeft } from './artifacts.ts'
import { cancelRun } from './cancel.ts'
import { GithubWorkflowConfig, githubWorkflowEffect } from './config.ts'
import { dispatch, runUnknown, waits } from './dispatch.ts'
import { makingNothing, outcomeOf } from '../kit/ended.ts'
import { findOwn, markInput, ownById } from './find.ts'
import { isWorthALook, lookAgain, type Looking, lookingIn } from './look-again.ts'
import { recorded } from './recorded.ts'
import { type Github, openGithub } from './remote.ts'
import { rerun } from './rerun.ts'
import { attemptOf, factsOf, isOver, type Run, wentWell } from './run.ts'
import { nextLook, refOf, watchedIn, watchOf } from './wait.ts'
import { watched } from './watch.ts'

/** Dispatches without an answer, each followed by looks, until it is given up. */
const mostStarts = 3

/** A run of a GitHub Actions workflow; started once, however often it is asked for. */
export const githubWorkflow = defineConnector({
  type: 'github-workflow',
  config: GithubWorkflowConfig,
  ...githubWorkflowEffect,
  recorded,
  outputs: {
    run_id: { description: 'Id of the run; null when it is not waited for and GitHub names none' },
    run_number: { description: 'Number of the run within its workflow; null when not waited for' },
    run_attempt: { description: 'Attempt of the run, from 1; a re-run raises it' },
    run_url: { description: 'Page of the run' },
    conclusion: { description: 'How the run ended; null when it was not waited for' },
    jobs: { description: 'Job name to how the job ended' },
    artifacts: { description: 'Name, size and expiry of each artifact, where artifacts are read' },
    files: { description: 'Text files of the artifacts: artifact/file to its text' },
    logs: { description: "Job name to the end of the job's log" },
    warnings: { description: 'What could not be read of artifacts, as sentences' },
  },
  execute: (context, config) => guarded(context, config, execute),
  poll: (context, config, memo) => guarded(context, config, (github) => go(github, memo)),
  resume: (context, config, memo, signal) =>
    guarded(context, config, (github) => woken(github, memo, signal)),
  cancel: (context, config, memo) => guarded(context, config, (github) => callOff(github, memo)),
})

/** The connector's door: what ends a call early becomes its outcome. */
async function guarded(
  context: ActionContext,
  config: GithubWorkflowConfig,
  work: (github: Github) => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await work(openGithub(context, config))
  } catch (error) {
    return outcomeOf(error)
  }
}

async function execute(github: Github): Promise<Outcome> {
  const { maybeDone, attempt } = github.context.action
  const doubt = maybeDone ?? attempt > 1
  if (markInput(github) === '') return doubt ? runUnknown : start(github, { starts: 0, doubt })
  const { run } = await makingNothing(() => findOwn(github))
  const past = run && maybeDone !== undefined && isDoneWith(github, run) ? { past: run.id } : {}
  if (run && past.past === undefined) return adopt(github, run, maybeDone === false)
  return doubt
    ? lookAgain(github, { ...past, looks: 0, starts: 0, sure: false })
    : start(github, { ...past, starts: 0, doubt })
}

/** It failed, and the item wants a new one for the next try. */
function isDoneWith({ config }: Github, run: Run): boolean {
  return config.error_handling?.on_retry === 'new' && isOver(run) && !wentWell(run)
}

/**
 * Goes on with the run that an earlier try started. `anew`: that try ended clearly, so a run that failed is to
 * run again, and not only to be reported once more.
 */
async function adopt(github: Github, run: Run, anew: boolean): Promise<Outcome> {
  github.context.log(`Found the run that was started, ${run.id}`)
  if (!waits(github)) return startedOnly(run)
  const attempt = attemptOf(run)
  const watch = watchOf(github, run.id, run.html_url, attempt)
  if (!isOver(run)) return nextLook(github, watch)
  if (anew && !wentWell(run)) return rerun(github, run, { ...watch, first: attempt + 1 })
  return watched(github, watch)
}

type Start = Pick<Looking, 'starts' | 'past'> & { doubt: boolean }

async function start(github: Github, { starts, doubt, ...past }: Start): Promise<Outcome> {
  const sent = await dispatch(github, doubt)
  const looking = { ...past, looks: 0, starts: starts + 1, startedAt: github.context.now }
  if (sent.kind === 'run') {
    github.context.log(`Started run ${sent.id}`)
    return waits(github)
      ? nextLook(github, watchOf(github, sent.id, sent.url))
      : startedOnly({ ...unread, id: sent.id, html_url: sent.url })
  }
  if (sent.kind === 'taken')
    return sent.marked ? lookAgain(github, { ...looking, sure: true }) : nameless
  if (!sent.marked) return markInput(github) === '' ? withMade(sent.failure, 'maybe') : runUnknown
  return looking.starts >= mostStarts
    ? withMade(sent.failure, 'maybe')
    : lookAgain(github, { ...looking, sure: false })
}

const unread = { status: null, conclusion: null }

/** The end of an action that only starts the run. */
function startedOnly(run: Run): Outcome {
  const outputs = { ...factsOf(run), conclusion: null, jobs: {}, logs: {}, ...nothingLeft }
  return { kind: 'succeeded', outputs, ref: refOf(run.id, run.html_url) }
}

/** Started without waiting on a server that names no run, by a workflow that shows no mark. */
const nameless: Outcome = {
  kind: 'succeeded',
  outputs: {
    run_id: null,
    run_number: null,
    run_attempt: 1,
    run_url: null,
    conclusion: null,
    jobs: {},
    logs: {},
    ...nothingLeft,
  },
}

/** A webhook's signal and a poll mean the same: read the run anew. */
async function go(github: Github, memo: Outputs): Promise<Outcome> {
  const watch = watchedIn(memo)
  if (watch) return watched(github, watch)
  const looking = lookingIn(memo)
  const { run, unmarked, partial } = await findOwn(github, looking)
  if (run) return adopt(github, run, false)
  if (isWorthALook(github, looking)) return lookAgain(github, looking)
  if (looking.sure) return notFound
  if (unmarked > 0 || partial) return runUnknown
  const { starts, past } = looking
  return start(github, { starts, doubt: true, ...(past !== undefined && { past }) })
}

/** News may name the run before any list shows it. A look that was not due, and finds nothing, is none. */
async function woken(github: Github, memo: Outputs, signal: Outputs): Promise<Outcome> {
  if (watchedIn(memo)) return go(github, memo)
  const looking = lookingIn(memo)
  const named = await ownById(github, signal['run'], looking)
  const run = named ?? (await findOwn(github, looking)).run
  if (run) return adopt(github, run, false)
  return lookAgain(github, { ...looking, looks: Math.max(looking.looks - 1, 0) })
}

const notFound: Outcome = withMade(
  permanent(
    'github.run_not_found',
    "The workflow was started, but no run shows the mark; its run-name must show the mark's input",
  ),
  'maybe',
)

/** Nothing known of a run = none to cancel, or one that cannot be told from others. */
async function callOff(github: Github, memo: Outputs): Promise<Outcome> {
  const watch = watchedIn(memo)
  if (watch) return cancelRun(github, watch.run, watch.url)
  const found = markInput(github) === '' ? undefined : (await findOwn(github)).run
  if (found) return cancelRun(github, found.id, found.html_url)
  return { kind: 'succeeded', outputs: {} }
}
